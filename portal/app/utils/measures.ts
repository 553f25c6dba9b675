import type { MeasureLine, Measures, Words } from '~/types/step'

export interface MeasureRow { key: string, name: string, line: MeasureLine }

/** A number of days, with a decimal for the short ones: « 0,4 jour », « 12 jours ». */
export function sayDays(days: number | null, locale: string): string {
  if (days === null) return ''
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: days < 10 ? 1 : 0 }).format(days)
}

/** The month that lies so many months after (or before) another one, as YYYY-MM. */
export function addMonths(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The lines of a structure, or of all together, in the order of the states. */
export function rowsByState({ states, lines }: Measures, structure: string | null, label: (words: Words) => string): MeasureRow[] {
  return states.flatMap(({ key, label: words }) => {
    const line = lines.find(one => one.structure === structure && one.state === key)
    return line ? [{ key, name: label(words), line }] : []
  })
}

/** The lines of a state, in the order of the structures. */
export function rowsByStructure({ structures, lines }: Measures, state: string): MeasureRow[] {
  return structures.flatMap(({ id, name }) => {
    const line = lines.find(one => one.structure === id && one.state === state)
    return line ? [{ key: id, name, line }] : []
  })
}

type Counted = NonNullable<MeasureLine['at_least']>[number]

interface CountWords { withheld: string, atLeast: (count: number) => string }

/** A number of a line as its reader may know it: itself, « au moins » when a part of it is not told, or that it is not told. */
export function sayCount(line: MeasureLine, name: Counted, { withheld, atLeast }: CountWords): string | number {
  const count = line[name]
  if (count === null) return withheld
  return line.at_least?.includes(name) ? atLeast(count) : count
}
