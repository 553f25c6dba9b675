import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { installJournal } from '../schema/journal/index.ts'
import { UserError, explainDatabase } from './errors.ts'
import { archive, verifyArchive, verifyArchives } from './journal/archive.ts'
import { monthsBefore, retentionMonths } from './journal/retention.ts'
import { verifyLive } from './journal/verify.ts'
import { databaseOf } from './docker/database.ts'
import { resolveConfig } from '../directus.config.ts'
import { readSettings } from './settings.ts'
import type { Heads } from './journal/verify.ts'
import type { Problem } from './journal/chain.ts'
import type { ClientConfig } from 'pg'

const USAGE = `Usage : npx relais journal verify [--json] [--heads FICHIER] [--archive FICHIER]
        npx relais journal archive [--before AAAA-MM-JJ] [--to DOSSIER]
        npx relais journal install   (une fois par base, avec DB_ADMIN_USER et DB_ADMIN_PASSWORD)`

const SENTENCES: Record<Problem['problem'], (problem: Problem) => string> = {
  altered: ({ chain, position }) => `chaîne ${chain}, ligne ${position} : modifiée`,
  unlinked: ({ chain, position }) => `chaîne ${chain}, ligne ${position} : ne suit pas la ligne ${position - 1}, qui a été réécrite, déplacée ou ajoutée`,
  removed: ({ chain, position, until }) => `chaîne ${chain}, lignes ${position} à ${until} : supprimées`,
  added: ({ chain, position, until }) => `chaîne ${chain}, lignes ${position} à ${until ?? position} : ajoutées hors du journal`,
}

const HeadsSchema = z.record(z.string(), z.object({ position: z.number(), hash: z.string() }))

/** In a container the configuration decides; elsewhere, the settings of this installation. */
function place(): { database: ClientConfig & { user?: string }, folder: string, months: number } {
  const config = process.env.NODE_ENV === 'production' ? resolveConfig(process.env) : undefined
  const settings = config ? undefined : readSettings()
  const data = config?.RELAIS_DATA ?? settings?.data ?? '.data'
  return {
    database: config ? databaseOf(config) : settings?.database ?? {},
    folder: join(data, 'journal'),
    months: retentionMonths(),
  }
}

async function connected<T>(database: ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...database, application_name: 'relais' })
  try {
    await client.connect()
  }
  catch (error: unknown) {
    throw explainDatabase(error, client)
  }
  try {
    return await work(client)
  }
  finally {
    await client.end()
  }
}

function report({ lines, problems, archives = 0 }: { lines: number, problems: Problem[], archives?: number }, json: boolean) {
  if (problems.length) process.exitCode = 1
  if (json) {
    process.stdout.write(`${JSON.stringify({ ok: !problems.length, lines, archives, problems })}\n`)
    return
  }
  const found = problems.map(problem => `  ✖ ${SENTENCES[problem.problem](problem)}`)
  process.stdout.write(`${problems.length ? [`✖ Journal altéré (${lines} lignes lues) :`, ...found].join('\n') : `✔ Journal intact : ${lines} lignes${archives ? `, archives comprises (${archives})` : ''}.`}\n`)
}

async function verify({ json, heads, file }: { json: boolean, heads?: string | undefined, file?: string | undefined }) {
  if (file && !existsSync(file)) throw new UserError('NO_ARCHIVE', `${file} n’existe pas : rien n’a été vérifié.`)
  if (file) return report(await verifyArchive(file), json)
  const known: Heads = heads && existsSync(heads) ? HeadsSchema.parse(JSON.parse(readFileSync(heads, 'utf8'))) : {}
  const { database, folder } = place()
  const live = await connected(database, client => verifyLive(client, known))
  const archived = await verifyArchives(folder, live.anchors)
  const problems = [...archived.problems, ...live.problems]
  if (heads && !problems.length) writeFileSync(heads, JSON.stringify(live.heads))
  report({ lines: live.lines + archived.lines, archives: archived.files, problems }, json)
}

async function archiveBefore(before: string | undefined, to: string | undefined) {
  const { database, folder, months } = place()
  const until = before === undefined ? monthsBefore(new Date(), months) : new Date(before)
  if (Number.isNaN(until.getTime())) throw new UserError('USAGE', `« ${before} » n’est pas un jour. Rien n’a été archivé.\n\n${USAGE}`)
  const { lines, path } = await connected(database, client => archive(client, { until, folder: to ?? folder }))
  process.stdout.write(`${path ? `${lines} lignes archivées dans ${path}` : 'Rien à archiver.'}\n`)
}

async function install() {
  const { database } = place()
  const { DB_ADMIN_USER: user, DB_ADMIN_PASSWORD: password } = process.env
  if (!user || !password) throw new UserError('NO_ADMINISTRATOR', 'Indiquez l’administrateur de PostgreSQL avec DB_ADMIN_USER et DB_ADMIN_PASSWORD : le journal ne peut pas appartenir à l’application.')
  await connected({ ...database, user, password }, client => installJournal(client, database.user ?? 'relais'))
  process.stdout.write('Journal installé.\n')
}

/** `relais journal verify|archive|install`. */
export async function journal([verb, ...args]: string[]): Promise<void> {
  const { values } = parseArgs({
    args, options: { json: { type: 'boolean', default: false }, heads: { type: 'string' }, archive: { type: 'string' }, before: { type: 'string' }, to: { type: 'string' } },
  })
  switch (verb) {
    case 'verify': return verify({ json: values.json, heads: values.heads, file: values.archive })
    case 'archive': return archiveBefore(values.before, values.to)
    case 'install': return install()
    default: throw new UserError('USAGE', USAGE)
  }
}
