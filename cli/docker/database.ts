import type { ClientBase, ClientConfig } from 'pg'
import { ConfigurationError } from '../../directus.config.ts'
import type { DirectusConfig } from '../../directus.config.ts'

/** Where the configuration of the containers says that the database is. */
export function databaseOf(config: DirectusConfig): ClientConfig {
  return { host: config.DB_HOST, port: config.DB_PORT, database: config.DB_DATABASE, user: config.DB_USER, password: config.DB_PASSWORD, ...config.DB_SSL === undefined ? {} : { ssl: config.DB_SSL } }
}

/** A name tells nothing of what a role may do: the database is asked whether the application could rewrite its journal. */
export async function assertOrdinaryRole(client: Pick<ClientBase, 'query'>): Promise<void> {
  const { rows } = await client.query<{ name: string, raised: boolean }>('SELECT rolname AS name, rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication AS raised FROM pg_roles WHERE rolname = current_user')
  if (rows[0]?.raised !== false) throw new ConfigurationError([`DB_USER ${rows[0]?.name ?? ''} may do everything in the database, its journal included: give the application an ordinary role (docs/operations.md)`])
}
