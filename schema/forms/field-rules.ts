import type { Label } from '../define.ts'
import type { Rule } from './rules/ast.ts'
import { joined } from './rules/ast.ts'
import { fromDirectusFilter } from './rules/filter.ts'
import { parsed } from './rules/parse.ts'
import { printRule } from './rules/print.ts'
import type { FormCheck, LiveField, LocalRule } from './types.ts'

/** The rules given locally to one field, in the words of a form. */
export interface OwnRules { shownIf: Rule | null, requiredIf: Rule | null, validIf: FormCheck[], computed: string | null }

/** What `field_rules` says of a field, for the network and for the structures that apply. A text that is no rule any more holds for nobody, so it is kept as it is. */
export function ownRules(rules: readonly LocalRule[]): OwnRules {
  const of = (kind: LocalRule['kind']): LocalRule[] => rules.filter(rule => rule.kind === kind)
  const together = (operator: '&&' | '||', kind: LocalRule['kind']): Rule | null => {
    const trees = of(kind).map(({ expression }) => treeOf(expression))
    return trees.length > 0 ? joined(operator, trees) : null
  }
  return {
    shownIf: together('&&', 'shown_if'),
    requiredIf: together('||', 'required_if'),
    validIf: of('valid_if').map(({ expression, message }) => ({ rule: expression, message })),
    computed: of('computed')[0]?.expression ?? null,
  }
}

const NEVER: Rule = { kind: 'value', value: false, start: 0, end: 0 }

function treeOf(text: string): Rule {
  const known = parsed(text)
  return 'rule' in known ? known.rule : NEVER
}

/** The check that the Studio keeps with a field. */
export function studioCheck(live: LiveField | undefined): FormCheck[] {
  const rule = fromDirectusFilter(live?.validation)
  const message: Label | null = live?.validationMessage ? { fr: live.validationMessage, en: live.validationMessage } : null
  return rule ? [{ rule: printRule(rule), message }] : []
}

/** Every one of these rules, or any of them, as text; null when there is none. */
export function asText(operator: '&&' | '||', rules: readonly (Rule | null)[]): string | null {
  const present = rules.filter(rule => rule !== null)
  return present.length > 0 ? printRule(joined(operator, present)) : null
}
