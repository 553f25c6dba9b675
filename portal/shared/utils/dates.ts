const DAY_MS = 86_400_000

function toDate(value: string): Date | undefined {
  // A plain date is a day, not an instant: noon keeps it the same day in every zone.
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T12:00:00Z` : value)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Says a day in full: « mardi 24 novembre 2026 ». */
export function sayDay(value: string | null | undefined, language: string, zone?: string): string {
  const date = value ? toDate(value) : undefined
  return date?.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }) ?? ''
}

/** Says a day without its weekday: « 24 novembre 2026 ». */
export function sayDate(value: string | null | undefined, language: string, zone?: string): string {
  const date = value ? toDate(value) : undefined
  return date?.toLocaleDateString(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }) ?? ''
}

/** Says an hour the way people write it: « 10 h 30 » in French, "10:30" otherwise. */
export function sayHour(value: string | null | undefined, language: string, zone?: string): string {
  const date = value ? toDate(value) : undefined
  if (!date) return ''
  const text = date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: zone })
  if (!language.startsWith('fr')) return text
  const [hours = '', minutes = ''] = text.split(':')
  return minutes === '00' ? `${Number(hours)} h` : `${Number(hours)} h ${minutes}`
}

/** Says an instant in full: « mardi 24 novembre 2026 à 10 h 30 ». */
export function sayInstant(value: string | null | undefined, language: string, zone?: string): string {
  const day = sayDay(value, language, zone)
  if (day === '') return ''
  return `${day}${language.startsWith('fr') ? ' à ' : ' at '}${sayHour(value, language, zone)}`
}

/** Says how far a day is: « aujourd'hui », « dans 3 jours », « il y a 2 mois ». */
export function sayDistance(value: string | null | undefined, language: string, now: Date): string {
  const date = value ? toDate(value) : undefined
  if (!date) return ''
  const days = Math.round((startOfDay(date) - startOfDay(now)) / DAY_MS)
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (Math.abs(days) < 31) return format.format(days, 'day')
  if (Math.abs(days) < 365) return format.format(Math.round(days / 30.4), 'month')
  return format.format(Math.round(days / 365.25), 'year')
}

function startOfDay(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
}
