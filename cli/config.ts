import { redactConfig, resolveConfig } from '../directus.config.ts'
import { readSettings, serverEnvironment } from './settings.ts'

/** Prints the resolved configuration of Directus, secrets masked. */
export async function config(_args: string[]): Promise<void> {
  const resolved = redactConfig(resolveConfig(serverEnvironment(readSettings())))
  for (const [name, value] of Object.entries(resolved).sort(([a], [b]) => (a < b ? -1 : 1))) {
    process.stdout.write(`${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}\n`)
  }
}
