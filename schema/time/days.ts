import { Temporal } from 'temporal-polyfill'
import { isValidDate } from '../forms/dates.ts'

/** When something is read or judged: an instant, in the zone of the place it happens in. */
export interface Moment { now: Date, zone: string }

/** The civil day (`2026-03-12`) that it is somewhere at an instant; null when the instant is none. */
export function dayAt(instant: Date | string, zone: string): string | null {
  const ms = typeof instant === 'string' ? Date.parse(instant) : instant.getTime()
  return Number.isNaN(ms) ? null : zoned(ms, zone).toPlainDate().toString()
}

/** The civil day it is at a moment. */
export function today({ now, zone }: Moment): string {
  return zoned(now.getTime(), zone).toPlainDate().toString()
}

/** The first instant of a civil day somewhere, in ISO UTC. */
export function startOfDay(day: string, zone: string): string {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds).toISOString()
}

/** The civil day that lies so many days after another one, before it when negative. @throws {RangeError} outside of the calendar. */
export function addDays(day: string, count: number): string {
  return Temporal.PlainDate.from(day).add({ days: Math.trunc(count) }).toString()
}

/** The same for what anybody may have written: null outside of the calendar. */
export function tryAddDays(day: string, count: number): string | null {
  try {
    const moved = addDays(day, count)
    return isValidDate(moved) ? moved : null
  }
  catch (error: unknown) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Whole days from one civil day to another, negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}

/** Whole months from one civil day to another, negative when the second comes first. */
export function monthsBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'months' }).months
}

/** Whole years on a civil day, as on a birthday; null before birth. Born on 29 February, one is older on 1 March. */
export function ageOn(born: string, day: string): number | null {
  if (born > day) return null
  return Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - Number(day.slice(5) < born.slice(5))
}

const zoned = (ms: number, zone: string): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
