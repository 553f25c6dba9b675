const DAY_MS = 86_400_000

/** A calendar day (YYYY-MM-DD) as the UTC midnight of that day, so that no zone can shift it. */
export function dayFromIso(day: string): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`)
}

/** The calendar day it is for the reader, as YYYY-MM-DD. */
export function isoDay(now: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(now)
}

/** The calendar day that lies so many days after (or before) another one. */
export function addDays(day: string, count: number): string {
  return new Date(dayFromIso(day).getTime() + count * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((dayFromIso(to).getTime() - dayFromIso(from).getTime()) / DAY_MS)
}

/** A calendar day for a dense table: « 24 nov. », with its year when it is not this one. */
export function formatShortDay(day: string, today: string, locale: string): string {
  const isThisYear = day.slice(0, 4) === today.slice(0, 4)
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: isThisYear ? undefined : 'numeric', timeZone: 'UTC' }).format(dayFromIso(day))
}

/** How far a day lies from today, in the largest unit that stays exact enough: « dans 3 jours », « il y a 4 mois ». */
export function relativeDay(day: string, today: string, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const days = daysBetween(today, day)
  if (Math.abs(days) < 31) return format.format(days, 'day')
  const months = monthsBetween(today, day)
  if (Math.abs(months) < 24) return format.format(months, 'month')
  return format.format(Math.trunc(months / 12), 'year')
}

/** Whole months from one calendar day to another, negative when the second comes first. */
export function monthsBetween(from: string, to: string): number {
  if (to < from) return -monthsBetween(to, from) || 0
  const start = dayFromIso(from)
  const end = dayFromIso(to)
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth()
  return end.getUTCDate() < start.getUTCDate() ? months - 1 : months
}

/** Age in whole years on a given day. */
export function ageOn(birthDate: string, today: string): number {
  return Math.floor(monthsBetween(birthDate, today) / 12)
}

/** A duration in months, in years from two years on: « 4 mois », « 3 ans ». */
export function saySpan(months: number, locale: string): string {
  const isYears = months >= 24
  return new Intl.NumberFormat(locale, { style: 'unit', unit: isYears ? 'year' : 'month', unitDisplay: 'long' }).format(isYears ? Math.floor(months / 12) : months)
}
