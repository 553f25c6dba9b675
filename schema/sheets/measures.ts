import type { Label } from '../define.ts'
import type { Column } from './cells.ts'

type Counted = 'stays' | 'present' | 'late'

interface Line { structure: string | null, state: string, stays: number | null, median_days: number | null, p90_days: number | null, present: number | null, late: number | null, at_least?: readonly Counted[] }

/** The time spent in each state, as the server tells it. */
interface Told { states: readonly { key: string, label: Label }[], structures: readonly { id: string, name: string }[], lines: readonly Line[] }

interface Row { structure: Label, state: Label, line: Line }

const WITHHELD = { fr: 'non communiqué', en: 'not given' }
const AT_LEAST = { fr: 'au moins', en: 'at least' }
const ALL = { fr: 'Toutes les structures', en: 'All structures' }

/** Every line of the measures: all the structures together, then each, in the order of the states. */
export function measureRows({ states, structures, lines }: Told): Row[] {
  return [null, ...structures].flatMap(structure => states.flatMap(({ key, label }) => {
    const line = lines.find(one => one.structure === (structure?.id ?? null) && one.state === key)
    return line ? [{ structure: structure ? { fr: structure.name, en: structure.name } : ALL, state: label, line }] : []
  }))
}

/** The columns of the measures; what is not told is said, and a number to which it would add is « au moins 7 ». */
export function measureColumns(language: 'fr' | 'en'): Column<Row>[] {
  const counted = (name: Counted, label: Label): Column<Row> => ({ label, kind: 'integer', value: ({ line }) => {
    const count = line[name]
    if (count === null) return WITHHELD[language]
    return line.at_least?.includes(name) ? `${AT_LEAST[language]} ${count}` : count
  } })
  return [
    { label: { fr: 'Structure', en: 'Structure' }, kind: 'text', value: ({ structure }) => structure[language] },
    { label: { fr: 'Étape', en: 'Stage' }, kind: 'text', value: ({ state }) => state[language] },
    counted('stays', { fr: 'Sorties', en: 'Departures' }),
    { label: { fr: 'Médiane (jours)', en: 'Median (days)' }, kind: 'decimal', value: ({ line }) => line.median_days },
    { label: { fr: '90e centile (jours)', en: '90th percentile (days)' }, kind: 'decimal', value: ({ line }) => line.p90_days },
    counted('present', { fr: 'Présentes', en: 'Present' }),
    counted('late', { fr: 'En retard', en: 'Late' }),
  ]
}
