/** What makes a listing useful to the people who look for help, most useful first. */
const USEFUL_FIELDS = ['description', 'phone', 'email', 'hours', 'website', 'themes', 'siret'] as const

export interface Listing {
  organization: Readonly<Record<string, unknown>>
  hasLocatedSite: boolean
  hasContact: boolean
  hasOffer: boolean
}

export interface Completeness { completeness: number, missing: string[] }

/** Share of the useful information that a listing gives, and what it lacks. */
export function measureCompleteness(listing: Listing): Completeness {
  const checks: [string, boolean][] = [
    ...USEFUL_FIELDS.map((field): [string, boolean] => [field, isFilled(listing.organization[field])]),
    ['sites', listing.hasLocatedSite],
    ['contacts', listing.hasContact],
    ['offers', listing.hasOffer],
  ]
  const missing = checks.filter(([, filled]) => !filled).map(([name]) => name)
  return { completeness: Math.round(100 * (checks.length - missing.length) / checks.length), missing }
}

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'string' ? value.trim() !== '' : value !== null && value !== undefined
}
