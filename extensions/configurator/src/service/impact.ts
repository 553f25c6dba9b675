import type { SchemaOverview } from '@directus/types'
import type { Told } from '@relais/extensions/access'
import { addUp, leastTold, tellPart, tellRow } from '@relais/extensions/access'
import type { Audience } from '@relais/schema'
import type { Knex } from 'knex'
import { refusal } from '../rules/refusals.ts'
import { refusalError } from '../errors.ts'
import type { ReadField } from './field-states.ts'
import { MOMENT_MS, readCollection } from './field-states.ts'
import { createFormStore } from './form-store.ts'
import type { Layer } from './layers.ts'
import { withinOf } from './layers.ts'
import type { ReadingRule } from './rule-guard.ts'
import { readingRules } from './rule-guard.ts'

/** A number of records of a layer: null, or the least there are, where some are too few for whoever does not read them. */
interface Counted { records: number | null, at_least?: true }

/** What a change of a field would touch: numbers only, never a record. */
export interface Impact extends Counted {
  /** Fields whose rules read it. */
  rules: string[]
  /** Workflows in use that run on it or name it. */
  workflows: string[]
  /** Its choices that rules and workflows name. */
  neededChoices: { value: string, rules: string[], workflows: string[] }[]
  /** Saved views and lists of the Studio that name it. */
  views: number
  /** Dashboards that read it. */
  dashboards: number
  /** Records by choice, retired ones included. */
  choices: (Counted & { value: string })[]
}

interface Asked { collection: string, field: string, layer: Layer, audience: Audience }

/** Counts what depends on a field: records of the layer only, the structure and those below it. */
export async function impactOf(knex: Knex, schema: SchemaOverview, { collection, field: name, layer, audience }: Asked): Promise<Impact> {
  const field = (await readCollection(knex, schema, { collection, layer })).fields.find(own => own.name === name)
  if (!field) throw refusalError(refusal('FIELD_UNKNOWN', { field: name }).refusal)
  const { kind } = field
  const least = leastTold(audience, collection)
  const within = layer === null ? undefined : await withinOf(knex, layer)
  const reading = await readingRules(knex, collection, name, within)
  // Of a structure: what those who work there, or below it, made.
  const ofLayer = (table: string, owner: string): Knex.QueryBuilder => layer === null ? knex(table) : knex(table).whereRaw(`?? IN (SELECT m."user" FROM memberships m WHERE ${BELOW.replace(':structure', 'm.structure')})`, [owner, layer])
  const place = { collection, name, layer, ...belonging(schema, collection) }
  return {
    ...field.hasChoices ? tellChoices(await countChoices(knex, place, kind === 'choices'), { declared: valuesOf(field.state.choices), isList: kind === 'choices', least }) : { ...numberOf(addUp((await countRecords(knex, place, field.isEmptyNo === true)).map(({ records, whole }) => tellPart(records, whole, least)))), choices: [] },
    rules: [...new Set(reading.map(rule => rule.field))],
    neededChoices: field.hasChoices ? await neededChoices(knex, { collection, field, reading }) : [],
    workflows: await workflowsNaming(knex, collection, name),
    views: await count(ofLayer('saved_views', 'user').whereRaw('query::text ~ ?', [word(name)]))
      + await count(ofLayer('directus_presets', 'user').where({ collection }).whereRaw('concat(filter::text, layout_query::text, layout_options::text) ~ ?', [word(name)])),
    dashboards: await count(ofLayer('directus_panels', 'user_created').whereRaw('options::text ~ ? AND options::text ~ ?', [word(name), word(collection)]), 'dashboard'),
  }
}

/** The choices that rules compare this field with, and workflows set or ask: what a retired one would break. */
async function neededChoices(knex: Knex, { collection, field, reading }: { collection: string, field: ReadField, reading: readonly ReadingRule[] }): Promise<Impact['neededChoices']> {
  const own = field.state.rules.map(({ expression }) => ({ field: field.name, expression }))
  const held: { definition: unknown, label: string }[] = await knex('workflow_versions as v').join('workflows as w', 'w.id', 'v.workflow')
    .where({ 'w.collection': collection, 'v.status': 'published' }).whereRaw('(w.field = ? OR v.definition::text ~ ?)', [field.name, word(field.name)])
    .distinctOn('w.id').orderBy([{ column: 'w.id' }, { column: 'v.number', order: 'desc' }]).select('v.definition', { label: 'w.label_fr' })
  return (field.state.choices ?? []).flatMap(({ value }) => {
    const rules = [...new Set([...reading, ...own].filter(({ expression }) => namesValue(expression, value)).map(rule => rule.field))]
    const workflows = held.filter(({ definition }) => JSON.stringify(definition).includes(JSON.stringify(String(value)))).map(({ label }) => label)
    return rules.length > 0 || workflows.length > 0 ? [{ value: String(value), rules, workflows }] : []
  })
}

const namesValue = (expression: string, value: string | number): boolean => typeof value === 'number' ? new RegExp(`(?<![\\w.])${value}(?![\\w.])`).test(expression) : expression.includes(`"${value}"`) || expression.includes(`'${value}'`)

/** The workflows in use that run on this field or name it. */
async function workflowsNaming(knex: Knex, collection: string, name: string): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { label: string }[] }>(
    `SELECT w.label_fr AS label FROM workflows w WHERE w.collection = :collection AND w.is_enforced AND (w.field = :name OR EXISTS (
       SELECT 1 FROM (SELECT v.definition FROM workflow_versions v WHERE v.workflow = w.id AND v.status = 'published' ORDER BY v.number DESC LIMIT 1) last WHERE last.definition::text ~ :word))
     ORDER BY 1`, { collection, name, word: word(name) })
  return rows.map(({ label }) => label)
}

/**
 * How many records hold each value of a field over the network, as the impact of the field says it too: sums over structures of what
 * is told of each, so that no difference of two screens tells of one structure. `whole` is the true number, for comparing only.
 */
export async function choicesTold(knex: Knex, schema: SchemaOverview, { collection, field, least }: { collection: string, field: string, least: number }): Promise<Map<string, { told: Told, whole: number }>> {
  const rows = await countChoices(knex, { collection, name: field, layer: null, ...belonging(schema, collection) }, false)
  const form = await createFormStore({ ttlMs: MOMENT_MS, now: Date.now }).serverFormOf({ knex, schema }, collection, { within: await withinOf(knex, null) })
  const declared = valuesOf(form.fields.find(own => own.field === field)?.choices ?? null)
  const wholes = Map.groupBy(rows.filter(row => !row.is_all), ({ value }) => value)
  return new Map(tellChoices(rows, { declared, isList: false, least }).choices.map(({ value, records, at_least: isPartial = false }) =>
    [value, { told: { count: records, isPartial }, whole: (wholes.get(value) ?? []).reduce((sum, row) => sum + row.records, 0) }]))
}

const BELOW = ':structure IN (WITH RECURSIVE below AS (SELECT ?::uuid AS id UNION SELECT s.id FROM structures s JOIN below ON s.parent = below.id) SELECT id FROM below)'

/** A whole word: names of fields hold letters, digits and underscores only. */
const word = (name: string): string => `\\m${name}\\M`

async function count(query: Knex.QueryBuilder, distinct?: string): Promise<number> {
  const [row]: { count: string | number }[] = await (distinct ? query.countDistinct({ count: distinct }) : query.count({ count: '*' }))
  return Number(row?.count ?? 0)
}

const numberOf = ({ count: records, isPartial }: Told): Counted => ({ records, ...(isPartial && { at_least: true }) })

interface Place { collection: string, name: string, layer: Layer, join: string, structure: string }

/** The owners through which a record belongs to a structure, the nearest first. */
const OWNERS = { case: 'cases', person: 'people', organization: 'organizations', offer: 'offers' } as const

/** How a record `r` leads to its structure; those of no structure are of the network only. */
function belonging({ collections }: SchemaOverview, collection: string): Pick<Place, 'join' | 'structure'> {
  const fields = collections[collection]?.fields ?? {}
  if (collection === 'structures') return { join: '', structure: 'r.id' }
  if ('structure' in fields) return { join: '', structure: 'r.structure' }
  const owner = Object.entries(OWNERS).find(([field]) => field in fields)
  return owner ? { join: `LEFT JOIN ${owner[1]} owner ON owner.id = r."${owner[0]}"`, structure: 'owner.structure' } : { join: '', structure: 'NULL::uuid' }
}

const within = ({ layer, structure }: Place): string => (layer === null ? 'true' : `${structure} IN (WITH RECURSIVE below AS (SELECT :layer::uuid AS id UNION SELECT s.id FROM structures s JOIN below ON s.parent = below.id) SELECT id FROM below)`)

/** Structure by structure, so that what is told of a layer is a sum of what is told of its structures: the layer above tells no more. */
async function countRecords(knex: Knex, place: Place, isYes: boolean): Promise<{ records: number, whole: number }[]> {
  const { rows } = await knex.raw<{ rows: { records: number, whole: number }[] }>(
    `SELECT count(*) FILTER (WHERE r.:name: ${isYes ? '= true' : 'IS NOT NULL'})::int AS records, count(*)::int AS whole FROM :collection: r ${place.join} WHERE ${within(place)} GROUP BY ${place.structure}`, bindings(place))
  return rows
}

interface ChoiceRow { structure: string | null, value: string | null, is_all: boolean, records: number }

/** Records by choice in each structure, those that hold none without a value, and all of them. */
async function countChoices(knex: Knex, place: Place, isList: boolean): Promise<ChoiceRow[]> {
  const chosen = isList
    ? '(SELECT jsonb_array_elements_text(CASE WHEN jsonb_typeof(CAST(r.:name: AS jsonb)) = \'array\' THEN CAST(r.:name: AS jsonb) ELSE \'[]\' END) AS value) AS chosen'
    : '(SELECT CAST(r.:name: AS text) AS value) AS chosen'
  const { rows } = await knex.raw<{ rows: ChoiceRow[] }>(
    `SELECT ${place.structure} AS structure, chosen.value, GROUPING(chosen.value) = 1 AS is_all, count(DISTINCT r.id)::int AS records FROM :collection: r ${place.join} LEFT JOIN LATERAL ${chosen} ON true
     WHERE ${within(place)} GROUP BY GROUPING SETS ((${place.structure}, chosen.value), (${place.structure})) ORDER BY 2`, bindings(place))
  return rows
}

const bindings = ({ collection, name, layer }: Place) => ({ collection, name, ...(layer !== null && { layer }) })

const valuesOf = (choices: readonly { value: string | number }[] | null): string[] => (choices ?? []).map(({ value }) => String(value))

interface Telling { declared: readonly string[], isList: boolean, least: number }

/**
 * What is told of choices: of one answer, none is told by the others and the total; of several, none by those who did not choose it. Nor
 * those without any. A choice that is not in the answer is in no record: where that would tell of somebody, it is there and not told.
 */
function tellChoices(rows: readonly ChoiceRow[], { declared, isList, least }: Telling): Counted & Pick<Impact, 'choices'> {
  const values = [...new Set([...isList ? [] : declared, ...rows.flatMap(({ value }) => value ?? [])])].toSorted()
  const told = [...Map.groupBy(rows, ({ structure }) => structure).values()].map((own) => {
    const choices = values.map(value => own.find(row => row.value === value)?.records ?? 0)
    const whole = own.find(({ is_all: isAll }) => isAll)?.records ?? 0
    const without = own.find(({ value, is_all: isAll }) => !isAll && value === null)?.records ?? 0
    const row = isList ? choices.map(records => tellPart(records, whole, least)) : tellRow([...choices, without], least).cells
    const isTold = isList ? row.every(records => records !== null) : row.at(-1) !== null
    return { cells: values.map((_, index) => row[index] ?? null), total: isTold ? tellPart(whole - without, whole, least) : null }
  })
  return {
    ...numberOf(addUp(told.map(({ total }) => total))),
    choices: values.map((value, index) => ({ value, ...numberOf(addUp(told.map(({ cells }) => cells[index] ?? null))) })).filter(({ records }) => records !== 0),
  }
}
