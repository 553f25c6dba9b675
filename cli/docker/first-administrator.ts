import type { DirectusConfig } from '../../directus.config.ts'
import { roleIds } from '../../schema/access/index.ts'

interface SqlClient { query: (sql: string, values: unknown[]) => Promise<unknown> }

/**
 * Opens the Studio to the first administrator, known by their id in the identity provider and never by their e-mail alone.
 * Does nothing when nobody is named; may be run again.
 */
export async function ensureFirstAdministrator(client: SqlClient, config: Pick<DirectusConfig, 'RELAIS_ADMIN_EMAIL' | 'RELAIS_ADMIN_SUBJECT'>): Promise<boolean> {
  const { RELAIS_ADMIN_EMAIL: email, RELAIS_ADMIN_SUBJECT: subject } = config
  if (!email || !subject) return false
  await client.query(
    `INSERT INTO directus_users (id, email, role, status, provider, external_identifier)
     VALUES ($1::uuid, $2, $3, 'active', 'keycloak', $1::text)
     ON CONFLICT (external_identifier) DO UPDATE SET role = EXCLUDED.role, status = 'active'`,
    [subject, email.toLowerCase(), roleIds.admin],
  )
  return true
}
