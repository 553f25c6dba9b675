import { fileURLToPath } from 'node:url'
import { isAbsolute, join } from 'node:path'

/** Root of the project. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

/** Folder of everything that a run writes: database, secrets, uploads, logs. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env.RELAIS_DATA
  if (!chosen) return join(ROOT, '.data')
  return isAbsolute(chosen) ? chosen : join(ROOT, chosen)
}
