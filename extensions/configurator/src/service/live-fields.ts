import type { SchemaOverview } from '@directus/types'
import type { FieldLayer, FieldOverride, LiveField, LocalRule, StudioTranslation } from '@relais/schema/forms'
import { readConditions } from '@relais/schema/forms'
import { RULE_KINDS } from '@relais/schema/forms/rules'
import { declarations } from '@relais/schema'
import { JUSTICE, justiceFields } from '@relais/schema/access'
import type { FieldSetting } from '@relais/schema/access'
import type { Knex } from 'knex'
import { z } from 'zod'

/** What local administrators did to the forms of this instance. */
export interface LiveModel {
  fields: ReadonlyMap<string, readonly StoredField[]>
  settings: readonly FieldSetting[]
  translations: readonly StudioTranslation[]
  rules: readonly LocalRule[]
  layers: readonly FieldLayer[]
}

const RecordSchema = z.record(z.string(), z.unknown()).nullable().catch(null)

const FieldRowSchema = z.object({
  collection: z.string(),
  field: z.string(),
  special: z.string().nullable().transform(special => special?.split(',').filter(Boolean) ?? []),
  interface: z.string().nullable(),
  options: RecordSchema,
  required: z.boolean().nullable().transform(Boolean),
  readonly: z.boolean().nullable().transform(Boolean),
  hidden: z.boolean().nullable().transform(Boolean),
  sort: z.number().nullable(),
  width: z.string().nullable(),
  group: z.string().nullable(),
  note: z.string().nullable(),
  translations: z.array(z.object({ language: z.string(), translation: z.string() })).nullable().catch(null),
  conditions: z.unknown().transform(readConditions),
  validation: RecordSchema,
  validation_message: z.string().nullable(),
  max_length: z.number().nullable(),
  related_collection: z.string().nullable(),
})
type StoredField = z.output<typeof FieldRowSchema>

const SettingRowSchema = z.object({ collection: z.string(), field: z.string(), audience: z.string(), level: z.string() })
const RuleRowSchema = z.object({
  collection: z.string(), field: z.string(), kind: z.enum(RULE_KINDS), expression: z.string(), message_fr: z.string().nullable(), message_en: z.string().nullable(),
  structure: z.string().nullable(),
}).transform(({ message_fr: fr, message_en: en, ...rule }): LocalRule => ({ ...rule, message: fr || en ? { fr: fr ?? en ?? '', en: en ?? fr ?? '' } : null }))
const LabelSchema = z.object({ fr: z.string(), en: z.string() })
const OverrideSchema: z.ZodType<FieldOverride> = z.object({
  label: LabelSchema, help: LabelSchema.nullable(), hidden: z.boolean(),
  choices: z.array(z.object({ value: z.union([z.string(), z.number()]), label: LabelSchema, retired: z.boolean() }).partial({ label: true, retired: true })),
}).partial()
const LayerRowSchema = z.object({ structure: z.string(), collection: z.string(), field: z.string(), isOwn: z.boolean(), override: OverrideSchema.nullable().catch(null) })
const TranslationRowSchema = z.object({ key: z.string(), language: z.string(), value: z.string() })

// Fields that an earlier release shipped and this one does not are neither declared nor local: they are retired. The
// groups of the Studio are the sections of the forms.
const FIELDS_SQL = `
  SELECT f.collection, f.field, f.special, f.interface, f.options, f.required, f.readonly, f.hidden, f.sort, f.width, f."group", f.note,
    f.translations, f.conditions, f.validation, f.validation_message, r.one_collection AS related_collection,
    CASE WHEN a.atttypid = 'varchar'::regtype AND a.atttypmod > 4 THEN a.atttypmod - 4 END AS max_length
  FROM directus_fields f
  LEFT JOIN directus_relations r ON r.many_collection = f.collection AND r.many_field = f.field
  LEFT JOIN pg_attribute a ON a.attrelid = to_regclass(format('%I', f.collection)) AND a.attname = f.field AND NOT a.attisdropped
  LEFT JOIN manifest m ON m.kind = 'field' AND m.key = f.collection || '.' || f.field
  WHERE f.collection = ANY(?) AND (m.key IS NULL OR f.collection || '.' || f.field = ANY(?) OR (f.special ~ '\\mgroup\\M' AND NOT coalesce(f.hidden, false)))
  ORDER BY f.sort NULLS LAST, f.id`

async function readRows<T>(knex: Knex, schema: z.ZodType<T>, sql: string, bindings: string[][] = []): Promise<T[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(sql, bindings)
  return rows.map(row => schema.parse(row))
}

/** Reads the whole local model of the given collections in five queries. */
export async function readLiveModel(knex: Knex, collections: readonly string[], declaredFields: readonly string[]): Promise<LiveModel> {
  const rows = await readRows(knex, FieldRowSchema, FIELDS_SQL, [[...collections], [...declaredFields]])
  const settings = await readRows(knex, SettingRowSchema, 'SELECT collection, field, audience, level FROM field_settings')
  const translations = await readRows(knex, TranslationRowSchema, 'SELECT key, language, value FROM directus_translations')
  const rules = await readRows(knex, RuleRowSchema, 'SELECT collection, field, kind, expression, message_fr, message_en, structure FROM field_rules ORDER BY structure NULLS FIRST, kind')
  const layers = await readRows(knex, LayerRowSchema, 'SELECT structure, collection, field, is_own AS "isOwn", override FROM field_layers')
  const placed = rows.map(({ collection, field, group, special }) => ({ collection, field, section: group, isSection: special.includes('group') }))
  // Fields of justice are in the layer of the structures that may hold them, besides that of the structure whose own they are.
  const justice = justiceFields(declarations(), placed).map((own): FieldLayer => ({ ...own, structure: JUSTICE.id, isOwn: true, override: null }))
  return { fields: Map.groupBy(rows, ({ collection }) => collection), settings, translations, rules, layers: [...layers, ...justice] }
}

/** The stored rows as forms know them, with what the schema says of their columns. */
export function toLiveFields(stored: readonly StoredField[], schema: SchemaOverview, collection: string): LiveField[] {
  const columns = schema.collections[collection]?.fields ?? {}
  return stored.flatMap((row) => {
    const column = columns[row.field] ?? (row.special.includes('no-data') ? NO_COLUMN : null)
    if (!column) return []
    return [{
      field: row.field, type: column.type, interface: row.interface, options: row.options, special: row.special,
      required: row.required, readonly: row.readonly, hidden: row.hidden, sort: row.sort, width: row.width, group: row.group, note: row.note,
      translations: row.translations, conditions: row.conditions, validation: row.validation, validationMessage: row.validation_message,
      maxLength: row.max_length, defaultValue: isSetByDatabase(column.defaultValue) ? null : column.defaultValue, relatedCollection: row.related_collection,
    }]
  })
}

/** Groups and notices hold no data: the schema leaves them out. */
const NO_COLUMN = { type: 'alias', defaultValue: null } as const

/** `CURRENT_TIMESTAMP` and the like are not values that a form could show. */
const isSetByDatabase = (value: unknown): boolean => typeof value === 'string' && /^(?:AUTO_INCREMENT|CURRENT_\w+)/.test(value)
