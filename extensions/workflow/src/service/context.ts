import { ForbiddenError } from '@relais/extensions/platform'
import type { SchemaOverview } from '@directus/types'
import { formOf, isOpenCollection } from '@relais/extensions/configurator'
import type { FieldType } from '@relais/schema'
import { getCollection } from '@relais/schema'
import type { FieldSetting } from '@relais/schema/access'
import type { TemplateKind } from '@relais/schema/templates'
import type { DefinitionContext, WorkflowField } from '@relais/schema/workflow'
import { contextOf } from '@relais/schema/workflow'
import type { RuleChoice } from '@relais/schema/forms/rules'
import type { Knex } from 'knex'
import { z } from 'zod'

/** The collection and the column that a workflow holds. */
export interface Held { collection: string, field: string }

/** What a definition may name today, with the words and the choices of this instance. */
export async function contextFor(knex: Knex, schema: SchemaOverview, { collection, field: stateField }: Held): Promise<DefinitionContext> {
  const declaration = getCollection(collection)
  if (!declaration) throw new ForbiddenError()
  const settings: FieldSetting[] = await knex('field_settings').where({ collection }).select('collection', 'field', 'audience', 'level')
  const webhooks: { key: string }[] = await knex('webhooks').where({ is_active: true }).select('key')
  const known: { kind: string, key: string }[] = await knex('templates').where({ status: 'active' }).whereNull('structure').distinct('kind', 'key').orderBy('key')
  const templatesOf = (kind: TemplateKind) => known.filter(one => one.kind === kind).map(({ key }) => key)
  const context = contextOf(declaration, { stateField, settings, templates: templatesOf('message'), documents: templatesOf('document'), webhooks: webhooks.map(({ key }) => key), local: localFields(schema, collection, Object.keys(declaration.fields)) })
  const form = await formOf({ knex, schema }, collection, { audience: 'admin', within: 'everywhere' })
  const states = await choicesNow(knex, { collection, field: stateField }) ?? context.fields.find(({ name }) => name === stateField)?.choices ?? null
  const shown = new Map(form.fields.map(own => [own.field, own]))
  const fields = context.fields.map((own): WorkflowField => {
    if (own.name === stateField) return { ...own, choices: states }
    const { label = own.label, choices = own.choices ?? null, kind } = shown.get(own.name) ?? {}
    return { ...own, label, choices, ...(own.choices || !choices ? {} : { type: kind === 'choices' ? 'multiple' as const : 'choice' as const }), ...(kind === 'file' ? { isFile: true, type: 'link' as const } : {}) }
  })
  return { ...context, fields, related: withoutStates(context.related, await knex('workflows').where({ is_enforced: true }).select('collection', 'field')) }
}

/** What is held here changes by its own transitions: no effect of another workflow sets it. */
function withoutStates(related: DefinitionContext['related'], held: readonly Held[]): DefinitionContext['related'] {
  return related.map((row) => {
    const isFree = (name: string): boolean => !held.some(({ collection, field }) => collection === row.collection && field === name)
    return { ...row, fields: row.fields.filter(isFree), changed: row.changed.filter(isFree), required: row.required.filter(isFree) }
  })
}

/** The same for a draft: where local administrators shape the collection, a state needs no choice yet, publishing adds it. */
export function draftContext(context: DefinitionContext, { collection, field }: Held): DefinitionContext {
  if (!isOpenCollection(collection)) return context
  return { ...context, fields: context.fields.map(own => (own.name === field ? { ...own, choices: null } : own)) }
}

const OptionsSchema = z.object({ options: z.object({ choices: z.array(z.object({ value: z.string(), text: z.string() })) }) })

/** The choices of a field at this moment: those added to publish a state count. */
async function choicesNow(knex: Knex, held: Held): Promise<RuleChoice[] | null> {
  const parsed = OptionsSchema.safeParse(await knex('directus_fields').where({ ...held }).first('options'))
  return parsed.success ? parsed.data.options.choices.map(({ value, text }) => ({ value, label: { fr: text, en: text } })) : null
}

const TYPES: readonly FieldType[] = ['string', 'text', 'integer', 'bigInteger', 'float', 'decimal', 'boolean', 'date', 'timestamp']

function localFields({ collections }: SchemaOverview, collection: string, declared: readonly string[]): { name: string, type: FieldType | 'other' }[] {
  return Object.values(collections[collection]?.fields ?? {}).filter(({ field, alias }) => !alias && !declared.includes(field))
    .map(({ field, type }) => ({ name: field, type: TYPES.find(known => known === type) ?? 'other' }))
}
