import { hasMandate } from '@relais/extensions/platform'
import type { Accountability } from '@directus/types'
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
  const { roles, admin } = await rightsOf(knex, row)
  return admin ? { kind: 'admin' } : { kind: 'user', user: row.id, role: row.role, roles }
}

/** An account as if it asked now, for what it gave earlier and must still be able to give; null once it is closed or its last mandate ended. */
export async function accountabilityOf(knex: Knex, id: string | null): Promise<Accountability | null> {
  const row = id === null ? undefined : await knex('directus_users').select('id', 'role').where({ id, status: 'active' }).first()
  if (!row) return null
  const rights = await rightsOf(knex, row)
  return await hasMandate(knex, { user: row.id, roles: rights.roles }) ? { user: row.id, role: row.role, ...rights, app: false, ip: null } : null
}

async function rightsOf(knex: Knex, { id, role }: { id: string, role: string | null }): Promise<{ roles: string[], admin: boolean }> {
  const roles = await fetchRolesTree(role, { knex })
  // Without an address, so that a rule limiting administration to some addresses does not make an administrator pass here.
  const { admin } = await fetchGlobalAccess({ user: id, roles, ip: null }, { knex })
  return { roles, admin }
}
