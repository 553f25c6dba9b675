import { ageOn } from '@relais/schema/time'
import type { DirectoryItem } from '#shared/types/directory'

/** Whom an offer would be proposed to. */
export interface Candidate { birth_date?: string | null, gender?: string | null, programme?: string | null }

type Asked = Pick<DirectoryItem, 'kind' | 'min_age' | 'max_age' | 'publics'>

/** Why an offer is not for somebody, from what it says itself. */
export type Misfit = { code: 'programme' } | { code: 'too_young', age: number, limit: number } | { code: 'too_old', age: number, limit: number } | { code: 'public' }

/** Offers that a decision of justice opens, and the programmes of those that it holds for. */
const PROGRAMMES_OF: Readonly<Record<string, readonly string[]>> = { tig_post: ['tig', 'spip_followup'], guardianship: ['guardianship'] }

const OLDEST_YOUTH = 29
/** Publics that a known answer excludes; the others are for the adviser to judge. */
const EXCLUDES: Readonly<Record<string, (candidate: Candidate, age: number | null) => boolean>> = {
  femmes: ({ gender }) => gender === 'male',
  jeunes: (_, age) => age !== null && age > OLDEST_YOUTH,
}

/** Every reason why an offer is not for a person; none when nothing known says so. */
export function misfits(offer: Asked, candidate: Candidate, today: string): Misfit[] {
  const age = candidate.birth_date ? ageOn(candidate.birth_date, today) : null
  const programmes = PROGRAMMES_OF[offer.kind ?? '']
  const { min_age: least, max_age: most, publics } = offer
  const isExcluded = publics && publics.length > 0 && publics.every(one => EXCLUDES[one]?.(candidate, age))
  return [
    ...(programmes && candidate.programme && !programmes.includes(candidate.programme) ? [{ code: 'programme' as const }] : []),
    ...(age !== null && typeof least === 'number' && age < least ? [{ code: 'too_young' as const, age, limit: least }] : []),
    ...(age !== null && typeof most === 'number' && age > most ? [{ code: 'too_old' as const, age, limit: most }] : []),
    ...(isExcluded ? [{ code: 'public' as const }] : []),
  ]
}
