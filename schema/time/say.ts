const DAY = /^\d{4}-\d{2}-\d{2}$/

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, timeZone, options])
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone })
  formats.set(key, known)
  return known
}

/** A civil day is the same everywhere; an instant is on the day that it is in the zone. French says « 1er ». */
function say(value: string | Date | null | undefined, locale: string, zone: string, options: Intl.DateTimeFormatOptions): string {
  const isDay = typeof value === 'string' && DAY.test(value)
  const date = value instanceof Date ? value : new Date(isDay ? `${value}T00:00:00Z` : value ?? '')
  if (Number.isNaN(date.getTime())) return ''
  const parts = formatOf(locale, isDay ? 'UTC' : zone, options).formatToParts(date)
  const hasMonth = parts.some(({ type, value: text }) => type === 'month' && /\p{L}/u.test(text))
  return parts.map(({ type, value: text }) => (type === 'day' && text === '1' && hasMonth && locale.startsWith('fr') ? '1er' : text)).join('')
}

/** A day in full: « mardi 24 novembre 2026 ». */
export function sayDay(value: string | Date | null | undefined, locale: string, zone: string): string {
  return say(value, locale, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** A day without its weekday: « 1er octobre 2026 ». */
export function sayDate(value: string | Date | null | undefined, locale: string, zone: string): string {
  return say(value, locale, zone, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** A day for a dense table: « 24 nov. », with its year unless it is the given one. */
export function sayShortDay(value: string | Date, locale: string, { zone, year }: { zone: string, year: string }): string {
  const isThisYear = say(value, 'en', zone, { year: 'numeric' }) === year
  return say(value, locale, zone, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) })
}

/** An hour as people write it: « 10 h 30 » in French, "10:30" otherwise. */
export function sayHour(value: string | Date | null | undefined, locale: string, zone: string): string {
  const text = say(value, 'en-GB', zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (text === '' || !locale.startsWith('fr')) return text
  const [hours = '', minutes = ''] = text.split(':')
  return minutes === '00' ? `${Number(hours)} h` : `${Number(hours)} h ${minutes}`
}

/** An instant in full: « mardi 24 novembre 2026 à 10 h 30 ». */
export function sayInstant(value: string | Date | null | undefined, locale: string, zone: string): string {
  const day = sayDay(value, locale, zone)
  return day === '' ? '' : `${day}${locale.startsWith('fr') ? ' à ' : ' at '}${sayHour(value, locale, zone)}`
}

/** A zone as people say it: « heure de La Réunion », "Réunion time". */
export function sayZone(zone: string, locale: string, at: Date): string {
  return formatOf(locale, zone, { timeZoneName: 'longGeneric' }).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone
}
