import { AUDIENCES, audit, isNullable } from '../define.ts'
import type { CollectionDefinition, Field, FieldType } from '../define.ts'
import { levelOf } from '../access/levels.ts'
import type { FieldSetting } from '../access/levels.ts'
import { rowRules } from '../access/row-rules.ts'
import { actions, case_members, interviews, milestones, needs, objectives, transfers } from '../core/cases/index.ts'
import { accreditations, commitments, interactions } from '../core/directory/index.ts'
import type { RuleType } from '../forms/rules/check.ts'
import type { DefinitionContext, Related, WorkflowField } from './check.ts'
import { shippedWorkflows } from './shipped/index.ts'
import type { EffectKind } from './types.ts'

/** What the engine does today after a transition. */
const EFFECTS = ['notify', 'send_template', 'create_action', 'create_milestone', 'set_field', 'create_related', 'close_related', 'start_workflow', 'generate_document', 'call_webhook'] as const satisfies readonly EffectKind[]

/** What an effect may make or close: never what gives a right, nor an account. */
const RELATED: readonly CollectionDefinition[] = [needs, objectives, actions, milestones, interviews, transfers, interactions, commitments, accreditations]

/** Those that are shipped: they alone may be started by another. */
const WORKFLOWS = Object.fromEntries(shippedWorkflows.filter(({ isEnforced }) => isEnforced).map(({ key, collection }) => [key, collection]))

/** How the rows of a collection belong to the records of another, or nothing when they do not. */
function relatedTo(collection: string, { collection: name, fields }: CollectionDefinition): Related[] {
  const state = shippedWorkflows.find(shipped => shipped.isEnforced && shipped.collection === name)?.field
  const own = Object.entries(fields).filter(([key, field]) => key !== state && field.type !== 'alias' && !field.primaryKey && !(key in audit()))
  const via = own.filter(([, { relation }]) => relation?.kind === 'm2o' && relation.collection === collection).map(([key]) => key)
  if (via.length === 0) return []
  const asked = own.filter(([, field]) => field.readonly !== true)
  return [{ collection: name, via, fields: asked.map(([key]) => key), required: asked.filter(([, field]) => !isNullable(field) && field.default === undefined).map(([key]) => key) }]
}

const TYPES: Partial<Record<Field['type'], RuleType>> = {
  string: 'text', text: 'text', integer: 'number', bigInteger: 'number', float: 'number', decimal: 'number', boolean: 'boolean', date: 'date', timestamp: 'datetime', uuid: 'link',
}

function typeOf({ type, choices, relation }: Field): RuleType {
  if (relation) return relation.kind === 'o2m' ? 'rows' : 'link'
  if (choices) return type === 'json' ? 'multiple' : 'choice'
  return TYPES[type] ?? 'other'
}

interface ContextOptions {
  stateField: string
  now: Date
  /** Fields added on the instance, and the decisions on rights taken there. */
  local?: readonly { name: string, type: FieldType | 'other' }[]
  settings?: readonly FieldSetting[]
  /** Keys of the webhooks declared there. */
  webhooks?: readonly string[]
  /** Keys of the templates of documents. */
  documents?: readonly string[]
  /** Names of the message templates in use there. */
  templates?: readonly string[]
}

/** What a definition over a declared collection may name. */
export function contextOf(declaration: CollectionDefinition, { stateField, now, local = [], settings = [], webhooks = [], templates = [], documents = [] }: ContextOptions): DefinitionContext {
  const { collection, fields } = declaration
  const audiences = AUDIENCES.filter(audience => audience === 'admin' || rowRules[audience]?.[collection]?.read !== undefined)
  const hiddenFrom = (name: string) => audiences.filter(audience => levelOf(declaration, name, audience, settings) === 'none')
  const declared = Object.entries(fields).map(([name, field]): WorkflowField => ({
    name, label: field.label, type: typeOf(field), choices: field.choices ?? null, isFile: field.relation?.kind === 'file', isKept: field.readonly === true, hiddenFrom: hiddenFrom(name),
  }))
  const added = local.map(({ name, type }): WorkflowField => ({ name, label: { fr: name, en: name }, type: type === 'other' ? type : TYPES[type] ?? 'other', hiddenFrom: hiddenFrom(name) }))
  const belongsToFile = collection === 'cases' || fields['case']?.relation?.collection === 'cases'
  return {
    stateField, now, fields: [...declared, ...added], audiences, effects: EFFECTS, webhooks, templates, documents, workflows: WORKFLOWS, related: RELATED.flatMap(one => relatedTo(collection, one)),
    belongsToFile, functions: belongsToFile ? case_members.fields.function.choices?.map(({ value }) => value) ?? [] : [],
    belongsToOrganization: collection === 'organizations' || fields['organization']?.relation?.collection === 'organizations',
    belongsToPerson: fields['person']?.relation?.collection === 'people',
  }
}
