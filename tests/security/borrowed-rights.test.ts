import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { declarations } from '@relais/schema'
import type { Audience } from '@relais/schema'
import { audienceOfRole, levelOf, roleIds, rowRules } from '@relais/schema/access'
import type { Definition, Transition } from '@relais/schema/workflow'
import { aCase, aPerson, insert, makeWorld, rowOf, userId } from '../integration/directory/world.ts'
import { withVersion } from '../integration/workflow/workflows.ts'
import type { ApiBody } from '../support/stack.ts'
import { call, codeOf, db } from '../support/stack.ts'

interface Reason { code: string, field?: string }
interface Offered { key: string, is_possible: boolean, fields: string[], files: string[], comment: string, reasons: Reason[] }
interface Listed { data: { transitions: Offered[] } }
interface Refused { errors: { extensions: { code: string, reasons?: Reason[] } }[] }

const label = { fr: 'Essai', en: 'Trial' }
const changing = (key: string, part: Partial<Transition>) => ({ states, transitions }: Definition): Definition => ({ states, transitions: transitions.map(one => (one.key === key ? { ...one, ...part } : one)) })
const adding = (step: Omit<Transition, 'label'>) => ({ states, transitions }: Definition): Definition => ({ states, transitions: [...transitions, { label, ...step }] })
const step = (collection: string, id: string, key: string, body: unknown, as: string) => call<Refused>(`/relais/workflow/${collection}/${id}/transitions/${key}`, { as, method: 'POST', body })
const steps = async (collection: string, id: string, as: string) => (await call<Listed>(`/relais/workflow/${collection}/${id}/transitions`, { as })).body
const roleOf = async (account: string) => (await db.query('select role from directus_users where id = $1', [userId(account)])).rows[0]?.role

let structure: string
let other: string
let organization: string

beforeAll(async () => {
  ({ structure, other, organization } = await makeWorld())
})

describe('a step that asks for a link', () => {
  const administrator = () => ({ id: organization, members: { create: [{ user: { id: userId('responsable'), role: roleIds.admin }, right: 'reader', valid_from: '2026-01-01T00:00:00Z' }], update: [], delete: [] } })
  const submitted = () => insert('accreditations', { organization, structure, kind: 'tig', status: 'submitted', request: 'Deux postes.' })
  const ask = <T>(path: string, method: string, body: unknown) => call<{ data: T, errors?: { extensions: { code: string, findings?: { code: string }[] } }[] }>(`/relais/workflows/accreditation${path}`, { as: 'configurateur', method, body })

  it('that is not written any more is not published', async () => {
    const { body } = await call<{ data: { published: Definition } }>('/relais/workflows/accreditation', { as: 'configurateur' })
    const saved = await ask<{ revision: string }>('/draft', 'PUT', { revision: null, definition: changing('instruct', { fields: ['organization'] })(body.data.published) })
    const published = await ask('/draft/publish', 'POST', { revision: saved.body.data.revision })

    expect([published.status, published.body.errors?.[0]?.extensions.findings?.map(({ code }) => code)]).toEqual([400, ['UNKNOWN_FIELD']])
    await ask('/draft', 'DELETE', { revision: saved.body.data.revision })
  })

  it('takes no row, nor a key that moves the record, when it was published all the same', async () => {
    await withVersion('accreditation', changing('instruct', { fields: ['organization'] }), async () => {
      const id = await submitted()
      const foreign = await insert('organizations', { name: 'Ailleurs', kind: 'association', status: 'active', visibility: 'internal', structure: other })
      for (const value of [administrator(), [administrator()], { id: organization }, foreign]) {
        const answer = await step('accreditations', id, 'instruct', { from: 'submitted', values: { organization: value } }, 'responsable')
        expect([answer.status, answer.body.errors[0]?.extensions.code]).toEqual([400, 'FORM_INVALID'])
      }
      expect(await rowOf('accreditations', id)).toMatchObject({ status: 'submitted', organization })
      expect((await db.query('select 1 from organization_members where organization = $1 and "user" = $2', [organization, userId('responsable')])).rows).toEqual([])
      expect(await roleOf('responsable')).toBe(roleIds.manager)
      // What the record has already is an answer.
      expect((await step('accreditations', id, 'instruct', { from: 'submitted' }, 'responsable')).status).toBe(200)
    })
  })

  it('takes the keys that its author could write, and no other', async () => {
    await withVersion('case', changing('start_support', { fields: ['referred_by_organization'] }), async () => {
      const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { status: 'reception' })
      const start = async (value: unknown) => (await step('cases', file, 'start_support', { from: 'reception', values: { referred_by_organization: value } }, 'conseiller')).status
      const foreign = await insert('organizations', { name: 'Ailleurs', kind: 'association', status: 'active', visibility: 'internal', structure: other })

      for (const value of [administrator(), { id: organization }, [organization], { create: [], update: [], delete: [] }]) expect(await start(value)).toBe(400)
      expect([await start(foreign), await start(randomUUID())]).toEqual([403, 403])
      expect(await rowOf('cases', file)).toMatchObject({ status: 'reception', referred_by_organization: null })
      expect([await start(organization), await roleOf('responsable')]).toEqual([200, roleIds.manager])
    })
  })
})

describe('a step gives nobody a level', () => {
  const theirs = (part: Partial<Transition>) => adding({ key: 'mine', from: ['support'], to: 'suspended', who: { person: true }, comment: 'optional', ...part })
  const publish = (definition: unknown) => call<{ errors?: { extensions: { findings?: { code: string, path: string }[] } }[] }>('/relais/workflows/case/draft/publish', { as: 'configurateur', method: 'POST', body: definition })
  const ofUser = async (row: Record<string, unknown> = {}) => {
    const { rows: [person] } = await db.query<{ id: string }>('select id from people where "user" = $1', [userId('usager')])
    return aCase(String(person?.id), structure, { conseiller: 'referent' }, row)
  }

  it.each([['read by those who act', 'closed_on', 'FIELD_CLOSED'], ['hidden from them', 'closing_reason', 'FIELD_HIDDEN']])('by asking for a field %s: it is not published', async (_, field, code) => {
    const { body } = await call<{ data: { published: Definition } }>('/relais/workflows/case', { as: 'configurateur' })
    const { body: saved } = await call<{ data: { revision: string } }>('/relais/workflows/case/draft', { as: 'configurateur', method: 'PUT', body: { revision: null, definition: theirs({ fields: [field] })(body.data.published) } })
    const refused = await publish({ revision: saved.data.revision })

    expect(refused.body.errors?.[0]?.extensions.findings?.map(finding => [finding.code, finding.path])).toEqual([[code, 'transitions.mine.fields']])
    await call('/relais/workflows/case/draft', { as: 'configurateur', method: 'DELETE', body: { revision: saved.data.revision } })
  })

  it('when the level was closed since it was published', async () => {
    await withVersion('case', theirs({ fields: ['closed_on'] }), async () => {
      const file = await ofUser()
      const refused = await step('cases', file, 'mine', { from: 'support', values: { closed_on: '2026-01-01' } }, 'usager')
      expect([refused.status, refused.body.errors[0]?.extensions.code]).toEqual([400, 'FORM_INVALID'])
      expect(await rowOf('cases', file)).toMatchObject({ status: 'support', closed_on: null })

      const answered = await ofUser({ closed_on: '2025-12-31' })
      expect((await step('cases', answered, 'mine', { from: 'support' }, 'usager')).status).toBe(200)
    })
  })

  it('by telling whether a field that they do not read is answered, nor what a condition on it gives', async () => {
    const part: Partial<Transition>[] = [{ fields: ['closing_reason'] }, { guard: { rule: 'urgency == "none"', message: label } }]
    for (const hiding of part) {
      await withVersion('case', theirs(hiding), async () => {
        const files = [await ofUser({ urgency: 'none', closing_reason: 'job' }), await ofUser({ urgency: 'high', closing_reason: null })]
        const told = await Promise.all(files.map(async id => [(await steps('cases', id, 'usager')).data.transitions.find(({ key }) => key === 'mine'), (await step('cases', id, 'mine', { from: 'support' }, 'usager')).body]))

        expect(told[0]).toMatchObject([{ is_possible: false, reasons: [{ code: 'UNREADABLE' }] }, { errors: [{ extensions: { code: 'TRANSITION_REFUSED', reasons: [{ code: 'UNREADABLE' }] } }] }])
        expect(told[1]).toEqual(told[0])
      })
    }
  })
})

describe('to somebody to whom a step does not belong', () => {
  // Everything that a step may hold against somebody, and a person who sees the file, or an adviser who only reads it.
  const demanding = adding({
    key: 'trial', from: ['support'], to: 'suspended', who: { audiences: ['adviser'] }, comment: 'required', fourEyes: {}, fields: ['closing_reason'], files: [],
    guard: { rule: 'urgency == "none"', message: { fr: 'Urgent.', en: 'Urgent.' } },
  })

  it.each(['usager', 'conseiller2'])('one reason is told, whatever the record holds (%s)', async (as) => {
    await withVersion('case', demanding, async () => {
      const { rows: [person] } = await db.query<{ id: string }>('select id from people where "user" = $1', [userId('usager')])
      const files = await Promise.all([{ urgency: 'none', closing_reason: 'job' }, { urgency: 'high', closing_reason: null }].map(row => aCase(String(person?.id), structure, { conseiller: 'referent', conseiller2: 'reader' }, row)))
      const told = await Promise.all(files.map(async (id) => {
        const offered = (await steps('cases', id, as)).data.transitions.find(({ key }) => key === 'trial')
        const one = await step('cases', id, 'trial', { from: 'support', values: { closing_reason: 'nothing of the list' } }, as)
        const many = await call<{ data: object[] }>('/relais/workflow/cases/transitions/trial', { as, method: 'POST', body: { items: [{ id, from: 'support' }] } })
        return [offered, one.status, one.body, many.body.data.map(line => ({ ...line, id: '' }))]
      }))

      const alone = [{ code: 'NOT_YOURS', message: expect.anything() }]
      expect(told[0]).toEqual([
        { key: 'trial', label, to: 'suspended', to_label: expect.anything(), comment: 'required', fields: [], files: [], file_labels: {}, is_possible: false, reasons: alone, way_back: null },
        403, { errors: [expect.objectContaining({ extensions: { code: 'TRANSITION_NOT_YOURS', reasons: alone } })] }, [expect.objectContaining({ is_done: false, code: 'TRANSITION_NOT_YOURS', reasons: alone })],
      ])
      expect(told[1]).toEqual(told[0])
    })
  })

  it('nothing of a record is told by the walk or the simulation of those who read none', async () => {
    const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' })
    const { body } = await call<{ data: { published: Definition } }>('/relais/workflows/case', { as: 'configurateur' })
    const definition = changing('start_diagnosis', { guard: { rule: 'urgency == "none"', message: label } })(body.data.published)
    for (const as of ['configurateur', 'configurateur.paris']) {
      expect((await call('/relais/workflows/case/walk', { as, method: 'POST', body: { user: userId('conseiller'), definition, item: file } })).status).toBe(403)
    }
    const { body: { data } } = await call<{ data: { which: unknown, states: { block: string | null, depends: boolean }[] } }>('/relais/workflows/case/simulation', { as: 'configurateur', method: 'POST', body: { definition } })
    expect([data.which, data.states.filter(({ block }) => block === 'CONDITION')]).toEqual([null, []])
    expect((await call('/relais/workflows/case/simulation', { as: 'configurateur.paris', method: 'POST', body: { definition } })).status).toBe(403)
  })
})

describe('rows that a write brings along', () => {
  const collections = declarations()
  const writable = (collection: string, audience: Audience) => Object.entries(collections[collection]?.fields ?? {}).find(([name, field]) => (field.type === 'string' || field.type === 'text') && !field.choices && !field.format && levelOf(collections[collection]!, name, audience) === 'write')?.[0]

  interface Door { collection: string, field: string, target: string, isList: boolean }
  const doorsOf = (audience: Audience): Door[] => Object.keys(rowRules[audience] ?? {}).filter(name => rowRules[audience]?.[name]?.update ?? rowRules[audience]?.[name]?.create).flatMap(collection => Object.entries(collections[collection]?.fields ?? {}).flatMap(([field, { relation }]) => (
    relation ? [{ collection, field, target: relation.collection, isList: relation.kind === 'o2m' }] : []
  )))

  /** A row of a collection that the caller may not change by itself, if one of the first ones is. */
  async function closedRow(as: string, target: string, change: object): Promise<string | undefined> {
    const { rows } = await db.query<{ id: string }>(`select id from ${target} order by id limit 3`)
    for (const { id } of rows) {
      const path = target.startsWith('directus_') ? `/${target.slice(9)}/${id}` : `/items/${target}/${id}`
      if ((await call(path, { as, method: 'PATCH', body: change })).status === 403) return id
    }
    return undefined
  }

  it.each(['conseiller', 'responsable', 'prescripteur', 'partenaire', 'usager', 'configurateur', 'pilotage'])('pass their own checks (%s)', async (as) => {
    const audience = audienceOfRole(String(await roleOf(as)))
    if (!audience) throw new Error(`${as} has no audience`)
    const known = new Map<string, Promise<string | undefined>>()
    const once = (name: string, find: () => Promise<string | undefined>) => {
      const found = known.get(name) ?? find()
      known.set(name, found)
      return found
    }
    const ownOf = async (collection: string) => (await call<{ data?: { id: string }[] }>(`/items/${collection}?limit=1&fields=id`, { as })).body.data?.[0]?.id
    const passed: string[] = []
    for (const { collection, field, target, isList } of doorsOf(audience)) {
      const change = target === 'directus_users' ? { first_name: 'Volé' } : target === 'directus_files' ? { title: 'Volé' } : { [writable(target, audience) ?? 'id']: 'Volé' }
      const [id, holder] = [await once(`closed ${target}`, () => closedRow(as, target, change)), await once(`own ${collection}`, () => ownOf(collection))]
      if (id === undefined) continue
      const before = JSON.stringify((await db.query(`select * from ${target} where id = $1`, [id])).rows)
      const bodies = isList ? [{ [field]: { create: [], update: [{ id, ...change }], delete: [] } }, { [field]: [{ id, ...change }] }, { [field]: { create: [], update: [], delete: [id] } }] : [{ [field]: { id, ...change } }]
      for (const body of bodies) {
        const answer = await (holder === undefined ? call<ApiBody>(`/items/${collection}`, { as, method: 'POST', body }) : call<ApiBody>(`/items/${collection}/${holder}`, { as, method: 'PATCH', body }))
        if (JSON.stringify((await db.query(`select * from ${target} where id = $1`, [id])).rows) !== before) passed.push(`${collection}.${field} ${JSON.stringify(body)} ${answer.status} ${codeOf(answer)}`)
      }
    }
    expect(passed).toEqual([])
    expect(await roleOf(as)).toBe(roleIds[audience])
  }, 180_000)
})
