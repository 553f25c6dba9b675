import { territoryId } from '../reference/territories.ts'
import { ageOn } from '../lib/calendar.ts'
import { fictionMobile, fictionLandline } from '../lib/identifiers.ts'
import { randomFor } from '../lib/prng.ts'
import { slug } from '../lib/text.ts'
import { uuidOf } from '../lib/uuid.ts'
import { streetAddress } from './addresses.ts'
import { namePools } from './content/names.ts'
import { structureId } from './structures.ts'
import { zones } from './places.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { NamePoolKey } from './content/names.ts'
import type { Random } from '../lib/prng.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { PersonPlan } from './people-plans.ts'

type PersonRow = SeedRow<'people'>

type Language = NonNullable<PersonRow['preferred_language']>

/** Languages of the families that may prefer another one than French. */
const LANGUAGES: Partial<Record<NamePoolKey, readonly Language[]>> = {
  maghreb: ['fr', 'fr', 'ar'],
  portugal: ['fr', 'pt'],
  afghanistan: ['fa', 'ps', 'fr'],
  syria: ['ar', 'fr'],
  ukraine: ['uk', 'fr'],
  turkey: ['tr', 'fr'],
  caucasus: ['ru', 'other', 'fr'],
  srilanka: ['fr', 'en', 'other'],
  vietnam: ['fr', 'other'],
  reunion: ['fr', 'fr', 'rcf'],
  guyane: ['fr', 'gcr'],
  maroni: ['fr', 'other'],
  oyapock: ['fr', 'pt', 'other'],
  haiti: ['ht', 'fr'],
  mayotte: ['fr', 'swb'],
}

/** Share of people without French nationality. */
const FOREIGN: Partial<Record<NamePoolKey, number>> = {
  maghreb: 0.35, westAfrica: 0.5, centralAfrica: 0.5, vietnam: 0.3, china: 0.4, srilanka: 0.5, afghanistan: 0.9, syria: 0.9, ukraine: 0.9, turkey: 0.4, caucasus: 0.8,
  portugal: 0.5, romania: 0.8, haiti: 0.6, oyapock: 0.3, mayotte: 0.2,
}
const EUROPEAN: readonly (NamePoolKey | null)[] = ['portugal', 'romania']

/** One row a person, created the day the network met them. */
export function personRows(plans: readonly PersonPlan[], openings: ReadonlyMap<string, number>, calendar: Calendar): PersonRow[] {
  return plans.map(plan => personRow(plan, openings.get(plan.id) ?? 0, calendar))
}

function personRow(plan: PersonPlan, openedDaysAgo: number, calendar: Calendar): PersonRow {
  const random = randomFor(`${plan.key} values`)
  const age = ageOn(calendar, plan.birthDate)
  const isBare = plan.edge?.isBare ?? false
  return {
    id: plan.id,
    last_name: plan.lastName,
    first_name: plan.firstName,
    birth_name: plan.edge?.birthName ?? null,
    preferred_name: plan.edge?.preferred ?? null,
    birth_date: isBare ? null : plan.birthDate,
    gender: plan.gender,
    structure: structureId(plan.structure),
    user: plan.user ?? null,
    ...(!isBare && contactValues(plan, random)),
    ...(!isBare && situationValues(plan, random, age, calendar)),
    disability_worker: !plan.user && age >= 16 && random.chance(0.06),
    date_created: calendar.at(-openedDaysAgo, '08:00', zones[plan.zone].timeZone),
  }
}

function contactValues(plan: PersonPlan, random: Random): Partial<PersonRow> {
  const zone = zones[plan.zone]
  const commune = random.pick(zone.communes)
  const hasNoAddress = !plan.user && random.chance(0.05)
  const language = plan.origin && LANGUAGES[plan.origin]
  return {
    phone: plan.phone,
    phone_secondary: random.chance(0.12) ? fictionLandline(6000 + plan.rank) : null,
    email: plan.user || random.chance(0.72) ? `${slug(plan.firstName).slice(0, 30)}.${slug(plan.lastName).slice(0, 30)}${plan.rank}@courriel.example` : null,
    preferred_channel: random.pick(['sms', 'sms', 'phone', 'email']),
    preferred_language: language && !plan.user ? random.pick(language) : 'fr',
    address: hasNoAddress ? null : streetAddress(commune, random),
    address_complement: random.chance(0.12) ? random.pick(['Chez un proche', 'Bâtiment C, 3e étage', 'Résidence, porte 12']) : null,
    postal_code: commune.postcode,
    city: commune.name,
    commune_code: commune.code,
    territory: territoryId('commune', commune.code),
  }
}

function situationValues(plan: PersonPlan, random: Random, age: number, calendar: Calendar): Partial<PersonRow> {
  const isForeign = !plan.user && random.chance((plan.origin && FOREIGN[plan.origin]) ?? 0.02)
  const isEuropean = isForeign && EUROPEAN.includes(plan.origin)
  const isMinor = age < 18
  const permit = isForeign && !isEuropean
    ? isMinor ? 'unaccompanied_minor' as const : random.pick(['temporary', 'temporary', 'resident', 'receipt', 'refugee'] as const)
    : null
  return {
    nationality_group: isForeign ? (isEuropean ? 'eu' : 'non_eu') : 'french',
    residence_permit_kind: permit,
    residence_permit_until: permit && permit !== 'unaccompanied_minor' ? calendar.day(random.int(20, 1200)) : null,
    family_situation: isMinor || plan.user ? 'single' : random.pick(['single', 'single', 'single', 'couple', 'single_parent', 'couple_with_children', ...(age > 35 ? ['separated', 'widowed'] as const : [])]),
    housing_situation: housingOf(plan, random, isMinor),
    education_level: isMinor ? 'none' : plan.user ? '3' : random.pick(['none', 'none', '3', '3', '4', '4', '5']),
    mobility: mobilityOf(plan, random, age),
    driving_licence: plan.user ? 'in_progress' : age < 17 ? 'none' : random.pick(['none', 'none', 'in_progress', 'b', 'b', 'am']),
    health_coverage: random.pick(['general', 'css', 'css', 'mutual', permit === 'receipt' ? 'ame' : 'general']),
  }
}

function housingOf(plan: PersonPlan, random: Random, isMinor: boolean): PersonRow['housing_situation'] {
  if (plan.user) return plan.zone === 'paris' ? 'hosted' : 'parents'
  if (plan.programme === 'protection') return random.pick(['parents', 'parents', 'care'])
  if (isMinor) return 'parents'
  if (plan.programme === 'spip_followup') return random.pick(['own', 'hosted', 'prison', 'shelter'])
  return random.pick(['parents', 'parents', 'own', 'hosted', 'hosted', 'hostel', 'shelter', 'street'])
}

function mobilityOf(plan: PersonPlan, random: Random, age: number): PersonRow['mobility'] {
  const modes: NonNullable<PersonRow['mobility']> = ['on_foot']
  if (plan.zone === 'paris') modes.push('public_transport')
  else if (random.chance(0.4)) modes.push('carpool')
  if (random.chance(0.35)) modes.push('bicycle')
  if (plan.zone === 'guyane' && random.chance(0.25)) modes.push('boat')
  if (age >= 18 && plan.zone !== 'paris' && random.chance(0.3)) modes.push('car')
  return modes
}

/** Parents of minors, who represent them, and a few people to call for the others. */
export function relativeRows(plans: readonly PersonPlan[], calendar: Calendar): SeedRow<'relatives'>[] {
  return plans.flatMap((plan) => {
    const random = randomFor(`${plan.key} relatives`)
    const isMinor = ageOn(calendar, plan.birthDate) < 18
    const links = isMinor
      ? random.chance(0.6) ? ['mother', 'father'] as const : [random.pick(['mother', 'father', 'guardian'] as const)]
      : random.chance(0.15) ? [random.pick(['mother', 'sibling', 'partner', 'friend'] as const)] : []
    return links.map((relationship, index): SeedRow<'relatives'> => {
      const pool = namePools[plan.origin ?? 'france']
      const isWoman = relationship === 'mother' || (relationship !== 'father' && random.chance(0.5))
      return {
        id: uuidOf('relative', plan.key, index),
        person: plan.id,
        last_name: plan.lastName,
        first_name: random.pick(isWoman ? pool.female : pool.male),
        relationship,
        phone: fictionMobile(8000 + plan.rank * 2 + index),
        is_legal_representative: isMinor,
        is_emergency_contact: index === 0,
        notes: index === 0 && random.chance(0.2) ? 'Joignable après 18 heures.' : null,
        date_created: calendar.at(-700, '08:00'),
      }
    })
  })
}

/** Numbers of people in other systems; none is a real one, and none is a social security number. */
export function identifierRows(plans: readonly PersonPlan[]): SeedRow<'person_identifiers'>[] {
  return plans.flatMap((plan) => {
    if (plan.edge?.isBare) return []
    const random = randomFor(`${plan.key} identifiers`)
    const number = String(700_000 + plan.rank * 13)
    const rows: SeedRow<'person_identifiers'>[] = []
    const add = (kind: Required<SeedRow<'person_identifiers'>>['kind'], value: string, issuer: string | null = null) =>
      rows.push({ id: uuidOf('identifier', plan.key, kind), person: plan.id, kind, value, issued_by: issuer })
    if (plan.programme === 'cej' || plan.programme === 'pacea') add('milo', `DEMO-${number}`)
    if (plan.programme === 'tig' || plan.programme === 'spip_followup') add('appi', `DEMO-${number}`, 'SPIP de Paris')
    if (plan.programme === 'protection') add('parcours', `DEMO-${number}`)
    if (random.chance(0.4)) add('france_travail', `D${number}X`)
    return rows
  })
}
