import type { Audience } from '@relais/schema'
import { rowRules } from '@relais/schema/access'

/** The smallest number about people that is told to whoever does not read the rows: fewer would tell of somebody. */
export const LEAST_TOLD = 5

/** The smallest number that an audience is told of a collection: any, where it reads the rows. */
export function leastTold(audience: Audience, collection: string): number {
  return audience === 'admin' || rowRules[audience]?.[collection]?.read !== undefined ? 1 : LEAST_TOLD
}

/** A number as its reader may know it: null when it is not told, partial (« au moins ») when a part of it is not. */
export interface Told { count: number | null, isPartial: boolean }

const isLarge = (count: number, least: number): boolean => count === 0 || count >= least
const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

/** A number by itself. Zero is told: it is about nobody. */
export function tell(count: number, least: number): number | null {
  return isLarge(count, least) ? count : null
}

/** A part of a number that is told beside it: few of them, or few of the others, would tell as much. */
export function tellPart(part: number, whole: number, least: number): number | null {
  return isLarge(whole, least) && isLarge(part, least) && isLarge(whole - part, least) ? part : null
}

/** The sum of what is told, and of nothing else: whatever is told of it was told already, so that no difference tells more. */
export function addUp(parts: readonly (number | null)[]): Told {
  const told = parts.filter(part => part !== null)
  const sum = sumOf(told)
  const isWhole = told.length === parts.length
  return { count: isWhole || sum > 0 ? sum : null, isPartial: !isWhole && sum > 0 }
}

/** The sum of sums, which is partial as soon as one of them is. */
export function addTold(parts: readonly Told[]): Told {
  const { count, isPartial } = addUp(parts.map(part => part.count))
  return { count, isPartial: count !== null && (isPartial || parts.some(part => part.isPartial)) }
}

/**
 * The numbers of a row whose total may be known by another way: besides those that are small, the smallest of the others are
 * withheld (all that are equal to it) until the total leaves several values to each, and until those withheld are not few together.
 * Where nothing but zeros would be told and there are no more records than numbers, the zeros are withheld too: as many numbers
 * left as there are records would each be one. For this a row holds each number that could be there, not those that are.
 */
export function tellRow(counts: readonly number[], least: number): { cells: (number | null)[], total: number | null } {
  const whole = sumOf(counts)
  let limit = least - 1
  for (;;) {
    const told = counts.map(count => (count === 0 || count > limit ? count : null))
    const hidden = counts.filter((_, index) => told[index] === null)
    const left = told.filter(count => count !== null && count > 0)
    const sum = sumOf(hidden)
    const isSafe = hidden.length === 0 || (hidden.length > 1 && sum > hidden.length && sum >= least && sum !== hidden.length * (least - 1))
    if (isSafe || left.length === 0) {
      const isThin = hidden.length > 0 && left.length === 0 && whole >= least && whole <= counts.length
      return isThin ? { cells: counts.map(() => null), total: null } : { cells: told, total: isSafe ? tell(whole, least) : null }
    }
    limit = Math.min(...left.map(Number))
  }
}

/** Neighbours of a series that are told together, or not at all when `count` is null. */
export interface Run { from: number, until: number, count: number | null }

/**
 * A series (the months of a year) cut into runs that are each large enough: what any period is told is a sum of whole runs, so
 * that two periods that differ by a month do not tell that month. What is left at the end is not told.
 */
export function tellRuns(counts: readonly number[], least: number): Run[] {
  const runs: Run[] = []
  let [from, sum] = [0, 0]
  for (const [index, count] of counts.entries()) {
    sum += count
    if (!isLarge(sum, least)) continue
    runs.push({ from, until: index + 1, count: sum })
    ;[from, sum] = [index + 1, 0]
  }
  return from < counts.length ? [...runs, { from, until: counts.length, count: null }] : runs
}

/** What a period of a series is told: the runs that it holds whole; those that it cuts are left out. */
export function tellPeriod(runs: readonly Run[], from: number, until: number): Run[] {
  return runs.filter(run => run.from < until && run.until > from).map(run => (run.from >= from && run.until <= until ? run : { ...run, count: null }))
}
