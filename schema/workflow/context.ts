import { AUDIENCES } from '../define.ts'
import type { CollectionDefinition, Field, FieldType } from '../define.ts'
import { levelOf } from '../access/levels.ts'
import type { FieldSetting } from '../access/levels.ts'
import { rowRules } from '../access/row-rules.ts'
import { case_members } from '../core/cases/case-members.ts'
import type { RuleType } from '../forms/rules/check.ts'
import type { DefinitionContext, WorkflowField } from './check.ts'
import type { EffectKind } from './types.ts'

/** What the engine does today after a transition. */
const EFFECTS = ['notify', 'create_action', 'create_milestone', 'set_field'] as const satisfies readonly EffectKind[]

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
}

/** What a definition over a declared collection may name. */
export function contextOf(declaration: CollectionDefinition, { stateField, now, local = [], settings = [] }: ContextOptions): DefinitionContext {
  const { collection, fields } = declaration
  const audiences = AUDIENCES.filter(audience => audience === 'admin' || rowRules[audience]?.[collection]?.read !== undefined)
  const hiddenFrom = (name: string) => audiences.filter(audience => levelOf(declaration, name, audience, settings) === 'none')
  const declared = Object.entries(fields).map(([name, field]): WorkflowField => ({
    name, label: field.label, type: typeOf(field), choices: field.choices ?? null, isFile: field.relation?.kind === 'file', isKept: field.readonly === true, hiddenFrom: hiddenFrom(name),
  }))
  const added = local.map(({ name, type }): WorkflowField => ({ name, label: { fr: name, en: name }, type: type === 'other' ? type : TYPES[type] ?? 'other', hiddenFrom: hiddenFrom(name) }))
  return {
    stateField, now, fields: [...declared, ...added], audiences, effects: EFFECTS, webhooks: [],
    functions: collection === 'cases' || fields['case']?.relation?.collection === 'cases' ? case_members.fields.function.choices?.map(({ value }) => value) ?? [] : [],
    belongsToOrganization: fields['organization']?.relation?.collection === 'organizations',
    belongsToPerson: fields['person']?.relation?.collection === 'people',
  }
}
