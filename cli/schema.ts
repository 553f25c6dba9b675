import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { RELEASE, SchemaError, exportLocal, importLocal, plan, restorableName, restore } from '../schema/engine/index.ts'
import { UserError, explain, explainDatabase } from './errors.ts'
import { applySchema, readRestorePoint, restorePointNames } from './restore-points.ts'
import { readSettings, serverEnvironment } from './settings.ts'
import { fetchToken } from './token.ts'
import { withDatabase } from './stack.ts'
import type { Divergence, LocalImport, Plan } from '../schema/engine/index.ts'
import type { Settings } from './settings.ts'
import type { Client } from 'pg'

const USAGE = `Usage :
  npx relais schema plan|apply [--json]
  npx relais schema restore-point list
  npx relais schema restore-point restore <nom>
  npx relais schema export-local [--file FICHIER]
  npx relais schema import-local --file FICHIER [--dry-run] [--prefer file|live]`

const RowSchema = z.record(z.string(), z.unknown())
const LocalSchema = z.strictObject({
  release: z.string(),
  fields: z.record(z.string(), z.strictObject({ column: z.strictObject({ type: z.string() }).optional(), relation: z.string().max(64).optional(), meta: RowSchema })),
  rights: z.record(z.string(), z.strictObject({ level: z.enum(['none', 'read', 'review', 'write']) })),
  rules: z.record(z.string(), z.strictObject({ expression: z.string().max(2000), message_fr: z.string().nullable(), message_en: z.string().nullable() })),
  layers: z.record(z.string(), z.strictObject({ is_own: z.boolean(), override: z.record(z.string(), z.unknown()).nullable() })).default({}),
  homes: z.record(z.string(), z.strictObject({
    title_fr: z.string().max(120), title_en: z.string().max(120).nullable(), text_fr: z.string().max(1000).nullable(), text_en: z.string().max(1000).nullable(), tiles: z.unknown(), status: z.enum(['active', 'retired']),
  })).default({}),
  templates: z.record(z.string(), z.strictObject({
    subject_fr: z.string().max(200), subject_en: z.string().max(200).nullable(), message_fr: z.string().max(20_000), message_en: z.string().max(20_000).nullable(), status: z.enum(['active', 'retired']),
  })).default({}),
})

/** A change made both here and by the release, as one line. */
function sayDivergence({ key, property, base, live, next, winner }: Divergence): string {
  const [won, lost] = winner === 'local' ? ['valeur locale', 'version'] : ['version', 'valeur locale']
  return `  double  ${key} (${property}) : livré ${JSON.stringify(base)}, ici ${JSON.stringify(live)}, nouveau ${JSON.stringify(next)} ; gardé : ${won}, écarté : ${lost}`
}

/** A plan as lines for people. */
export function report({ changes, divergences, refusals }: Plan): string {
  const lines = changes.map(({ kind, action, key, detail }) => `  ${action.padEnd(7)} ${kind.padEnd(12)} ${key}${detail ? ` (${detail})` : ''}`)
  return [
    lines.length ? `${changes.length} changements :` : 'Rien à faire : la base est à jour.', ...lines,
    ...divergences.length ? [`${divergences.length} changés ici et par la version :`, ...divergences.map(sayDivergence)] : [],
    ...refusals.length ? [`${refusals.length} refus, rien ne serait appliqué :`, ...refusals.map(({ message }) => `  refus   ${message}`)] : [],
  ].join('\n')
}

/** A plan as one line for programs. */
export function asJson({ changes, divergences, refusals }: Plan): string {
  return JSON.stringify({
    changes: changes.map(({ kind, action, key, detail }) => ({ kind, action, key, ...(detail ? { detail } : {}) })),
    ...(divergences.length ? { divergences } : {}),
    ...(refusals.length ? { refusals } : {}),
  })
}

/** A running Directus keeps the schema in memory: it is told to read it again. */
export async function refreshDirectus(settings: Settings) {
  try {
    const token = await fetchToken('admin', { identityUrl: settings.identityUrl, secret: serverEnvironment(settings).SECRET ?? '' })
    await fetch(`http://localhost:${settings.directusPort}/utils/cache/clear?system=true`, {
      method: 'POST', headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(5_000),
    })
  }
  catch {
    // Not running: it will read the schema when it starts.
  }
}

/** Runs `work` with one connection; what the engine refuses is said to whoever typed the command. */
export async function connected<T>(settings: Settings, work: (client: Client) => Promise<T>): Promise<T> {
  try {
    return await withDatabase(settings, work)
  }
  catch (error: unknown) {
    if (error instanceof SchemaError) throw new UserError(error.code, error.message, { cause: error })
    throw explainDatabase(error, settings.database)
  }
}

async function listRestorePoints(settings: Settings): Promise<string> {
  const last = await connected(settings, restorableName)
  const lines = restorePointNames(settings.data).map((name) => {
    const { changes, saved } = readRestorePoint(settings.data, name)
    const held = saved.map(({ collection, field, rows }) => `${rows.length} valeurs de ${collection}.${field}`)
    return `  ${[name, `${changes.length} changements`, ...held, ...(name === last ? ['peut être restauré'] : [])].join(' · ')}`
  })
  return lines.length ? lines.join('\n') : 'Aucun point de restauration.'
}

async function restorePoint(settings: Settings, [verb, name]: string[]): Promise<string> {
  if (verb === 'list') return listRestorePoints(settings)
  if (verb !== 'restore' || !name) throw new UserError('USAGE', USAGE)
  const point = readRestorePoint(settings.data, name)
  await connected(settings, client => restore(client, point))
  await refreshDirectus(settings)
  const migrations = point.changes.filter(({ kind }) => kind === 'migration').map(({ key }) => key)
  const kept = migrations.length ? `\nCe que ces migrations ont fait reste : ${migrations.join(', ')}.` : ''
  return `La configuration est revenue à son état d’avant ${name}. Les colonnes ajoutées restent, sans être montrées.${kept}\nInstallez la version précédente avant de redémarrer : celle-ci referait la mise à jour.`
}

async function exportTo(settings: Settings, file: string | undefined): Promise<string> {
  const text = JSON.stringify(await connected(settings, client => exportLocal(client, RELEASE)), null, 2)
  if (!file) return text
  try {
    writeFileSync(file, `${text}\n`)
  }
  catch (error: unknown) {
    throw explain(error, file)
  }
  return `La configuration locale est dans ${file}.`
}

function readLocal(file: string | undefined) {
  if (!file) throw new UserError('USAGE', USAGE)
  try {
    return LocalSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  }
  catch (error: unknown) {
    throw new UserError('IMPORT_FILE', `${file} n’est pas un fichier de « schema export-local ». Rien n’a été modifié.`, { cause: error })
  }
}

function reportImport({ statements, added, changed, conflicts }: LocalImport, prefer: string | undefined): string {
  return [
    ...added.map(key => `  ajouté  ${key}`), ...changed.map(key => `  changé  ${key}`),
    ...conflicts.map(({ key, property, file, live }) => `  conflit ${key} (${property}) : fichier ${JSON.stringify(file)}, ici ${JSON.stringify(live)}`),
    statements ? `${statements} changements écrits.` : 'Rien n’a été écrit.',
    ...conflicts.length && !prefer ? ['Choisissez qui l’emporte : --prefer file, ou --prefer live.'] : [],
  ].join('\n')
}

async function importFrom(settings: Settings, args: string[]): Promise<string> {
  const file = readLocal(optionOf(args, '--file'))
  const prefer = optionOf(args, '--prefer')
  if (prefer !== undefined && prefer !== 'file' && prefer !== 'live') throw new UserError('USAGE', USAGE)
  const result = await connected(settings, async (client) => {
    const done = await importLocal(client, file, { ...(prefer ? { prefer } : {}), isDryRun: args.includes('--dry-run') })
    // Rights and sections follow the new fields.
    if (done.statements) await applySchema(client, settings.data)
    return done
  })
  if (result.statements) await refreshDirectus(settings)
  return reportImport(result, prefer)
}

function optionOf(args: string[], name: string): string | undefined {
  const index = args.indexOf(name)
  return index === -1 ? undefined : args[index + 1]
}

/** `relais schema plan|apply|restore-point|export-local|import-local`. */
export async function schema([verb, ...args]: string[]): Promise<void> {
  const settings = readSettings()
  const say = (text: string) => void process.stdout.write(`${text}\n`)
  const show = (result: Plan) => say(args.includes('--json') ? asJson(result) : report(result))
  switch (verb) {
    case 'plan': return show(await connected(settings, client => plan(client)))
    case 'apply': {
      const result = await connected(settings, client => applySchema(client, settings.data))
      if (result.changes.length) await refreshDirectus(settings)
      return show(result)
    }
    case 'export-local': return say(await exportTo(settings, optionOf(args, '--file')))
    case 'import-local': return say(await importFrom(settings, args))
    case 'restore-point': return say(await restorePoint(settings, args))
    default: throw new UserError('USAGE', USAGE)
  }
}
