import { jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { fetchToken, listAccounts } from '../../../cli/token.ts'
import { roleIds } from '../../../schema/access/index.ts'
import { accounts, findAccount } from '../../../seeds/identity/accounts.ts'

const source = { identityUrl: 'http://127.0.0.1:9', secret: 'a-secret-of-at-least-thirty-two-bytes' }

describe('fetchToken', () => {
  it('signs a token of Directus for the administrator, for a quarter of an hour', async () => {
    const token = await fetchToken('admin@relais.example', source)
    const { payload } = await jwtVerify(token, new TextEncoder().encode(source.secret), { issuer: 'directus', algorithms: ['HS256'] })

    expect(payload).toMatchObject({ id: findAccount('admin')?.id, role: roleIds.admin, app_access: true, admin_access: true })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900)
  })

  it('says so when nobody has that address', async () => {
    await expect(fetchToken('inconnu@relais.example', source)).rejects.toMatchObject({ code: 'UNKNOWN_ACCOUNT' })
  })

  it('says so when the provider does not answer', async () => {
    await expect(fetchToken('conseiller', source)).rejects.toMatchObject({ code: 'IDENTITY_AWAY' })
  })
})

describe('listAccounts', () => {
  it('has one line an account', () => {
    expect(listAccounts().split('\n').map(line => line.split(' ')[0])).toEqual(accounts.map(({ email }) => email))
  })
})
