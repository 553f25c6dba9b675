import type { MeasureLine } from '../../rules/measures.ts'
import type { Texts } from './texts.ts'

/** A number of a line as its reader may know it. */
export function sayCount(line: MeasureLine, name: 'stays' | 'present' | 'late', texts: Texts): string | number {
  const count = line[name]
  if (count === null) return texts.withheld
  return line.at_least?.includes(name) ? `${texts.atLeast} ${count}` : count
}
