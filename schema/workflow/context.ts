import { AUDIENCES } from '../define.ts'
import type { CollectionDefinition, Field, FieldType } from '../define.ts'
import { levelOf } from '../access/levels.ts'
import type { FieldSetting } from '../access/levels.ts'
import { opensRows } from '../access/opens-rows.ts'
import { readsAllOf } from '../access/reads-all.ts'
import { rowRules } from '../access/row-rules.ts'
import { case_members } from '../core/cases/index.ts'
import type { RuleType } from '../forms/rules/check.ts'
import type { DefinitionContext, WorkflowField } from './check.ts'
import { relatedTo } from './reach.ts'
import { shippedWorkflows } from './shipped/index.ts'
import type { EffectKind } from './types.ts'

/** What the engine does today after a transition. */
const EFFECTS = ['notify', 'send_template', 'create_action', 'create_milestone', 'set_field', 'create_related', 'close_related', 'start_workflow', 'generate_document', 'call_webhook'] as const satisfies readonly EffectKind[]

/** Those that are shipped: they alone may be started by another. */
const WORKFLOWS = Object.fromEntries(shippedWorkflows.filter(({ isEnforced }) => isEnforced).map(({ key, collection }) => [key, collection]))

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
export function contextOf(declaration: CollectionDefinition, { stateField, local = [], settings = [], webhooks = [], templates = [], documents = [] }: ContextOptions): DefinitionContext {
  const { collection, fields } = declaration
  const audiences = AUDIENCES.filter(audience => audience === 'admin' || rowRules[audience]?.[collection]?.read !== undefined)
  const levelsOf = (name: string): Pick<WorkflowField, 'hiddenFrom' | 'closedTo'> => {
    const levels = audiences.map(audience => [audience, levelOf(declaration, name, audience, settings)] as const)
    return { hiddenFrom: levels.filter(([audience, level]) => level === 'none' || !readsAllOf(audience, collection, name)).map(([audience]) => audience), closedTo: levels.filter(([, level]) => level !== 'write').map(([audience]) => audience) }
  }
  const declared = Object.entries(fields).map(([name, field]): WorkflowField => ({
    name, label: field.label, type: typeOf(field), choices: field.choices ?? null, isFile: field.relation?.kind === 'file', isKept: field.readonly === true || field.immutable === true, isRuled: opensRows(collection, name), ...levelsOf(name),
  }))
  const added = local.map(({ name, type }): WorkflowField => ({ name, label: { fr: name, en: name }, type: type === 'other' ? type : TYPES[type] ?? 'other', ...levelsOf(name) }))
  const belongsToFile = collection === 'cases' || fields['case']?.relation?.collection === 'cases'
  return {
    stateField, fields: [...declared, ...added], audiences, effects: EFFECTS, webhooks, templates, documents, workflows: WORKFLOWS, related: relatedTo(collection),
    belongsToFile, functions: belongsToFile ? case_members.fields.function.choices?.map(({ value }) => value) ?? [] : [],
    belongsToOrganization: collection === 'organizations' || fields['organization']?.relation?.collection === 'organizations',
    belongsToPerson: fields['person']?.relation?.collection === 'people',
  }
}
