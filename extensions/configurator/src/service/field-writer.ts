import { randomUUID } from 'node:crypto'
import type { Field, Relation } from '@directus/types'
import { RECORD_FOLDER, isOfJustice } from '@relais/schema/access'
import type { FieldOverride } from '@relais/schema/forms'
import { LOCAL_SECTION } from '@relais/schema/forms'
import { refusalError } from '../errors.ts'
import type { NewType } from '../rules/allow-list.ts'
import type { FieldState } from '../rules/field-state.ts'
import { overrideOf } from '../rules/overrides.ts'
import { refusal } from '../rules/refusals.ts'
import type { ChangeContext } from './change-context.ts'
import type { ReadField } from './field-states.ts'
import { declarationOf } from './form-store.ts'
import { writeLevels, writeRules } from './field-decisions.ts'

interface Column { type: string, interface: string, special?: string[], options?: Record<string, unknown>, schema?: Record<string, unknown>, display?: string }

const text = (options: Record<string, unknown> = {}, maxLength = 255): Column => ({ type: 'string', interface: 'input', options, schema: { max_length: maxLength } })

const COLUMNS: Record<NewType | 'section', Column> = {
  text: text(),
  long_text: { type: 'text', interface: 'input-multiline' },
  number: { type: 'integer', interface: 'input' },
  decimal: { type: 'decimal', interface: 'input', options: { step: 0.01 }, schema: { numeric_precision: 14, numeric_scale: 2 } },
  date: { type: 'date', interface: 'datetime', display: 'datetime' },
  boolean: { type: 'boolean', interface: 'boolean', special: ['cast-boolean'], display: 'boolean' },
  choice: { ...text(), interface: 'select-dropdown', display: 'labels' },
  choices: { type: 'json', interface: 'select-multiple-checkbox', special: ['cast-json'], display: 'labels' },
  link: { type: 'uuid', interface: 'select-dropdown-m2o', special: ['m2o'], display: 'related-values' },
  file: { type: 'uuid', interface: 'file', special: ['file'], options: { folder: RECORD_FOLDER }, schema: { is_indexed: true }, display: 'file' },
  address: text({ iconLeft: 'place' }),
  phone: text({ iconLeft: 'call', format: 'phone' }, 40),
  email: text({ iconLeft: 'mail', format: 'email' }),
  section: { type: 'alias', interface: 'group-detail', special: ['alias', 'no-data', 'group'], options: { start: 'open' } },
}

export interface Creation { collection: string, name: string, type: NewType | 'section', link?: string, state: FieldState }

/** Adds the column of a local field, where it leads, and everything that its state says; or a section, which has no column. */
export async function createField(context: ChangeContext, { collection, name, type, link, state }: Creation): Promise<void> {
  const { host, trx, sudo, quietly } = context
  const { interface: control, special = null, options, schema = {}, display = null, type: columnType } = COLUMNS[type]
  if (context.layer !== null) await trx('field_layers').insert({ id: randomUUID(), structure: context.layer, collection, field: name, is_own: true })
  const sudoFields = new host.services.FieldsService({ knex: trx, schema: await context.schema(), accountability: sudo })
  const meta = { interface: control, special, display, readonly: false, required: false, ...metaOf(null, state, { collection, options: options ?? {} }) }
  // The types of Directus are those of fields and relations as they are read, whole.
  const field = { field: name, type: columnType, schema: type === 'section' ? null : { is_nullable: true, ...schema }, meta } as unknown as Field
  await sudoFields.createField(collection, field, undefined, quietly)
  const target = type === 'file' ? 'directus_files' : type === 'link' ? link : undefined
  if (target) {
    const sudoRelations = new host.services.RelationsService({ knex: trx, schema: await context.schema(), accountability: sudo })
    const relation = { collection, field: name, related_collection: target, schema: { on_delete: 'SET NULL' }, meta: { sort_field: null } }
    await sudoRelations.createOne(relation as unknown as Relation, quietly)
  }
  await writeLevels(context, { collection, name }, {}, state.levels)
  await writeRules(context, { collection, name }, [], state.rules)
}

/** A field that leaves the section of justice leaves its layer: what it holds would be read by everybody. */
async function assertJusticeStays({ trx }: ChangeContext, collection: string, { name, state }: ReadField, section: string | null): Promise<void> {
  const declaration = declarationOf(collection)
  const isJustice = (key: string | null): boolean => declaration !== undefined && isOfJustice(declaration, name, key === null ? null : `section_${key}`)
  if (!isJustice(state.section) || isJustice(section)) return
  const holder: unknown = await trx(collection).whereNotNull(name).select(trx.raw('1')).first()
  if (holder !== undefined) throw refusalError(refusal('JUSTICE_KEPT', { field: state.label.fr }).refusal)
}

/** Gives a field another state: only what differs is written. */
export async function updateField(context: ChangeContext, collection: string, field: ReadField, state: FieldState): Promise<void> {
  const { host, trx, sudo, quietly } = context
  const { name, inherited } = field
  if (inherited) {
    await writeOverride(context, { collection, name }, overrideOf(inherited, state))
    await writeRules(context, { collection, name }, field.state.rules, state.rules)
    return
  }
  await assertJusticeStays(context, collection, field, state.section)
  const meta = metaOf(field.state, state, { collection, options: field.options })
  if (Object.keys(meta).length > 0) {
    const sudoFields = new host.services.FieldsService({ knex: trx, schema: await context.schema(), accountability: sudo })
    await sudoFields.updateField(collection, { field: name, type: field.type, meta }, quietly)
  }
  await writeLevels(context, { collection, name }, field.state.levels, state.levels)
  await writeRules(context, { collection, name }, field.state.rules, state.rules)
}

/** Whether a field was deleted: one that holds a value is not, nor a section where a field stands; the caller retires it. */
export async function deleteIfEmpty(context: ChangeContext, collection: string, { name, kind, isEmptyNo }: ReadField): Promise<boolean> {
  const { host, trx, sudo, quietly } = context
  if (kind !== 'section') await trx.raw('LOCK TABLE ?? IN ACCESS EXCLUSIVE MODE', [collection])
  const holders = kind === 'section' ? trx('directus_fields').where({ collection, group: name }) : isEmptyNo ? trx(collection).where(name, true) : trx(collection).whereNotNull(name)
  const holder: unknown = await holders.select(trx.raw('1')).first()
  if (holder !== undefined) return false
  const sudoFields = new host.services.FieldsService({ knex: trx, schema: await context.schema(), accountability: sudo })
  await sudoFields.deleteField(collection, name, quietly)
  for (const table of ['field_settings', 'field_rules', 'field_layers']) await trx(table).where({ collection, field: name }).delete()
  return true
}

async function writeOverride({ trx, layer }: ChangeContext, { collection, name: field }: { collection: string, name: string }, override: FieldOverride | null): Promise<void> {
  const row = { structure: layer, collection, field }
  if (override === null) await trx('field_layers').where({ ...row, is_own: false }).delete()
  else {
    await trx('field_layers').insert({ id: randomUUID(), ...row, is_own: false, override: JSON.stringify(override), date_created: new Date() })
      .onConflict(['structure', 'collection', 'field']).merge({ override: JSON.stringify(override), date_updated: new Date() })
  }
}

/** What the Studio keeps of a state, as far as it differs from another; everything for a new field. */
export function metaOf(from: FieldState | null, to: FieldState, { collection, options }: { collection: string, options: Record<string, unknown> }): Record<string, unknown> {
  const differs = (key: keyof FieldState): boolean => from === null || !isSame(from[key], to[key])
  const meta: Record<string, unknown> = {}
  if (differs('label')) meta.translations = [{ language: 'fr-FR', translation: to.label.fr }, { language: 'en-US', translation: to.label.en }]
  if (differs('help')) meta.note = to.help?.fr ?? null
  if (differs('section')) meta.group = to.section === null ? null : groupOf(collection, to.section)
  if (differs('sort') && to.sort !== null) meta.sort = to.sort
  if (differs('width')) meta.width = to.width
  if (differs('hidden') || differs('retired')) meta.hidden = to.hidden || to.retired
  if (differs('choices') || differs('help') || differs('retired')) meta.options = optionsOf(to, options)
  if (differs('choices') && to.choices) meta.display_options = { choices: to.choices.map(({ value, label }) => ({ text: label.fr, value })), format: false }
  return meta
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Sections of the product are groups with a prefix; those made in the Studio have their own name. */
function groupOf(collection: string, section: string): string {
  return section === LOCAL_SECTION || declarationOf(collection)?.sections?.[section] ? `section_${section}` : section
}

function optionsOf({ help, choices, retired }: FieldState, { helpTranslations: _help, retired: _retired, ...options }: Record<string, unknown>): Record<string, unknown> {
  const known = new Map(listOf(options.choices).map(entry => [entry.value, entry]))
  return {
    ...options,
    ...(help ? { helpTranslations: [{ language: 'fr-FR', text: help.fr }, { language: 'en-US', text: help.en }] } : {}),
    ...(retired ? { retired: true } : {}),
    ...(choices
      ? { allowOther: false, choices: choices.map(({ value, label, retired: isRetired }) => {
          const { retired: _was, text_en: _en, ...entry } = known.get(value) ?? {}
          return { ...entry, text: label.fr, value, ...(label.en === label.fr ? {} : { text_en: label.en }), ...(isRetired ? { retired: true } : {}) }
        }) }
      : {}),
  }
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((entry): entry is Record<string, unknown> => typeof entry === 'object' && entry !== null) : []
}
