import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { call, codeOf, stack, tokenFor } from '../support/stack.ts'

describe('ANSSI-PA-080: no token in an address', () => {
  it.each(['conseiller', 'admin'])('refuses the token of %s wherever it is put', async (name) => {
    const token = await tokenFor(name)
    for (const query of [`access_token=${token}`, `limit=1&access_token=${token}`, `access_token[]=${token}`, `%61ccess_token=${token}`]) {
      const answer = await call(`/users/me?${query}`)
      expect([answer.status, codeOf(answer)]).toEqual([401, 'INVALID_CREDENTIALS'])
    }
  })

  it('keeps it out of the logs', async () => {
    const token = await tokenFor('conseiller')
    await call(`/users/me?access_token=${token}`)
    await call('/users/me', { as: 'conseiller' })
    const folder = join(stack.data, 'logs')
    const logs = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8')).join('')

    expect(logs).not.toContain(token)
  })
})
