import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { join } from 'node:path'
import { z } from 'zod'
import { ensureBuilt } from '../build.ts'
import { freePorts } from '../ephemeral.ts'
import { UserError } from '../errors.ts'
import { ROOT } from '../paths.ts'
import { readSettings, serverEnvironment } from '../settings.ts'
import { directusService, identityService, withDatabase } from '../stack.ts'
import { Supervisor } from '../supervisor.ts'
import { fetchToken } from '../token.ts'
import { createVolume, hasVolume, onDatabase, volumeDatabase, withPostgres } from '../volume.ts'
import { bigScans, explain } from './explain.ts'
import { playRound, round, send, summary } from './load.ts'
import { benchQueries } from './queries.ts'
import { header, line } from './table.ts'
import type { ChildProcess } from 'node:child_process'
import type pg from 'pg'
import type { Settings } from '../settings.ts'
import type { Round, Target } from './load.ts'
import type { BenchQuery } from './queries.ts'
import type { BenchResult } from './table.ts'

const USAGE = 'Usage : npx relais bench [--json FICHIER] [--scale 0.1] [--clients 1,20] [--seconds 5] [--only MOT] [--explain]'
const COUNTED_REQUESTS = 10
/** Each measure is made in so many turns. */
const ROUNDS = 5

interface Options { json: string | undefined, scale: number, clients: number[], seconds: number, only: string, explain: boolean }

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args, options: {
      json: { type: 'string' }, scale: { type: 'string', default: '0.1' }, clients: { type: 'string', default: '1,20' }, seconds: { type: 'string', default: '5' },
      only: { type: 'string', default: '' }, explain: { type: 'boolean', default: false },
    },
  })
  const options = { json: values.json, only: values.only, explain: values.explain, scale: Number(values.scale), clients: values.clients.split(',').map(Number), seconds: Number(values.seconds) }
  const isRight = options.scale > 0 && options.scale <= 1 && options.seconds > 0 && options.clients.every(clients => Number.isInteger(clients) && clients > 0)
  if (!isRight) throw new UserError('USAGE', USAGE)
  return options
}

const say = (message: string) => process.stderr.write(`  ${message}\n`)

/** `relais bench`: boots the product on the volume and measures its hot reads beside what one statement by hand costs. */
export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args)
  // The limiters count every request as in production, and never refuse one.
  Object.assign(process.env, { RATE_LIMITER_POINTS: '1000000', RATE_LIMITER_GLOBAL_POINTS: '2000000', ACCESS_ACCOUNT_POINTS: '1000000' })
  const { DB_PORT: _, ...ports } = await freePorts()
  const settings = onDatabase(readSettings({ ...process.env, ...ports }), volumeDatabase(options.scale))
  await withPostgres(settings, async () => {
    if (!await hasVolume(settings, options.scale)) {
      say(`base de volume à l’échelle ${options.scale}, une fois pour toutes`)
      await createVolume(settings, { scale: options.scale, force: true }, say)
    }
    await withDatabase(settings, async (client) => {
      const queries = (await benchQueries(client)).filter(({ query, audience }) => `${query} ${audience}`.includes(options.only))
      if (options.explain) await explainAll(client, queries)
      else await withProduct(settings, queries, handWritten => measureAll({ settings, client, queries, handWritten, options }))
    })
  })
}

/** Prints the plan of every statement of the product, and fails when one reads a big table whole. */
async function explainAll(client: pg.Client, queries: BenchQuery[]): Promise<void> {
  const bad: string[] = []
  for (const { query, audience, statement } of queries) {
    if (!statement) continue
    const scans = await bigScans(client, statement)
    process.stdout.write(`\n# ${query}, ${audience}\n${await explain(client, statement)}\n`)
    for (const { table, rows } of scans) bad.push(`${query}, ${audience} : ${table} (${rows} lignes)`)
  }
  if (bad.length > 0) throw new UserError('BIG_SCAN', `Tables lues en entier :\n${bad.map(item => `  ${item}`).join('\n')}`)
  process.stdout.write('\nAucune grande table n’est lue en entier.\n')
}

const AddressSchema = z.object({ port: z.number() })

/** Starts the process of the statements written by hand and gives its address. */
async function startByHand(settings: Settings, queries: BenchQuery[]): Promise<{ child: ChildProcess, url: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli', 'bench', 'hand-written-server.ts')], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ database: settings.database, statements: queries.flatMap(({ byHand }) => byHand ?? []) }))
  const [first] = await once(child.stdout, 'data')
  return { child, url: `http://127.0.0.1:${AddressSchema.parse(JSON.parse(String(first))).port}` }
}

async function withProduct(settings: Settings, queries: BenchQuery[], work: (handWritten: string) => Promise<void>): Promise<void> {
  await ensureBuilt(say, 'extensions')
  const supervisor = new Supervisor(join(settings.data, 'bench'), say)
  const { child, url } = await startByHand(settings, queries)
  try {
    await Promise.all([identityService(settings), directusService(settings)].map(service => supervisor.start(service)))
    await work(url)
  }
  finally {
    child.kill()
    await supervisor.stop()
  }
}

interface Run { settings: Settings, client: pg.Client, queries: BenchQuery[], handWritten: string, options: Options }

interface Lane { query: BenchQuery, product: Target, byHand: Target | undefined, statements: number | null }

async function laneOf({ settings, client, queries, handWritten }: Run, query: BenchQuery): Promise<Lane> {
  const token = await fetchToken(query.account, { identityUrl: settings.identityUrl, secret: serverEnvironment(settings).SECRET ?? '' })
  const product: Target = { url: settings.directusUrl, variants: query.variants, headers: { authorization: `Bearer ${token}` } }
  const first = queries.slice(0, queries.indexOf(query)).reduce((count, { byHand }) => count + (byHand?.length ?? 0), 0)
  const byHand: Target | undefined = query.byHand && { url: handWritten, headers: {}, variants: query.byHand.map((_, variant) => ({ method: 'GET', path: `/${first + variant}` })) }
  await assertSame(query, product, byHand)
  return { query, product, byHand, statements: await countStatements(client, product) }
}

async function measureAll(run: Run): Promise<void> {
  const { queries, options } = run
  const results: BenchResult[] = []
  process.stdout.write(`${header()}\n`)
  for (const name of new Set(queries.map(({ query }) => query))) {
    const lanes: Lane[] = []
    for (const query of queries.filter(({ query }) => query === name)) lanes.push(await laneOf(run, query))
    for (const clients of options.clients) {
      for (const result of await measureLanes(lanes, clients, options.seconds)) {
        results.push(result)
        process.stdout.write(`${line(result)}\n`)
      }
    }
  }
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ results: results.map(({ errors: _, ...result }) => result) }, null, 2)}\n`)
}

/** Everybody in turn, several times: what else the machine does then weighs the same on both sides of every ratio. */
async function measureLanes(lanes: readonly Lane[], clients: number, seconds: number): Promise<BenchResult[]> {
  const played = lanes.map(lane => ({ lane, product: [] as Round[], byHand: [] as Round[] }))
  for (let turn = -1; turn < ROUNDS; turn++) {
    // The turn before the first warms caches and connections.
    const length = turn < 0 ? Math.min(0.5, seconds / ROUNDS) : seconds / ROUNDS
    for (const { lane, product, byHand } of played) {
      const rounds = [await playRound(lane.product, clients, length), lane.byHand && await playRound(lane.byHand, clients, length)] as const
      if (turn < 0) continue
      product.push(rounds[0])
      if (rounds[1]) byHand.push(rounds[1])
    }
  }
  const admin = played.find(({ lane }) => lane.query.audience === 'admin')
  const adminP95 = admin ? summary(admin.product).p95_ms : 0
  return played.map(({ lane: { query: { query, audience }, statements, byHand: target }, product, byHand }) => {
    const measure = summary(product)
    return {
      query, audience, clients, ...measure, sql_queries: statements,
      ratio_admin: adminP95 > 0 ? round(measure.p95_ms / adminP95, 2) : null,
      ratio_sql: target ? round(measure.rps / summary(byHand).rps, 2) : null,
    }
  })
}

/** A ratio means something only when the product answers all that the statement by hand does; what it says besides is counted against it. */
async function assertSame({ query, audience }: BenchQuery, product: Target, byHand: Target | undefined): Promise<void> {
  const [call] = product.variants
  if (!call) throw new UserError('NO_DATA', `Rien à demander pour « ${query} » en tant que ${audience}.`)
  const answer = await send(product, call)
  if (answer.status !== 200) throw new UserError('BENCH_REFUSED', `« ${query} » en tant que ${audience} répond ${answer.status} : ${answer.text.slice(0, 300)}`)
  const same = byHand?.variants[0]
  if (!byHand || !same) return
  const hand = await send(byHand, same)
  if (hand.status !== 200) throw new UserError('BENCH_BY_HAND', `« ${query} » en tant que ${audience} : l’énoncé écrit à la main échoue : ${hand.text}`)
  if (query !== 'search' && !holds(JSON.parse(answer.text), JSON.parse(hand.text))) {
    throw new UserError('BENCH_DIFFERS', `« ${query} » en tant que ${audience} : l’énoncé écrit à la main ne donne pas la même réponse.\n${answer.text.slice(0, 1500)}\n${hand.text.slice(0, 1500)}`)
  }
}

/** Whether an answer has everything of another one, with the same values and as many rows. */
function holds(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return whole === part
  if (typeof whole !== 'object' || whole === null) return false
  if (Array.isArray(part)) return Array.isArray(whole) && whole.length === part.length && part.every((row, index) => holds(whole[index], row))
  return Object.entries(part).every(([name, value]) => holds(Reflect.get(whole, name), value))
}

/** Statements that PostgreSQL runs for one request once the caches are warm, or null where it does not count them. */
async function countStatements(client: pg.Client, target: Target): Promise<number | null> {
  const count = async () => {
    const { rows } = await client.query<{ calls: string | null }>(`select sum(calls) as calls from relais_statistics.pg_stat_statements s join pg_database d on d.oid = s.dbid
      where d.datname = current_database() and query not like '%pg_stat_statements%'`)
    return Number(rows[0]?.calls ?? 0)
  }
  try {
    const counts: number[] = []
    for (let sent = 0; sent < COUNTED_REQUESTS; sent++) {
      const call = target.variants[sent % target.variants.length]
      const before = await count()
      if (call) await send(target, call)
      counts.push(await count() - before)
    }
    // The median: something else may speak to the database once in a while.
    return counts.sort((one, other) => one - other)[COUNTED_REQUESTS / 2] ?? null
  }
  catch {
    return null
  }
}
