import type { Literal } from '../forms/rules/ast.ts'
import { today } from '../time/index.ts'
import type { Moment } from '../time/index.ts'
import { NOW_VALUE } from './types.ts'

/** Whether a field of that type of rule takes the moment of a step. */
export const takesNow = (type: string): boolean => type === 'date' || type === 'datetime'

/** What an effect writes: the day or the instant of the step, in its place, where it says so. */
export function valueAt(value: Literal, moment: Moment, { isDay }: { isDay: boolean }): Literal {
  if (value !== NOW_VALUE) return value
  return isDay ? today(moment) : moment.now.toISOString()
}
