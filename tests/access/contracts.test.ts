import { describe, expect, it } from 'vitest'
import { contracts } from '../../schema/contracts/index.ts'
import type { Contract } from '../../schema/contracts/index.ts'
import { accounts } from '../../seeds/identity/accounts.ts'
import { call, codeOf } from '../support/stack.ts'
import type { ApiBody } from '../support/stack.ts'

/** Nobody's record. */
const FOREIGN = '00000000-0000-4000-8000-00000000dead'
/** One account of each audience, and one of none. */
const ACCOUNTS: ReadonlyMap<string | null, string> = new Map(accounts.toReversed().map(({ audience, email }) => [audience, email]))
const UNKNOWN = 'surely_unknown'

const asked = Object.entries<Contract>(contracts).map(([route, contract]) => {
  const [method = '', path = ''] = route.split(' ')
  return { route, contract, method, path: `/relais${path.replaceAll(/:\w+/g, FOREIGN)}`, hasKey: path.includes(':') }
})
const answered = asked.flatMap(one => one.contract.who.map(audience => ({ ...one, audience, as: ACCOUNTS.get(audience === 'public' ? null : audience) ?? '' })))

const fieldsOf = (body: ApiBody): string[] => {
  const errors = body.errors?.[0]?.extensions['errors']
  return Array.isArray(errors) ? errors.map(error => String(Reflect.get(Object(error), 'field'))) : []
}

describe('every contract', () => {
  it.each(asked)('$route is refused to nobody and to every other audience', async ({ contract, method, path }) => {
    const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} }
    const others = [...ACCOUNTS].filter(([audience]) => audience === null || !contract.who.some(one => one === audience))

    expect((await call(path, { method, ...body })).status).toBe(401)
    expect(others.length).toBeGreaterThan(0)
    for (const [audience, as] of others) expect([audience, (await call(path, { as, method, ...body })).status]).toEqual([audience, 403])
  })

  it.each(answered.filter(({ hasKey }) => hasKey))('$route answers $audience alike on a record of somebody else and on none', async ({ contract, method, path, as }) => {
    const body = contract.body ? { body: { text: 'Un essai' } } : {}
    for (const key of [FOREIGN, 'not-a-key', '%00', '..%2f..']) {
      const { status, body: said } = await call(path.replace(FOREIGN, key), { as, method, ...body })
      expect([key, status, codeOf({ status, body: said, headers: new Headers() })]).toEqual([key, expect.toBeOneOf([400, 403, 404]), expect.any(String)])
    }
    expect((await call(path, { as, method, ...body })).status).toBe(403)
  })

  it.each(answered.filter(({ contract }) => contract.query))('$route names to $audience the query that it does not know', async ({ method, path, as }) => {
    const { status, body } = await call(`${path}?${UNKNOWN}=1`, { as, method })

    expect([status, fieldsOf(body)]).toEqual([400, [UNKNOWN]])
  })

  it.each(answered.filter(({ contract }) => contract.body))('$route refuses from $audience what is no body of its own', async ({ method, path, as }) => {
    const { status, body } = await call(path, { as, method, body: { [UNKNOWN]: 1 } })
    expect([status, codeOf({ status, body, headers: new Headers() })]).toEqual([400, 'FORM_INVALID'])
    expect(fieldsOf(body)).toContain(UNKNOWN)

    for (const malformed of ['[]', '"text"', '{"text":', '{"text":{"a":1}}', '{"text":"\\u0000"}']) {
      expect([malformed, (await call(path, { as, method, body: malformed })).status]).toEqual([malformed, 400])
    }
  })

  it.each(answered.filter(({ method, hasKey }) => method === 'GET' && !hasKey))('$route is kept for $audience', async ({ path, as }) => {
    // What is answered is compared with the contract as it arrives.
    expect((await call(path, { as })).status).toBe(200)
  })
})
