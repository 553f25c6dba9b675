import { describe, expect, it } from 'vitest'
import { ensureFirstAdministrator } from '../../../cli/docker/first-administrator.ts'
import { roleIds } from '../../../schema/access/index.ts'

function recorder() {
  const calls: { sql: string, values: unknown[] }[] = []
  return { calls, query: async (sql: string, values: unknown[]) => { calls.push({ sql, values }) } }
}

const SUBJECT = '7d4e7a7e-0d5e-4f6a-9c53-3b0e1a1c2f90'

describe('the first administrator', () => {
  it('is nobody when nobody is named', async () => {
    const client = recorder()

    expect(await ensureFirstAdministrator(client, { RELAIS_ADMIN_EMAIL: undefined, RELAIS_ADMIN_SUBJECT: undefined })).toBe(false)
    expect(client.calls).toEqual([])
  })

  it('is known by the id of the identity provider, so that an e-mail alone opens nothing', async () => {
    const client = recorder()

    expect(await ensureFirstAdministrator(client, { RELAIS_ADMIN_EMAIL: 'Claire@Relais.example', RELAIS_ADMIN_SUBJECT: SUBJECT })).toBe(true)
    expect(client.calls).toHaveLength(1)
    expect(client.calls[0]?.values).toEqual([SUBJECT, 'claire@relais.example', roleIds.admin])
    expect(client.calls[0]?.sql).toMatch(/ON CONFLICT \(external_identifier\)/)
  })
})
