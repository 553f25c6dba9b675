import { AUDIENCES } from '../define.ts'
import type { CollectionDefinition, Field } from '../define.ts'
import { levelOf } from '../access/levels.ts'
import { rowRules } from '../access/row-rules.ts'
import { case_members } from '../core/cases/case-members.ts'
import type { RuleType } from '../forms/rules/check.ts'
import type { DefinitionContext, WorkflowField } from './check.ts'
import type { EffectKind } from './types.ts'

/** What the engine does today after a transition. */
export const EFFECTS = ['notify', 'create_action', 'create_milestone', 'set_field'] as const satisfies readonly EffectKind[]

const TYPES: Partial<Record<Field['type'], RuleType>> = {
  string: 'text', text: 'text', integer: 'number', bigInteger: 'number', float: 'number', decimal: 'number', boolean: 'boolean', date: 'date', timestamp: 'datetime', uuid: 'link',
}

function typeOf({ type, choices, relation }: Field): RuleType {
  if (relation) return relation.kind === 'o2m' ? 'rows' : 'link'
  if (choices) return type === 'json' ? 'multiple' : 'choice'
  return TYPES[type] ?? 'other'
}

/** What a definition over a declared collection may name; `extra` are the fields added on the instance. */
export function contextOf(declaration: CollectionDefinition, { stateField, now, extra = [] }: { stateField: string, now: Date, extra?: readonly WorkflowField[] }): DefinitionContext {
  const { collection, fields } = declaration
  const audiences = AUDIENCES.filter(audience => audience === 'admin' || rowRules[audience]?.[collection]?.read !== undefined)
  const declared = Object.entries(fields).map(([name, field]): WorkflowField => ({
    name, label: field.label, type: typeOf(field), choices: field.choices ?? null, isFile: field.relation?.kind === 'file', isKept: field.readonly === true,
    hiddenFrom: audiences.filter(audience => levelOf(declaration, name, audience) === 'none'),
  }))
  return {
    stateField, now, fields: [...declared, ...extra], audiences, effects: EFFECTS, webhooks: [],
    functions: collection === 'cases' || fields['case']?.relation?.collection === 'cases' ? case_members.fields.function.choices?.map(({ value }) => value) ?? [] : [],
    belongsToOrganization: fields['organization']?.relation?.collection === 'organizations',
    belongsToPerson: fields['person']?.relation?.collection === 'people',
  }
}
