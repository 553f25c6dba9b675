import type { Caller, Host } from '@relais/extensions/platform'
import { ForbiddenError } from '@relais/extensions/platform'
import type { SchemaOverview } from '@directus/types'
import { automaticMove } from '@relais/extensions/workflow'
import { rightsOf } from '@relais/extensions/access'
import type { ReadRights } from '@relais/extensions/access'
import { z } from 'zod'
import { fileStatement } from './file-sql.ts'
import { accreditationsStatement, transfersStatement } from './held-sql.ts'
import { mostSlips } from './looked-for.ts'
import type { Slips } from './looked-for.ts'
import { boardStatement, portfolioStatement, workloadStatement } from './portfolio-sql.ts'
import type { AccreditationsQuery, BoardQuery, PortfolioQuery, TransfersQuery } from './query.ts'
import { RowJson } from './row-json.ts'
import type { Statement } from './statement.ts'
import { readText, readTextByKey } from './statement.ts'

/** Texts of the statement of a file, by the policies of who asks; they end with the schema they were written for. */
const fileTexts = new WeakMap<SchemaOverview, Map<string, string>>()

/** One page of the caller's files, as the text of a JSON list; a name that nobody has is looked for with one slip of the finger, then two. */
export function readPortfolio(host: Host, caller: Caller, query: PortfolioQuery): Promise<string> {
  return readFound(host, caller, query, (schema, json, slips) => portfolioStatement(schema, json, { ...query, slips }, caller.user))
}

/** The same files by state: the top of each column and its number, as the text of a JSON list. */
export function readBoard(host: Host, caller: Caller, query: BoardQuery): Promise<string> {
  return readFound(host, caller, query, (schema, json, slips) => boardStatement(schema, json, { ...query, slips }, caller.user))
}

/** The files of exactly what was looked for. */
export async function readNamed(host: Host, caller: Caller, query: PortfolioQuery): Promise<string> {
  const { read, schema, json } = await readerOf(host, caller)
  return read(portfolioStatement(schema, json, query, caller.user))
}

async function readFound(host: Host, caller: Caller, { search }: { search: string }, write: (schema: SchemaOverview, json: RowJson, slips: Slips) => Statement): Promise<string> {
  const { read, schema, json } = await readerOf(host, caller)
  const most = mostSlips(search)
  let found = await read(write(schema, json, 0))
  for (const slips of [1, 2] as const) {
    if (slips > most || found.includes('"id"')) return found
    found = await read(write(schema, json, slips))
  }
  return found
}

async function readerOf(host: Host, caller: Caller) {
  const schema = await host.getSchema()
  const rights = await rightsOf(host, schema, caller.accountability)
  const readRows = isByGrants(rights) ? readTextByKey : readText
  return { schema, json: new RowJson(schema, rights), read: async (statement: Statement) => await readRows(host.database, statement) ?? '[]' }
}

/** How many open files each referent leads, as the text of a JSON list. */
export async function readWorkload(host: Host, caller: Caller): Promise<string> {
  const schema = await host.getSchema()
  const rights = await rightsOf(host, schema, caller.accountability)
  return await readText(host.database, workloadStatement(new RowJson(schema, rights), caller.user)) ?? '[]'
}

const HeldSchema = z.array(z.looseObject({ id: z.string(), status: z.string(), version: z.string(), since: z.string(), unanswerable_at: z.string().nullable(), answerable_since: z.string().nullable(), left: z.array(z.object({ state: z.string(), since: z.string() })), zone: z.string(), commune: z.string().nullable() }))

interface HeldPage { items: Record<string, unknown>[], has_more: boolean }

/** One page of the transfers that the caller may read, with the day on which each is accepted by itself. */
export function readTransfers(host: Host, caller: Caller, query: TransfersQuery): Promise<HeldPage> {
  return readHeld(host, caller, query.limit, json => transfersStatement(json, query, caller.user))
}

/** One page of the accreditations that the caller may read. */
export function readAccreditations(host: Host, caller: Caller, query: AccreditationsQuery): Promise<HeldPage> {
  return readHeld(host, caller, query.limit, json => accreditationsStatement(json, query, caller.user))
}

async function readHeld(host: Host, caller: Caller, limit: number, write: (json: RowJson) => Statement): Promise<HeldPage> {
  const schema = await host.getSchema()
  const rights = await rightsOf(host, schema, caller.accountability)
  const rows = HeldSchema.parse(JSON.parse(await readText(host.database, write(new RowJson(schema, rights))) ?? '[]'))
  const items = await Promise.all(rows.slice(0, limit).map(async ({ version, zone, commune, left, answerable_since: answerable, ...row }) => ({
    ...row, automatic: row.unanswerable_at ? null : await automaticMove(host.database, { version, state: row.status, since: new Date(row.since), left, answerableSince: answerable === null ? null : new Date(answerable), zone, commune }),
  })))
  return { items, has_more: rows.length > limit }
}

/** Whether the caller's files are found one by one, by their rights: one plan is then good for a light and a heavy portfolio alike. */
function isByGrants({ rulesOf }: ReadRights): boolean {
  const rules = rulesOf?.('cases') ?? []
  return rules.length === 1 && rules.every(({ rows }) => 'access_grants' in rows)
}

/** A file and all that its page shows, as JSON text; a file that is missing or somebody else's is refused the same way. */
export async function readFile(host: Host, caller: Caller, id: string): Promise<string> {
  const schema = await host.getSchema()
  const rights = await rightsOf(host, schema, caller.accountability)
  const texts = fileTexts.get(schema) ?? new Map<string, string>()
  fileTexts.set(schema, texts)
  const text = texts.get(rights.key) ?? fileStatement(schema, new RowJson(schema, rights))
  texts.set(rights.key, text)
  const file = await readTextByKey(host.database, { text, values: [caller.user, id] })
  if (file === null) throw new ForbiddenError()
  return file
}
