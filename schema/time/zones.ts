/** Where nothing says where: the zone of the country's capital. The only place that names it. */
export const DEFAULT_ZONE = 'Europe/Paris'

/** INSEE codes of communes start with the département or the territory; every other one is in metropolitan France. */
const ZONES: Readonly<Record<string, string>> = {
  971: 'America/Guadeloupe',
  972: 'America/Martinique',
  973: 'America/Cayenne',
  974: 'Indian/Reunion',
  975: 'America/Miquelon',
  976: 'Indian/Mayotte',
  977: 'America/St_Barthelemy',
  978: 'America/Marigot',
  984: 'Indian/Kerguelen',
  986: 'Pacific/Wallis',
  987: 'Pacific/Tahiti',
  988: 'Pacific/Noumea',
}

/** French Polynesia has three hours: the Marquesas and the Gambier have their own. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  98718: 'Pacific/Marquesas', 98723: 'Pacific/Marquesas', 98731: 'Pacific/Marquesas', 98746: 'Pacific/Marquesas', 98756: 'Pacific/Marquesas', 98757: 'Pacific/Marquesas',
  98719: 'Pacific/Gambier',
  // The codes that Saint-Barthélemy and Saint-Martin had until 2007 are still found.
  97123: 'America/St_Barthelemy', 97127: 'America/Marigot',
}

/** The zones of French communes by INSEE code, whole code or first three figures: what the database is told too. */
export const ZONE_OF_CODE: Readonly<Record<string, string>> = { ...ZONES, ...EXCEPTIONS }

/** The time zone of a commune by its INSEE code (`97411`); null when there is no code. */
export function zoneOfCommune(code: string | null | undefined): string | null {
  return code ? ZONE_OF_CODE[code] ?? ZONE_OF_CODE[code.slice(0, 3)] ?? DEFAULT_ZONE : null
}

/** Whether the name is a time zone that this computer knows. */
export function isTimeZone(value: string): boolean {
  if (!/^(?:UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2})$/.test(value)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  }
  catch (error: unknown) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The zone of the reader's own computer: only to tell them that the place has another hour, never to count. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}
