const DAY_MS = 86_400_000

/** Dates counted from the day the world is built for, so that it is always fresh. */
export interface Calendar {
  base: Date
  /** The calendar day at an offset in days, `2026-03-12`. */
  day: (offset: number) => string
  /** The instant of a wall-clock time of a zone at an offset in days, in ISO UTC. */
  at: (offset: number, time: string, zone?: string) => string
  /** The offset moved forward to the next weekday when it falls on a week-end. */
  weekday: (offset: number) => number
}

/** Midnight UTC of the given moment. */
export function startOfDay(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS)
}

/** The calendar of a world built for `baseDate`. */
export function calendarOf(baseDate: Date): Calendar {
  const base = startOfDay(baseDate)
  const day = (offset: number) => new Date(base.getTime() + offset * DAY_MS).toISOString().slice(0, 10)

  function weekday(offset: number): number {
    const weekDay = new Date(base.getTime() + offset * DAY_MS).getUTCDay()
    if (weekDay === 6) return offset + 2
    return weekDay === 0 ? offset + 1 : offset
  }

  const at = (offset: number, time: string, zone = 'Europe/Paris') => zonedInstant(day(offset), time, zone)
  return { base, day, at, weekday }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const created = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  formatters.set(zone, created)
  return created
}

const HOUR_MS = 3_600_000
const offsets = new Map<string, number>()

/** How far the wall clock of a zone is ahead of UTC at an instant, in milliseconds; zones change on the hour. */
function zoneOffset(instant: number, zone: string): number {
  const hour = Math.floor(instant / HOUR_MS) * HOUR_MS
  const key = `${zone} ${hour}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const offset = Date.parse(`${formatterOf(zone).format(hour).replace(' ', 'T')}Z`) - hour
  offsets.set(key, offset)
  return offset
}

/** The UTC instant at which the clock of a zone shows a day and a time. */
export function zonedInstant(day: string, time: string, zone: string): string {
  const wall = Date.parse(`${day}T${time}:00Z`)
  const guess = wall - zoneOffset(wall, zone)
  return new Date(wall - zoneOffset(guess, zone)).toISOString()
}

/** The day of birth of somebody who is `years` old since `days` days. */
export function birthDate(calendar: Calendar, years: number, days: number): string {
  const birthday = new Date(calendar.base.getTime() - days * DAY_MS)
  const month = birthday.getUTCMonth()
  // Somebody born on 29 February is written as such, never by accident of the day the world is built.
  const dayOfMonth = month === 1 && birthday.getUTCDate() === 29 ? 28 : birthday.getUTCDate()
  return new Date(Date.UTC(birthday.getUTCFullYear() - years, month, dayOfMonth)).toISOString().slice(0, 10)
}

/** Completed years on the day the world is built for. */
export function ageOn(calendar: Calendar, birth: string): number {
  const today = calendar.day(0)
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
  return today.slice(5) < birth.slice(5) ? years - 1 : years
}
