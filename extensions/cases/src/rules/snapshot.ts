import { PENAL_KINDS, UNNAMED_KINDS } from '@relais/schema'
import type { KitReferral } from '@relais/schema'
import { initialOf } from '@relais/schema/names'

export interface ReferredPerson {
  first_name: string | null
  preferred_name: string | null
  last_name: string | null
  birth_date: string | null
  phone: string | null
}

/** What the partner sees of the person, fixed at the time of the referral. */
export interface Snapshot {
  person_display: string
  person_age: number | null
  person_phone: string | null
  origin_label: string
}

/** Where a referral comes from. */
export interface Origin { name: string, kind: string, hidden_from_partners: boolean | null }

interface Sharing { sharesPhone: boolean, origin: Origin | null, today: string }

export const MASKED_ORIGIN = 'Autre service prescripteur'

/** Reduces a person to what the partner needs to answer: a first name, an initial, an age, a way to call if allowed. */
export function snapshotOf(person: ReferredPerson, { sharesPhone, origin, today }: Sharing): Snapshot {
  return {
    person_display: displayOf(person),
    person_age: person.birth_date ? ageOn(person.birth_date, today) : null,
    person_phone: sharesPhone ? person.phone : null,
    origin_label: labelOf(origin, UNNAMED_KINDS),
  }
}

function labelOf(origin: Origin | null, unnamed: readonly string[]): string {
  return !origin || origin.hidden_from_partners || unnamed.includes(origin.kind) ? MASKED_ORIGIN : origin.name
}

function displayOf({ first_name: firstName, preferred_name: preferredName, last_name: lastName }: ReferredPerson): string {
  const initial = initialOf(lastName ?? '')
  // Some write a dash for what they do not know.
  const name = [preferredName, firstName].find(one => initialOf(one ?? '') !== '')?.trim()
  return [name, initial && `${initial}.`].filter(Boolean).join(' ') || 'Personne orientée'
}

/** Completed years between a birth date and a day, both ISO. */
export function ageOn(birthDate: string, today: string): number | null {
  const [birthYear, birthRest] = [Number(birthDate.slice(0, 4)), birthDate.slice(5, 10)]
  const years = Number(today.slice(0, 4)) - birthYear - (today.slice(5, 10) < birthRest ? 1 : 0)
  return Number.isFinite(years) && years >= 0 && years < 130 ? years : null
}

type Shared = KitReferral['shares'][number]
const MOST_NAME = 120

/** What replaces the reduced view of the person once the other side has accepted: only what is shared there. */
export function namedOnAcceptance({ first_name: first, last_name: last, birth_date: birthDate, phone, origin }: ReferredPerson & { origin: Origin | null }, shares: readonly Shared[]): Partial<Omit<Snapshot, 'person_age'>> & { person_birth_date?: string | null } {
  const name = [first, last].filter(Boolean).join(' ').slice(0, MOST_NAME)
  return {
    ...shares.includes('name') && name !== '' ? { person_display: name } : {},
    ...shares.includes('birth_date') ? { person_birth_date: birthDate } : {},
    ...shares.includes('phone') && phone ? { person_phone: phone } : {},
    ...shares.includes('origin') ? { origin_label: labelOf(origin, PENAL_KINDS) } : {},
  }
}
