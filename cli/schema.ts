import { apply, plan } from '../schema/engine/index.ts'
import { UserError } from './errors.ts'
import { readSettings, serverEnvironment } from './settings.ts'
import { fetchToken } from './token.ts'
import { withDatabase } from './stack.ts'
import type { Plan } from '../schema/engine/index.ts'
import type { Settings } from './settings.ts'

function report({ changes, divergences }: Plan): string {
  const lines = changes.map(({ kind, action, key, detail }) => `  ${action.padEnd(7)} ${kind.padEnd(12)} ${key}${detail ? ` (${detail})` : ''}`)
  const kept = divergences.map(({ key, property }) => `  gardé   valeur locale ${key} (${property})`)
  if (!lines.length) return ['Rien à faire : la base est à jour.', ...kept].join('\n')
  return [`${changes.length} changements :`, ...lines, ...kept].join('\n')
}

function asJson({ changes, divergences }: Plan): string {
  return JSON.stringify({
    changes: changes.map(({ kind, action, key, detail }) => ({ kind, action, key, ...(detail ? { detail } : {}) })),
    ...(divergences.length ? { divergences } : {}),
  })
}

/** A running Directus keeps the schema in memory: it is told to read it again. */
async function refreshDirectus(settings: Settings) {
  const token = await fetchToken('admin', { identityUrl: settings.identityUrl, secret: serverEnvironment(settings).SECRET ?? '' })
  try {
    await fetch(`http://localhost:${settings.directusPort}/utils/cache/clear?system=true`, {
      method: 'POST', headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(5_000),
    })
  }
  catch {
    // Not running: it will read the schema when it starts.
  }
}

/** `relais schema plan|apply [--json]`. */
export async function schema(args: string[]): Promise<void> {
  const [verb] = args
  const settings = readSettings()
  if (verb !== 'plan' && verb !== 'apply') throw new UserError('USAGE', 'Usage : npx relais schema plan|apply [--json]')
  const result = await withDatabase(settings, client => (verb === 'plan' ? plan(client) : apply(client))).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') {
      throw new UserError('NO_DATABASE', `La base ne répond pas sur ${settings.database.host}:${settings.database.port}. Démarrez Relais (npm start), puis relancez la commande.`)
    }
    throw error
  })
  if (verb === 'apply' && result.changes.length) await refreshDirectus(settings)
  process.stdout.write(`${args.includes('--json') ? asJson(result) : report(result)}\n`)
}
