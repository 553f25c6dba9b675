import { addDays } from '../time/index.ts'
import type { Delay } from './types.ts'

/** Places whose public holidays differ from those of the whole country. */
export const TERRITORIES = ['france', 'alsace_moselle', 'guadeloupe', 'guyane', 'martinique', 'mayotte', 'reunion', 'saint_barthelemy', 'saint_martin', 'saint_pierre_et_miquelon', 'nouvelle_caledonie', 'polynesie', 'wallis_et_futuna'] as const
export type Territory = (typeof TERRITORIES)[number]

const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'] as const
/** Days after Easter Sunday: its Monday, Ascension, the Monday of Pentecost. */
const MOVING = [1, 39, 50] as const

/** Labour code L3134-13 and L3422-2, and the labour codes of the Pacific: days of some places only. */
const LOCAL: Record<Territory, { fixed: readonly string[], moving: readonly number[] }> = {
  france: { fixed: [], moving: [] },
  alsace_moselle: { fixed: ['12-26'], moving: [-2] },
  guadeloupe: { fixed: ['05-27'], moving: [] },
  guyane: { fixed: ['06-10'], moving: [] },
  martinique: { fixed: ['05-22'], moving: [] },
  mayotte: { fixed: ['04-27'], moving: [] },
  reunion: { fixed: ['12-20'], moving: [] },
  saint_barthelemy: { fixed: ['10-09'], moving: [] },
  saint_martin: { fixed: ['05-28'], moving: [] },
  saint_pierre_et_miquelon: { fixed: [], moving: [] },
  nouvelle_caledonie: { fixed: ['09-24'], moving: [] },
  // Since 2025 the day of Matari'i stands in for 29 June.
  polynesie: { fixed: ['03-05', '11-20'], moving: [-2] },
  wallis_et_futuna: { fixed: ['04-28', '07-29'], moving: [] },
}

const two = (part: number): string => String(part).padStart(2, '0')

/** Easter Sunday of a year, by the rule of Meeus, Jones and Butcher. */
function easter(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return `${String(year).padStart(4, '0')}-${two(Math.floor(f / 31))}-${two((f % 31) + 1)}`
}

const known = new Map<string, ReadonlySet<string>>()

function holidays(year: number, territory: Territory): ReadonlySet<string> {
  const key = `${year} ${territory}`
  const found = known.get(key)
  if (found) return found
  const local = LOCAL[territory]
  const days = new Set([
    ...[...FIXED, ...local.fixed].map(day => `${String(year).padStart(4, '0')}-${day}`),
    ...[...MOVING, ...local.moving].map(shift => addDays(easter(year), shift)),
  ])
  known.set(key, days)
  return days
}

/** Whether people work that day: Monday to Friday, public holidays of the place excepted. */
export function isWorkingDay(day: string, territory: Territory = 'france'): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays(Number(day.slice(0, 4)), territory).has(day)
}

/** The working day that comes so many working days after a day; before it when negative. */
export function addWorkingDays(day: string, amount: number, territory: Territory = 'france'): string {
  let at = day
  for (let left = Math.abs(Math.trunc(amount)); left > 0;) {
    at = addDays(at, amount < 0 ? -1 : 1)
    if (isWorkingDay(at, territory)) left -= 1
  }
  return at
}

/** Territories that have a time zone of their own. */
const TERRITORY_OF_ZONE: Readonly<Record<string, Territory>> = {
  'America/Guadeloupe': 'guadeloupe', 'America/Cayenne': 'guyane', 'America/Martinique': 'martinique', 'Indian/Mayotte': 'mayotte', 'Indian/Reunion': 'reunion',
  'America/St_Barthelemy': 'saint_barthelemy', 'America/Marigot': 'saint_martin', 'America/Miquelon': 'saint_pierre_et_miquelon', 'Pacific/Noumea': 'nouvelle_caledonie',
  'Pacific/Tahiti': 'polynesie', 'Pacific/Marquesas': 'polynesie', 'Pacific/Gambier': 'polynesie', 'Pacific/Wallis': 'wallis_et_futuna',
}

/** The départements whose local law adds two days; their time is that of the rest of the country. */
const ALSACE_MOSELLE: readonly string[] = ['57', '67', '68']

/** Whose public holidays a place keeps: told by its zone overseas, by its commune (INSEE or postal code) in Alsace and Moselle. */
export function territoryOf({ zone, commune }: { zone: string, commune: string | null }): Territory {
  return TERRITORY_OF_ZONE[zone] ?? (commune && ALSACE_MOSELLE.includes(commune.slice(0, 2)) ? 'alsace_moselle' : 'france')
}

/** The day on which a delay that starts on a day is over. */
export function addDelay(day: string, { amount, unit }: Delay, territory: Territory = 'france'): string {
  return unit === 'days' ? addDays(day, amount) : addWorkingDays(day, amount, territory)
}
