import { findAccount } from '../../seeds/identity/accounts.ts'
import { db } from '../support/stack.ts'
import type { Person } from './visitor.ts'

/** Header that carries a token. */
export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

/** Makes an account of the demo world the account of a person of Keycloak, as an invitation does; returns what undoes it. */
export async function linkAccount(name: string, person: Person): Promise<() => Promise<void>> {
  const account = findAccount(name)
  if (!account) throw new Error(name)
  const set = (subject: string) => db.query('update directus_users set external_identifier = $2 where id = $1', [account.id, subject])
  await set(person.id)
  return async () => {
    await set(account.id)
  }
}
