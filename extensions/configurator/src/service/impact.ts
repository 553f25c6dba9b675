import type { SchemaOverview } from '@directus/types'
import type { Knex } from 'knex'
import { refusal } from '../rules/refusals.ts'
import { refusalError } from '../errors.ts'
import { readCollection } from './field-states.ts'
import type { Layer } from './layers.ts'
import { rulesReading } from './rule-guard.ts'

/** What a change of a field would touch: numbers only, never a record. */
export interface Impact {
  /** Records that hold a value. */
  records: number
  /** Fields whose rules read it. */
  rules: string[]
  /** Saved views and lists of the Studio that name it. */
  views: number
  /** Dashboards that read it. */
  dashboards: number
  /** Records by choice, retired ones included. */
  choices: { value: string, records: number }[]
}

/** Counts what depends on a field. */
export async function impactOf(knex: Knex, schema: SchemaOverview, { collection, field: name, layer }: { collection: string, field: string, layer: Layer }): Promise<Impact> {
  const field = (await readCollection(knex, schema, { collection, layer })).fields.find(own => own.name === name)
  if (!field) throw refusalError(refusal('FIELD_UNKNOWN', { field: name }).refusal)
  const { kind } = field
  const held = kind === 'boolean' ? knex(collection).where(name, true) : knex(collection).whereNotNull(name)
  return {
    records: await count(held),
    rules: await rulesReading(knex, collection, name),
    views: await count(knex('saved_views').whereRaw('query::text ~ ?', [word(name)]))
      + await count(knex('directus_presets').where({ collection }).whereRaw('concat(filter::text, layout_query::text, layout_options::text) ~ ?', [word(name)])),
    dashboards: await count(knex('directus_panels').whereRaw('options::text ~ ? AND options::text ~ ?', [word(name), word(collection)]), 'dashboard'),
    choices: field.hasChoices ? await countChoices(knex, collection, name, kind === 'choices') : [],
  }
}

/** A whole word: names of fields hold letters, digits and underscores only. */
const word = (name: string): string => `\\m${name}\\M`

async function count(query: Knex.QueryBuilder, distinct?: string): Promise<number> {
  const [row]: { count: string | number }[] = await (distinct ? query.countDistinct({ count: distinct }) : query.count({ count: '*' }))
  return Number(row?.count ?? 0)
}

async function countChoices(knex: Knex, collection: string, name: string, isList: boolean): Promise<Impact['choices']> {
  const from = isList
    ? '?? CROSS JOIN LATERAL jsonb_array_elements_text(CASE WHEN jsonb_typeof(??::jsonb) = \'array\' THEN ??::jsonb ELSE \'[]\' END) AS chosen(value)'
    : '?? CROSS JOIN LATERAL (SELECT ??::text AS value WHERE ?? IS NOT NULL) AS chosen'
  const { rows } = await knex.raw<{ rows: { value: string, records: string }[] }>(`SELECT chosen.value, count(*) AS records FROM ${from} GROUP BY 1 ORDER BY 1`, [collection, name, name])
  return rows.map(({ value, records }) => ({ value, records: Number(records) }))
}
