import type { Measures } from '../../service/measures.ts'
import type { Language, Texts } from './texts.ts'

/** The month that lies so many months before another one, as YYYY-MM. */
export function monthsBefore(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - count
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

const BYTE_ORDER_MARK = '\uFEFF'

/** Every line as a file that spreadsheets open, all the structures together first. */
export function csvOf({ lines, states, structures, least }: Measures, texts: Texts, language: Language): string {
  const quoted = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  const header = [texts.structure, texts.state, texts.stays, `${texts.median} (${texts.days})`, `${texts.p90} (${texts.days})`, texts.present, texts.lateCount].map(quoted)
  const rows = [null, ...structures].flatMap(structure => states.flatMap((state) => {
    const line = lines.find(one => one.structure === (structure?.id ?? null) && one.state === state.key)
    const told = (value: number | null) => (value === null ? quoted(`${texts.few} ${least}`) : String(value))
    return line ? [[quoted(structure?.name ?? texts.all), quoted(state.label[language]), told(line.stays), line.median_days ?? '', line.p90_days ?? '', told(line.present), told(line.late)]] : []
  }))
  return BYTE_ORDER_MARK + [header, ...rows].map(cells => cells.join(';')).join('\r\n')
}
