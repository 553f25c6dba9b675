const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/

/** Whether the text is a day of the calendar written `yyyy-mm-dd`. */
export function isValidDate(value: string): boolean {
  const match = DATE.exec(value)
  if (!match) return false
  const [year, month, day] = match.slice(1).map(Number)
  if (year === undefined || month === undefined || day === undefined || year < 1000) return false
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** Whether the text is an instant with its offset (`2026-03-12T14:00:00Z`); without an offset nobody knows when it is. */
export function isValidInstant(value: string): boolean {
  const match = INSTANT.exec(value)
  return match !== null && match[5] !== undefined && isClock(match)
}

/** Whether the text is a date and a time of a wall clock, with or without an offset. */
export function isValidDateTime(value: string): boolean {
  const match = INSTANT.exec(value)
  return match !== null && isClock(match)
}

function isClock([, day = '', hour, minute, second = '0']: RegExpExecArray): boolean {
  return isValidDate(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
}

/** Whether the text is a time of the day. */
export function isValidTime(value: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.test(value)
}

/** `12/03/2026` as the calendar writes it, `2026-03-12`; any other text is left alone. */
export function toIsoDate(value: string): string {
  const match = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(value)
  return match ? `${match[3]}-${match[2]?.padStart(2, '0')}-${match[1]?.padStart(2, '0')}` : value
}
