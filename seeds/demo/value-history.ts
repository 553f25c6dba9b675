import { uuidOf } from '../lib/uuid.ts'
import { randomFor } from '../lib/prng.ts'
import { fictionLandline, fictionMobile } from '../lib/identifiers.ts'
import { leadersOf, partnerUpdateDaysAgo, partnerUser } from './partnership.ts'
import { staffId } from './users.ts'
import { zones } from './places.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { CasePlan, CaseStatus } from './case-plans.ts'
import type { OfferPlan } from './offers.ts'
import type { Partner } from './partners.ts'
import type { PersonPlan } from './people-plans.ts'

type HistoryRow = SeedRow<'value_history'>
type Audience = Required<HistoryRow>['audience']

/** Who wrote a value, when and from where. */
interface Entry { field: string, value: unknown, previous?: unknown, at: string, user: string | null, audience: Audience, channel: string }

const PERSON_FIELDS = ['last_name', 'first_name', 'birth_date', 'gender', 'phone', 'email', 'address', 'postal_code', 'city', 'housing_situation', 'family_situation', 'education_level', 'mobility', 'driving_licence'] as const
const ORGANIZATION_FIELDS = ['name', 'kind', 'siret', 'themes', 'description', 'phone', 'email', 'website', 'hours', 'status', 'visibility'] as const
const OFFER_FIELDS = ['title', 'kind', 'summary', 'description', 'themes', 'publics', 'status'] as const

/** What a history is told from. */
export interface Told {
  people: readonly PersonPlan[]
  personRows: readonly SeedRow<'people'>[]
  openings: ReadonlyMap<string, number>
  cases: readonly CasePlan[]
  partners: readonly Partner[]
  organizationRows: readonly SeedRow<'organizations'>[]
  offers: readonly OfferPlan[]
  offerRows: readonly SeedRow<'offers'>[]
  actionRows: readonly SeedRow<'actions'>[]
}

/**
 * Every value's story: who entered it first, what it was before. The database writes it by itself for what people do in
 * the product; the demo world tells two years of it at once.
 */
export function valueHistoryRows(told: Told, calendar: Calendar): HistoryRow[] {
  return [
    ...told.people.flatMap((plan, index) => rowsOf('people', plan.id, personEntries(plan, told.personRows[index], told.openings.get(plan.id) ?? 0, calendar))),
    ...told.cases.flatMap(plan => rowsOf('cases', plan.id, caseEntries(plan, calendar))),
    ...told.partners.flatMap((partner, index) => rowsOf('organizations', partner.id, organizationEntries(partner, told.organizationRows[index], calendar))),
    ...told.offers.flatMap((offer, index) => rowsOf('offers', offer.id, offerEntries(offer, told.offerRows[index]))),
    ...told.actionRows.flatMap(action => rowsOf('actions', action.id, actionEntries(action, told.people))),
  ]
}

function rowsOf(collection: string, item: string, entries: readonly Entry[]): HistoryRow[] {
  return entries.map(({ field, value, previous = null, ...entry }, index) => ({
    id: uuidOf('history', collection, item, field, index), collection, item, field, value, previous_value: previous, ...entry,
  }))
}

/** The first value of each field that has one. */
function firstEntries(fields: readonly string[], row: object, entry: Omit<Entry, 'field' | 'value'>): Entry[] {
  const values = new Map(Object.entries(row))
  return fields.flatMap((field) => {
    const value: unknown = values.get(field)
    return value === null || value === undefined ? [] : [{ field, value, ...entry }]
  })
}

/** A change later on: the first entry takes the former value, and a second one says who corrected it. */
function corrected(entries: readonly Entry[], field: string, former: unknown, change: Omit<Entry, 'field' | 'value'>): Entry[] {
  const first = entries.find(entry => entry.field === field)
  if (!first) return [...entries]
  return [...entries.map(entry => entry === first ? { ...entry, value: former } : entry), { field, value: first.value, previous: former, ...change }]
}

function personEntries(plan: PersonPlan, row: SeedRow<'people'> | undefined, openedDaysAgo: number, calendar: Calendar): Entry[] {
  if (!row) return []
  const random = randomFor(`history ${plan.key}`)
  const { timeZone } = zones[plan.zone]
  const isImported = !plan.user && random.chance(0.2)
  const entry = isImported
    ? { at: calendar.at(-openedDaysAgo, '08:00', timeZone), user: null, audience: 'import' as const, channel: 'import' }
    : { at: calendar.at(-openedDaysAgo, '10:00', timeZone), user: staffId(plan.referent), audience: audienceOf(plan.referent), channel: 'portal' }
  const entries = firstEntries(PERSON_FIELDS, row, entry)
  if (plan.user) return correctedByPerson(entries, plan, plan.user, calendar)
  if (openedDaysAgo < 40 || !random.chance(0.3)) return entries
  const change = { at: calendar.at(-random.int(2, openedDaysAgo - 10), '14:30', timeZone), user: staffId(plan.referent), audience: audienceOf(plan.referent), channel: 'portal' }
  return corrected(entries, 'phone', fictionMobile(7000 + plan.rank), change)
}

/** Both people with an account corrected their phone and said how they move around. */
function correctedByPerson(entries: readonly Entry[], plan: PersonPlan, user: string, calendar: Calendar): Entry[] {
  const by = (daysAgo: number) => ({ at: calendar.at(-daysAgo, '19:40'), user, audience: 'beneficiary' as const, channel: 'portal' })
  const withPhone = corrected(entries, 'phone', fictionMobile(7000 + plan.rank), by(12))
  const withMobility = corrected(withPhone, 'mobility', ['on_foot'], by(12))
  if (plan.key !== 'usager2') return withMobility
  return corrected(withMobility, 'family_situation', 'couple', { ...by(31), user: staffId('conseiller2'), audience: 'adviser' })
}

function audienceOf(referent: string): Audience {
  return referent === 'prescripteur' ? 'prescriber' : 'adviser'
}

/** The stages of a file, one after the other. */
const STAGES: readonly CaseStatus[] = ['reception', 'diagnosis', 'support']

function caseEntries(plan: CasePlan, calendar: Calendar): Entry[] {
  const by = (daysAgo: number) => ({ at: calendar.at(-daysAgo, '10:10'), user: staffId(plan.referent), audience: audienceOf(plan.referent), channel: 'portal' })
  const path = STAGES.includes(plan.status) ? STAGES.slice(0, STAGES.indexOf(plan.status) + 1) : [...STAGES, plan.status]
  const end = plan.closedDaysAgo ?? 0
  const random = randomFor(`stages ${plan.key}`)
  // Diagnosis within twelve days, support within thirty-five, as in the case plans; the last stage never before them.
  const days = [0, random.int(3, 12), random.int(15, 35), plan.openedDaysAgo - end].map(day => Math.max(end, plan.openedDaysAgo - day))
  return path.map((status, index): Entry => ({ field: 'status', value: status, previous: path[index - 1] ?? null, ...by(days[index] ?? end) }))
}

function organizationEntries(partner: Partner, row: SeedRow<'organizations'> | undefined, calendar: Calendar): Entry[] {
  if (!row?.date_created) return []
  const [leader] = leadersOf(partner.structure)
  const entry = row.source
    ? { at: row.date_created, user: null, audience: 'import' as const, channel: 'import' }
    : { at: row.date_created, user: leader ? staffId(leader) : null, audience: leader ? 'adviser' as const : 'system' as const, channel: 'portal' }
  const entries = firstEntries(ORGANIZATION_FIELDS, row, entry)
  const daysAgo = partnerUpdateDaysAgo(partner.key)
  if (daysAgo === null) return entries
  const change = { at: calendar.at(-daysAgo, '18:10'), user: partnerUser(partner.key), audience: 'partner' as const, channel: 'portal' }
  return corrected(corrected(entries, 'phone', fictionLandline(5000 + partner.rank), change), 'hours', 'Mo-Fr 09:00-12:00', change)
}

function offerEntries(offer: OfferPlan, row: SeedRow<'offers'> | undefined): Entry[] {
  if (!row?.date_created) return []
  const user = partnerUser(offer.partner.key)
  const [leader] = leadersOf(offer.partner.structure)
  return firstEntries(OFFER_FIELDS, row, {
    at: row.date_created,
    user: user ?? (leader ? staffId(leader) : null),
    audience: user ? 'partner' : leader ? 'adviser' : 'system',
    channel: 'portal',
  })
}

/** An action that was ticked, by the person or by the adviser. */
function actionEntries(action: SeedRow<'actions'>, people: readonly PersonPlan[]): Entry[] {
  if (action.status !== 'done' || !action.done_at || !action.done_by) return []
  const isPerson = people.some(({ user }) => user === action.done_by)
  return [{ field: 'status', value: 'done', previous: 'todo', at: action.done_at, user: action.done_by, audience: isPerson ? 'beneficiary' : 'adviser', channel: 'portal' }]
}
