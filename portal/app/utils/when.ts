import { daysBetween, monthsBetween } from '@relais/schema/time'

/** How far a day lies from today, in the largest unit that stays exact enough: « dans 3 jours », « il y a 4 mois ». */
export function relativeDay(day: string, today: string, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const days = daysBetween(today, day)
  if (Math.abs(days) < 31) return format.format(days, 'day')
  const months = monthsBetween(today, day)
  if (Math.abs(months) < 24) return format.format(months, 'month')
  return format.format(Math.trunc(months / 12), 'year')
}

/** A duration in months, in years from two years on: « 4 mois », « 3 ans ». */
export function saySpan(months: number, locale: string): string {
  const isYears = months >= 24
  return new Intl.NumberFormat(locale, { style: 'unit', unit: isYears ? 'year' : 'month', unitDisplay: 'long' }).format(isYears ? Math.floor(months / 12) : months)
}
