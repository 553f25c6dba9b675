import type { Run } from '@relais/extensions/access'
import { addUp, tell, tellPart, tellPeriod, tellRuns } from '@relais/extensions/access'
import { z } from 'zod'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const MOST_MONTHS = 60
const USUAL_MONTHS = 12

/** Months are whole: two periods that differ by a day would tell the stay of one person. */
export const MeasuresQuerySchema = z.strictObject({
  from: z.string().regex(MONTH).optional(),
  to: z.string().regex(MONTH).optional(),
  months: z.coerce.number().int().min(1).max(MOST_MONTHS).optional(),
  structure: z.guid().optional(),
})

const monthIndex = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
const monthOf = (index: number): string => `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`

export interface Period { from: string, to: string, /** First day of the period. */ since: string, /** Day after its last one. */ until: string }

/** The months asked, the last twelve by default, up to that of today; null when they are in no order or too many. */
export function periodOf({ from, to, months: asked = USUAL_MONTHS }: { from?: string | undefined, to?: string | undefined, months?: number | undefined }, today: string): Period | null {
  const last = to ?? today.slice(0, 7)
  const first = from ?? monthOf(Math.max(0, monthIndex(last) - asked + 1))
  const months = monthIndex(last) - monthIndex(first) + 1
  return months >= 1 && months <= MOST_MONTHS ? { from: first, to: last, since: `${first}-01`, until: `${monthOf(monthIndex(last) + 1)}-01` } : null
}

/** The numbers of a line that may be told in part only. */
type Counted = 'stays' | 'present' | 'late'

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
  /** Those of these numbers to which what is not told would add. */
  at_least?: Counted[]
}

/** Stays that ended in a month, in a state of a structure. */
export interface MonthRow { structure: string, state: string, month: string, stays: number }
/** How long the stays that are told lasted, in seconds. */
export interface LengthRow { structure: string | null, state: string, is_total: boolean, median: number, p90: number }
export interface PresentRow { structure: string, state: string, present: number, late: number }
/** Stays in a state of a structure, as they may be told: runs of months that are large enough, or not told. */
export interface ToldStays { structure: string, state: string, runs: Run[] }

const YEAR_MONTHS = 12

/** The whole years of a period: months are put together within them, wherever a period begins and ends. */
export const yearsOf = ({ from, to }: Pick<Period, 'from' | 'to'>): { since: string, until: string } => ({ since: `${from.slice(0, 4)}-01-01`, until: `${Number(to.slice(0, 4)) + 1}-01-01` })

/** What is told of the stays of a period, given those of its whole years. `least` is the smallest number that is told. */
export function tellStays(rows: readonly MonthRow[], { from, to }: Pick<Period, 'from' | 'to'>, least: number): ToldStays[] {
  const [first, last] = [monthIndex(from), monthIndex(to) + 1]
  return [...Map.groupBy(rows, ({ structure, state }) => `${structure} ${state}`).values()].flatMap((own) => {
    const byYear = Map.groupBy(own, ({ month }) => Number(month.slice(0, 4)))
    const runs = [...byYear].flatMap(([year, months]) => {
      const start = year * YEAR_MONTHS
      const counts = Array.from({ length: YEAR_MONTHS }, (_, index) => months.find(({ month }) => monthIndex(month) === start + index)?.stays ?? 0)
      return tellPeriod(tellRuns(counts, least).map(run => ({ ...run, from: run.from + start, until: run.until + start })), first, last)
    }).filter(({ count }) => count !== 0)
    const [line] = own
    return line && runs.length > 0 ? [{ structure: line.structure, state: line.state, runs }] : []
  })
}

/** The months whose stays are told, for the database to say how long they lasted. */
export const toldMonths = (stays: readonly ToldStays[]): { structure: string, state: string, month: string }[] => stays.flatMap(({ structure, state, runs }) => (
  runs.filter(({ count }) => count !== null).flatMap(({ from, until }) => Array.from({ length: until - from }, (_, index) => ({ structure, state, month: monthOf(from + index) })))
))

const DAY_S = 86_400
const days = (seconds: number): number => Math.round(seconds / DAY_S * 10) / 10

interface Known { stays: readonly ToldStays[], lengths: readonly LengthRow[], present: readonly PresentRow[] }
type Parts = Record<Counted, (number | null)[]>

/** One line a structure and a state, then one a state for all, which adds up what is told: stays that ended, beside those that last. */
export function linesOf({ stays, lengths, present }: Known, least: number): MeasureLine[] {
  const parts = new Map<string, { structure: string | null, state: string, parts: Parts }>()
  const add = (place: { structure: string, state: string }, name: Counted, counts: readonly (number | null)[]) => {
    for (const structure of [place.structure, null]) {
      const key = `${structure ?? ''} ${place.state}`
      const line = parts.get(key) ?? { structure, state: place.state, parts: { stays: [], present: [], late: [] } }
      line.parts[name].push(...counts)
      parts.set(key, line)
    }
  }
  for (const row of stays) add(row, 'stays', row.runs.map(({ count }) => count))
  for (const row of present) {
    add(row, 'present', [tell(row.present, least)])
    add(row, 'late', [tellPart(row.late, row.present, least)])
  }
  return [...parts.values()].map(({ structure, state, parts: own }) => {
    const told = { stays: addUp(own.stays), present: addUp(own.present), late: addUp(own.late) }
    const length = lengths.find(row => row.state === state && (row.is_total ? structure === null : row.structure === structure))
    const partial = (['stays', 'present', 'late'] as const).filter(name => told[name].isPartial)
    return {
      structure, state, stays: told.stays.count, median_days: length ? days(length.median) : null, p90_days: length ? days(length.p90) : null,
      present: told.present.count, late: told.late.count, ...(partial.length > 0 && { at_least: partial }),
    }
  })
}
