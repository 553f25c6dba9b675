import type { Rule } from './ast.ts'
import { partsOf } from './ast.ts'
import { parseRule } from './parse.ts'

const OF_DAYS: readonly string[] = ['today', 'age', 'days_between', 'add_days']

/** Whether a rule counts days, and so depends on where a record is. */
export function countsDays(text: string): boolean {
  const parsed = parseRule(text)
  const looks = (part: Rule): boolean => (part.kind === 'call' && OF_DAYS.includes(part.name)) || partsOf(part).some(looks)
  return 'rule' in parsed && looks(parsed.rule)
}
