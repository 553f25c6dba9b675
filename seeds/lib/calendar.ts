import { DEFAULT_ZONE, instantOf } from '@relais/schema/time'

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

  const at = (offset: number, time: string, zone = DEFAULT_ZONE) => zonedInstant(day(offset), time, zone)
  return { base, day, at, weekday }
}

/** The UTC instant at which the clock of a zone shows a day and a time. */
export function zonedInstant(day: string, time: string, zone: string): string {
  const instant = instantOf(`${day}T${time}`, zone)
  if (instant === null) throw new RangeError(`${day} ${time} is no time of a clock`)
  return instant
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
