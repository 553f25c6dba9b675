import { z } from 'zod'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const MOST_MONTHS = 60
const USUAL_MONTHS = 12

/** Months are whole: two periods that differ by a day would tell the stay of one person. */
export const MeasuresQuerySchema = z.strictObject({
  from: z.string().regex(MONTH).optional(),
  to: z.string().regex(MONTH).optional(),
  structure: z.guid().optional(),
})

const monthIndex = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
const monthOf = (index: number): string => `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`

export interface Period { from: string, to: string, /** First day of the period. */ since: string, /** Day after its last one. */ until: string }

/** The months asked, the last twelve by default; null when they are in no order or too many. */
export function periodOf({ from, to }: { from?: string | undefined, to?: string | undefined }, now: Date): Period | null {
  const last = to ?? now.toISOString().slice(0, 7)
  const first = from ?? monthOf(Math.max(0, monthIndex(last) - USUAL_MONTHS + 1))
  const months = monthIndex(last) - monthIndex(first) + 1
  return months >= 1 && months <= MOST_MONTHS ? { from: first, to: last, since: `${first}-01`, until: `${monthOf(monthIndex(last) + 1)}-01` } : null
}

/** What is known of a state in a structure, or in all of them; null where there are too few to tell without telling of somebody. */
export interface MeasureLine {
  /** Null for all the structures together. */
  structure: string | null
  state: string
  /** Stays that ended in the period. */
  stays: number | null
  median_days: number | null
  p90_days: number | null
  /** Records there now, and those of them that are late. */
  present: number | null
  late: number | null
}

export interface StayRow { structure: string | null, state: string, is_total: boolean, stays: number | null, median: number | null, p90: number | null }
export interface PresentRow { structure: string, state: string, present: number, late: number }

const DAY_S = 86_400
const days = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds / DAY_S * 10) / 10)

/** One line a structure and a state, then one a state for all: stays that ended, beside those that last. `least` is the smallest number that is told. */
export function linesOf(stays: readonly StayRow[], present: readonly PresentRow[], least: number): MeasureLine[] {
  const lines = new Map<string, MeasureLine>()
  const lineOf = (structure: string | null, state: string): MeasureLine => {
    const key = `${structure ?? ''} ${state}`
    const line = lines.get(key) ?? { structure, state, stays: 0, median_days: null, p90_days: null, present: 0, late: 0 }
    lines.set(key, line)
    return line
  }
  for (const row of stays) Object.assign(lineOf(row.is_total ? null : row.structure, row.state), { stays: row.stays, median_days: days(row.median), p90_days: days(row.p90) })
  for (const { structure, state, present: count, late } of present) {
    const isTold = count >= least
    // Late ones are a part of those present: few of them, or few of the others, would tell as much.
    const isLateTold = isTold && (least === 1 || late === 0 || (late >= least && count - late >= least) || late === count)
    Object.assign(lineOf(structure, state), { present: isTold ? count : null, late: isLateTold ? late : null })
    const total = lineOf(null, state)
    // What is not told does not count in the total either: a difference would tell it.
    if (isTold) total.present = (total.present ?? 0) + count
    if (isLateTold) total.late = (total.late ?? 0) + late
  }
  return [...lines.values()]
}
