import { fileURLToPath } from 'node:url'
import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'

/** Root of the project. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

/** Folder of everything that a run writes: database, secrets, uploads, logs. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env.RELAIS_DATA
  if (!chosen) return join(ROOT, '.data')
  return isAbsolute(chosen) ? chosen : join(ROOT, chosen)
}

/** Folder of an installed package as a workspace sees it: npm may keep it beside the workspace or at the root. */
export function packageFolder(name: string, workspace = '.'): string {
  const own = join(ROOT, workspace, 'node_modules', name)
  return existsSync(own) ? own : join(ROOT, 'node_modules', name)
}
