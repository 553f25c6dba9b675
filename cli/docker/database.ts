import type { ClientConfig } from 'pg'
import type { DirectusConfig } from '../../directus.config.ts'

/** Where the configuration of the containers says that the database is. */
export function databaseOf(config: DirectusConfig): ClientConfig {
  return { host: config.DB_HOST, port: config.DB_PORT, database: config.DB_DATABASE, user: config.DB_USER, password: config.DB_PASSWORD }
}
