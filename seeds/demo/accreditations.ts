import { uuidOf } from '../lib/uuid.ts'
import { CANAL } from './partners.ts'
import { structureId } from './structures.ts'
import { partnerUser } from './partnership.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { Partner } from './partners.ts'

type Accreditation = Required<SeedRow<'accreditations'>>

interface AccreditationPlan {
  partner: string
  kind: Accreditation['kind']
  status: Accreditation['status']
  request: string
  askedDaysAgo: number
  /** When it came to its present state. */
  movedDaysAgo: number
  decision?: { number: string, daysAgo: number, endsIn?: number }
}

/** One in force and one that ends for the partner with an account, and others at every moment of their examination. */
const plans: readonly AccreditationPlan[] = [
  { partner: CANAL, kind: 'integration', status: 'granted', askedDaysAgo: 420, movedDaysAgo: 330, decision: { number: 'SIAE-75-0112', daysAgo: 330, endsIn: 400 }, request: 'Atelier de réemploi : vingt-quatre postes en insertion, encadrés par quatre personnes.' },
  { partner: CANAL, kind: 'tig', status: 'to_renew', askedDaysAgo: 760, movedDaysAgo: 19, decision: { number: 'TIG-75-0087', daysAgo: 690, endsIn: 41 }, request: 'Deux postes de tri et de collecte, du mercredi au samedi, avec un tuteur.' },
  { partner: 'paris.bikes', kind: 'tig', status: 'submitted', askedDaysAgo: 6, movedDaysAgo: 6, request: 'Un poste à l’atelier vélo, le matin, avec le chef d’atelier comme tuteur.' },
  { partner: 'paris.shelter', kind: 'tig', status: 'instructed', askedDaysAgo: 95, movedDaysAgo: 75, request: 'Aide en cuisine et entretien des pièces communes. Trois postes, soir et fin de semaine possibles.' },
  { partner: 'paris.digitalHelp', kind: 'other', status: 'refused', askedDaysAgo: 150, movedDaysAgo: 110, decision: { number: 'AUT-75-0021', daysAgo: 110 }, request: 'Accueil de personnes en service civique pour l’aide numérique.' },
]

/** The accreditations of the world. */
export function accreditationRows(partners: readonly Partner[], calendar: Calendar): SeedRow<'accreditations'>[] {
  return plans.map(({ partner: key, kind, status, request, askedDaysAgo, movedDaysAgo, decision }): SeedRow<'accreditations'> => {
    const partner = partners.find(candidate => candidate.key === key)
    if (!partner) throw new Error(`no partner ${key}`)
    return {
      id: uuidOf('accreditation', key, kind), organization: partner.id, structure: structureId(partner.structure), kind, status, request,
      decision_number: decision?.number ?? null, decided_on: decision ? calendar.day(-decision.daysAgo) : null, valid_until: decision?.endsIn === undefined ? null : calendar.day(decision.endsIn),
      user_created: partnerUser(key), date_created: calendar.at(-askedDaysAgo, '11:10'), date_updated: calendar.at(-movedDaysAgo, '16:20'),
    }
  })
}
