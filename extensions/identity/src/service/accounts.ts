import { fetchGlobalAccess, fetchRolesTree } from '@directus/utils/node'
import type { Knex } from 'knex'

export type Account =
  | { kind: 'unknown' }
  | { kind: 'suspended' }
  | { kind: 'admin' }
  | { kind: 'user', user: string, role: string | null, roles: string[] }

/** Finds the Directus account of a subject of the realm: by its identifier, never by an e-mail that somebody may retype. */
export async function findAccount(knex: Knex, subject: string): Promise<Account> {
  const row = await knex('directus_users').select('id', 'role', 'status').where({ provider: 'keycloak', external_identifier: subject }).first()
  if (!row) return { kind: 'unknown' }
  if (row.status !== 'active') return { kind: 'suspended' }
  const roles = await fetchRolesTree(row.role, { knex })
  // Without an address, so that a rule limiting administration to some addresses does not make an administrator pass here.
  const { admin } = await fetchGlobalAccess({ user: row.id, roles, ip: null }, { knex })
  return admin ? { kind: 'admin' } : { kind: 'user', user: row.id, role: row.role, roles }
}
