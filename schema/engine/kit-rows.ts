import { same } from '../canonical.ts'
import { prefixOf } from '../kits/define.ts'
import { quoteIdent } from './desired.ts'
import { hashOf } from './hash.ts'
import { mergeMeta } from './merge.ts'
import { RETIRED_HASH, manifestStatement } from './plan.ts'
import { deleteStatement, insertStatement, updateStatement, valuesOf } from './statements.ts'
import { SchemaError } from './transaction.ts'
import type { Kit } from '../kits/define.ts'
import type { DesiredKits } from './kits.ts'
import type { Live, ManifestRow, SqlClient } from './live.ts'
import type { Plan } from './plan.ts'
import type { Statement } from './statements.ts'

type Values = Record<string, unknown>

/** The tables of the core that a kit adds rows to, and what tells one of them from another. */
const TABLES = {
  term: {
    table: 'vocabulary_terms', identity: ['vocabulary', 'code'], word: 'le terme',
    // A parent is said by its code: identifiers differ from one instance to the next.
    select: 'SELECT to_jsonb(t) AS stored, to_jsonb(t) || jsonb_build_object(\'parent\', p.code) AS values FROM vocabulary_terms t LEFT JOIN vocabulary_terms p ON p.id = t.parent',
  },
  home: { table: 'home_pages', identity: ['kit', 'audience'], word: 'la page d’accueil', select: 'SELECT to_jsonb(t) AS stored, to_jsonb(t) AS values FROM home_pages t' },
  template: { table: 'templates', identity: ['kit', 'key'], word: 'le modèle', select: 'SELECT to_jsonb(t) AS stored, to_jsonb(t) AS values FROM templates t' },
} as const
type Kind = keyof typeof TABLES

/** A row that a kit brings; `key` is that of the manifest, `values` what it says, `status` included. */
interface KitRow { kind: Kind, key: string, identity: Record<string, string>, values: Values }

/** A row as it is now: what a kit may say of it, and the whole of it. */
interface LiveRow { values: Values, stored: Values }

const manifestId = ({ kind, key }: Pick<KitRow, 'kind' | 'key'>) => `${kind}:${key}`
const keyOf = (kit: string, names: readonly string[]) => `${kit}/${names.join('/')}`

/** The rows that a kit declares, parents first. */
export function rowsOf({ key: kit, vocabularies = {}, homes = [], templates = [] }: Kit): KitRow[] {
  const terms = Object.entries(vocabularies).flatMap(([vocabulary, terms]) => terms.map(({ code, label, description, parent, sort, uri }, index): KitRow => ({
    kind: 'term', key: keyOf(kit, [vocabulary, code]), identity: { vocabulary, code },
    values: {
      label: label.fr, label_en: label.en, description: description ?? null, parent: parent ?? null,
      sort: sort ?? (vocabulary.startsWith(prefixOf(kit)) ? index + 1 : null), uri: uri ?? null, status: 'active', source: `kit ${kit}`,
    },
  })))
  const texts = templates.map(({ key, kind = 'message', subject, message }): KitRow => ({
    kind: 'template', key: keyOf(kit, [key]), identity: { kit, key },
    values: { kind, subject_fr: subject.fr, subject_en: subject.en, message_fr: message.fr, message_en: message.en, status: 'active' },
  }))
  return [...terms, ...texts, ...homes.map(({ audience, title, text, tiles }): KitRow => ({
    kind: 'home', key: keyOf(kit, [audience]), identity: { kit, audience },
    values: { title_fr: title.fr, title_en: title.en, text_fr: text?.fr ?? null, text_en: text?.en ?? null, tiles, status: 'active' },
  }))]
}

/** The row that a line of the manifest is about, as it was last shipped. */
function shippedRow({ kind, key, definition }: ManifestRow): KitRow | undefined {
  if (!isKind(kind) || definition === null || typeof definition !== 'object') return undefined
  const names = kind === 'term' ? key.split('/').slice(1) : key.split('/')
  return { kind, key, identity: Object.fromEntries(TABLES[kind].identity.map((name, index) => [name, names[index] ?? ''])), values: { ...definition } }
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(TABLES, kind)
}

async function readRows(client: SqlClient, live: Live, rows: readonly KitRow[]): Promise<Map<string, LiveRow>> {
  const found = new Map<string, LiveRow>()
  for (const [kind, { table, identity, select }] of Object.entries(TABLES)) {
    const asked = rows.filter(row => row.kind === kind)
    if (!asked.length || !live.tables.has(table)) continue
    const name = identity.map(column => `t.${quoteIdent(column)}`).join(' || \'/\' || ')
    const { rows: stored } = await client.query(`${select} WHERE ${name} = ANY ($1)`, [asked.map(row => Object.values(row.identity).join('/'))])
    const byName = new Map(stored.map(row => [identity.map(column => String((row.stored as Values)[column])).join('/'), { stored: row.stored as Values, values: row.values as Values }]))
    for (const row of asked) {
      const current = byName.get(Object.values(row.identity).join('/'))
      if (current) found.set(manifestId(row), current)
    }
  }
  return found
}

interface Context { client: SqlClient, live: Live, release: string, found: Map<string, LiveRow>, plan: Plan }

/**
 * What an apply does to the rows that kits bring: the three-way merge of fields, row by row. What somebody here renamed, retired or
 * deleted stays so; what a removed kit leaves in use is retired.
 *
 * @throws {SchemaError} `KIT_COLLISION` when a row of that name was made here.
 */
export async function planKitRows(client: SqlClient, { wanted, removed }: DesiredKits, { live, release, dropped }: { live: Live, release: string, dropped: readonly string[] }): Promise<Plan> {
  const plan: Plan = { changes: [], divergences: [], refusals: [] }
  const declared = wanted.flatMap(rowsOf)
  const names = new Set(declared.map(manifestId))
  const ofKits = new Set([...wanted.map(({ key }) => key), ...removed ? [removed.key] : []])
  const records = [...live.manifest.values()].filter(record => isKind(record.kind) && ofKits.has(record.key.split('/')[0] ?? '') && !names.has(`${record.kind}:${record.key}`))
  const gone = records.map(shippedRow).filter(row => row !== undefined)
  if (!declared.length && !gone.length) return plan
  const context: Context = { client, live, release, plan, found: await readRows(client, live, [...declared, ...gone]) }
  for (const row of declared) await planRow(context, row)
  const isRemoved = (row: KitRow) => row.key.startsWith(`${removed?.key ?? ''}/`)
  const leaving = gone.filter(isRemoved)
  const used = removed ? await usedTerms(client, { kit: removed, rows: leaving, links: (await termLinks(client)).filter(path => !dropped.includes(path)) }) : new Map<string, number>()
  for (const row of gone.filter(each => !isRemoved(each))) retireRow(context, row)
  for (const row of childrenFirst(leaving)) removeRow(context, row, used.has(row.key))
  return plan
}

async function planRow(context: Context, row: KitRow) {
  const { live, found, release, plan } = context
  const current = found.get(manifestId(row))
  const base = live.manifest.get(manifestId(row))
  const record = { kind: row.kind, key: row.key, hash: hashOf(row.values), definition: row.values }
  if (!base && current) {
    const [kit, ...names] = row.key.split('/')
    throw new SchemaError('KIT_COLLISION', `Le kit « ${kit} » apporte ${TABLES[row.kind].word} ${names.join('.')}, mais il existe déjà ici. Renommez-le d’abord. Rien n’a été modifié.`)
  }
  await assertParent(context, row)
  if (!current) {
    // Somebody deleted it here: it does not come back.
    if (base) return
    plan.changes.push({
      kind: row.kind, action: 'create', key: row.key, statements: [...writeStatements(row, row.values, { isNew: true }), manifestStatement([record], release)],
      undo: [deleteStatement(TABLES[row.kind].table, row.identity), deleteStatement('manifest', { kind: row.kind, key: row.key })],
    })
    return
  }
  if (!base || base.hash === record.hash) return
  const updates = mergeMeta<Values>({ key: row.key, divergences: plan.divergences }, { base: asValues(base.definition), live: current.values, next: row.values })
  plan.changes.push({
    kind: row.kind, action: 'update', key: row.key, ...Object.keys(updates).length ? { detail: Object.keys(updates).join(', ') } : {},
    statements: [...writeStatements(row, updates), manifestStatement([record], release)], undo: [...writeStatements(row, valuesOf(current.values, updates)), putBack(base)],
  })
}

/** A parent that the kit does not bring itself must be here. */
async function assertParent({ client, live, plan }: Context, { kind, key, identity, values: { parent } }: KitRow) {
  if (kind !== 'term' || typeof parent !== 'string') return
  const brought = keyOf(key.split('/')[0] ?? '', [identity.vocabulary ?? '', parent])
  if (plan.changes.some(change => change.key === brought) || live.manifest.has(`term:${brought}`)) return
  const { rows } = await client.query('SELECT 1 FROM vocabulary_terms WHERE vocabulary = $1 AND code = $2', [identity.vocabulary, parent])
  if (!rows.length) plan.refusals.push({ key, message: `${key} : son parent « ${parent} » n’existe pas dans le vocabulaire « ${identity.vocabulary} ».` })
}

function writeStatements({ kind, identity }: KitRow, values: Values, { isNew = false } = {}): Statement[] {
  const { table } = TABLES[kind]
  const { parent, ...plain } = values
  return [
    ...isNew ? [insertStatement(table, { ...identity, ...plain })] : Object.keys(plain).length ? [updateStatement(table, plain, identity)] : [],
    ...parent === undefined || (isNew && parent === null)
      ? [] : [{ sql: 'UPDATE vocabulary_terms SET parent = (SELECT id FROM vocabulary_terms WHERE vocabulary = $1 AND code = $3) WHERE vocabulary = $1 AND code = $2', values: [identity.vocabulary, identity.code, parent] }],
  ]
}

/** What a kit no longer brings and that may be in use stays, and is no longer offered. */
function retireRow({ live, found, release, plan }: Context, row: KitRow) {
  const base = live.manifest.get(manifestId(row))
  const current = found.get(manifestId(row))
  if (!base || current?.values.status !== 'active') return
  const retired = { ...row.values, status: 'retired' }
  plan.changes.push({
    kind: row.kind, action: 'retire', key: row.key, detail: 'reste, et n’est plus proposé',
    // The base says so too: what comes back is offered again.
    statements: [...writeStatements(row, { status: 'retired' }), manifestStatement([{ kind: row.kind, key: row.key, hash: RETIRED_HASH, definition: retired }], release)],
    undo: [...writeStatements(row, { status: 'active' }), putBack(base)],
  })
}

function removeRow(context: Context, row: KitRow, isUsed: boolean) {
  const { live, found, plan } = context
  const base = live.manifest.get(manifestId(row))
  const current = found.get(manifestId(row))
  if (!base) return
  const changed = current ? Object.keys(row.values).filter(name => !same(row.values[name], current.values[name] ?? null)) : []
  if (current && (isUsed || changed.length)) {
    if (base.hash !== RETIRED_HASH) plan.divergences.push({ key: row.key, property: 'retrait', base: 'livré', live: [...changed, ...isUsed ? ['fiches'] : []].join(', '), next: null, winner: 'local' })
    retireRow(context, row)
    return
  }
  const { table } = TABLES[row.kind]
  plan.changes.push({
    kind: row.kind, action: 'remove', key: row.key,
    statements: [...current ? [deleteStatement(table, row.identity)] : [], deleteStatement('manifest', { kind: row.kind, key: row.key })],
    undo: [...current ? [{ sql: `INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`, values: [JSON.stringify(current.stored)] }] : [], putBack(base)],
  })
}

function putBack({ release, ...row }: ManifestRow): Statement {
  return manifestStatement([row], release)
}

function asValues(definition: unknown): Values {
  return definition !== null && typeof definition === 'object' ? { ...definition } : {}
}

/** Undone in the opposite order, parents are there before their children. Releases may have turned two terms over: each is counted once. */
function childrenFirst(rows: readonly KitRow[]): KitRow[] {
  const depth = (row: KitRow, below: readonly KitRow[] = []): number => {
    const parent = rows.find(({ kind, identity }) => kind === 'term' && identity.vocabulary === row.identity.vocabulary && identity.code === row.values.parent)
    return parent && !below.includes(parent) ? depth(parent, [...below, row]) + 1 : 0
  }
  return rows.map(row => ({ row, at: depth(row) })).sort((a, b) => b.at - a.at).map(({ row }) => row)
}

/** `collection.field` of every link to a term. */
export async function termLinks(client: SqlClient): Promise<string[]> {
  const { rows } = await client.query('SELECT many_collection, many_field FROM directus_relations WHERE one_collection = \'vocabulary_terms\'')
  return rows.map(({ many_collection, many_field }) => `${String(many_collection)}.${String(many_field)}`)
}

/** How many rows lead to each term, by its key in the manifest. */
export async function usedTerms(client: SqlClient, { kit, rows, links }: { kit: Kit, rows: readonly KitRow[], links: readonly string[] }): Promise<Map<string, number>> {
  const used = new Map<string, number>()
  const names = rows.filter(({ kind }) => kind === 'term').map(({ identity }) => `${identity.vocabulary}/${identity.code}`)
  if (!names.length) return used
  for (const path of links) {
    const [collection = '', field = ''] = path.split('.')
    // The terms of one kit may be under one another.
    const others = collection === 'vocabulary_terms' ? ' AND u.vocabulary || \'/\' || u.code <> ALL ($1)' : ''
    const { rows: counted } = await client.query(`
      SELECT t.vocabulary || '/' || t.code AS name, count(*)::int AS n FROM ${quoteIdent(collection)} u JOIN vocabulary_terms t ON t.id = u.${quoteIdent(field)}
      WHERE t.vocabulary || '/' || t.code = ANY ($1)${others} GROUP BY 1`, [names])
    for (const { name, n } of counted) {
      const key = `${kit.key}/${String(name)}`
      used.set(key, (used.get(key) ?? 0) + Number(n))
    }
  }
  return used
}
