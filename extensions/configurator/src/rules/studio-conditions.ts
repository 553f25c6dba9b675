import type { LocalRule } from '@relais/schema/forms'
import { isSame, RULE_CONDITION } from '@relais/schema/forms'
import type { Rule } from '@relais/schema/forms/rules'
import { negated, parseRule, toDirectusFilter } from '@relais/schema/forms/rules'

/** A condition as the Studio keeps it, with whatever else it says. */
export interface StudioCondition { name?: string, rule?: Record<string, unknown>, hidden?: boolean, required?: boolean, readonly?: boolean }

/** The conditions of a local field in the Studio, with those that say its rules; null when they already do. */
export function studioConditions(present: readonly StudioCondition[] | null, rules: readonly LocalRule[]): StudioCondition[] | null {
  const others = (present ?? []).filter(({ name }) => !name?.startsWith(RULE_CONDITION))
  const wanted = [...others, ...rules.flatMap(toCondition)]
  return isSame(wanted, present ?? []) ? null : wanted
}

/** What the Studio cannot say by itself is left to the server, which refuses with the same words. */
function toCondition({ kind, expression }: LocalRule): StudioCondition[] {
  const name = `${RULE_CONDITION}${kind}`
  if (kind === 'computed') return [{ name, rule: { _and: [] }, readonly: true }]
  const parsed = parseRule(expression)
  const filter = 'rule' in parsed ? filterOf(kind, parsed.rule) : null
  if (filter === null) return []
  return [{ name, rule: filter, ...(kind === 'shown_if' ? { hidden: true } : { required: true }) }]
}

/** A condition of the Studio hides: it is the opposite of what shows. */
function filterOf(kind: LocalRule['kind'], rule: Rule): Record<string, unknown> | null {
  if (kind === 'shown_if') return toDirectusFilter(negated(rule))
  return kind === 'required_if' ? toDirectusFilter(rule) : null
}
