import { accounts } from '../identity/accounts.ts'
import { birthDate } from '../lib/calendar.ts'
import { fictionMobile } from '../lib/identifiers.ts'
import { randomFor } from '../lib/prng.ts'
import { uuidOf } from '../lib/uuid.ts'
import { edgePeople } from './content/edge-people.ts'
import { namePools } from './content/names.ts'
import { programmes } from './content/casework/programmes.ts'
import { structurePlans } from './structures.ts'
import { zones } from './places.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { Random } from '../lib/prng.ts'
import type { EdgePerson } from './content/edge-people.ts'
import type { NamePoolKey } from './content/names.ts'
import type { Programme } from './content/casework/programmes.ts'
import type { StructureKeyOfWorld } from './structures.ts'
import type { ZoneKey } from './places.ts'

export interface PersonPlan {
  id: string
  key: string
  rank: number
  firstName: string
  lastName: string
  gender: 'female' | 'male' | 'other' | 'unknown'
  birthDate: string
  phone: string
  zone: ZoneKey
  structure: StructureKeyOfWorld
  /** Key of the member of staff who follows the person. */
  referent: string
  programme: Programme
  origin: NamePoolKey | null
  /** Must not be closed: counts in the portfolio that the home page announces. */
  isOpen: boolean
  edge?: EdgePerson
  edgeKey?: string
  /** Portal account of the person. */
  user?: string
}

interface Portfolio {
  structure: StructureKeyOfWorld
  referent: string
  open: number
  closed: number
  programmes: readonly Programme[]
}

const YOUTH: readonly Programme[] = ['cej', 'cej', 'cej', 'pacea', 'pacea', 'accompagnement']

/** Who follows how many people; the portfolio of `conseiller@` is the 62 of the home page. */
const portfolios: readonly Portfolio[] = [
  { structure: 'ml-paris', referent: 'conseiller', open: 62, closed: 8, programmes: YOUTH },
  { structure: 'ml-paris', referent: 'leila.caradec', open: 24, closed: 6, programmes: YOUTH },
  { structure: 'ml-paris-20', referent: 'guillaume.nzinga', open: 20, closed: 4, programmes: YOUTH },
  { structure: 'spip-paris', referent: 'prescripteur', open: 16, closed: 2, programmes: ['tig', 'spip_followup', 'tig'] },
  { structure: 'spip-paris', referent: 'mathilde.quercy', open: 12, closed: 2, programmes: ['spip_followup', 'tig'] },
  { structure: 'pjj-paris', referent: 'samba.lebrun', open: 18, closed: 2, programmes: ['protection'] },
  { structure: 'ml-creuse', referent: 'conseiller2', open: 36, closed: 6, programmes: YOUTH },
  { structure: 'ml-creuse-sud', referent: 'lucien.pradelle', open: 16, closed: 4, programmes: YOUTH },
  { structure: 'protection-creuse', referent: 'denis.aucouturier', open: 15, closed: 1, programmes: ['guardianship'] },
  { structure: 'ml-reunion', referent: 'conseiller.reunion', open: 28, closed: 6, programmes: YOUTH },
  { structure: 'ml-reunion-sud', referent: 'vanessa.ramin', open: 15, closed: 3, programmes: YOUTH },
  { structure: 'ml-guyane', referent: 'conseiller.guyane', open: 26, closed: 4, programmes: YOUTH },
  { structure: 'ml-guyane-ouest', referent: 'jocelyn.amayota', open: 14, closed: 2, programmes: YOUTH },
  { structure: 'ml-guadeloupe', referent: 'conseiller.guadeloupe', open: 12, closed: 2, programmes: YOUTH },
  { structure: 'ml-martinique', referent: 'conseiller.martinique', open: 12, closed: 2, programmes: YOUTH },
  { structure: 'ml-mayotte', referent: 'conseiller.mayotte', open: 12, closed: 2, programmes: YOUTH },
  { structure: 'jeunesse-spm', referent: 'conseiller.saint-pierre-et-miquelon', open: 5, closed: 1, programmes: ['accompagnement'] },
  { structure: 'jeunesse-nc', referent: 'conseiller.nouvelle-caledonie', open: 9, closed: 1, programmes: ['accompagnement'] },
  { structure: 'jeunesse-pf', referent: 'conseiller.polynesie', open: 9, closed: 1, programmes: ['accompagnement'] },
]

/** People with a portal account: `usager@` in Paris and `usager2@` in the rural département. */
const signedUp = {
  'ml-paris': { account: 'usager', gender: 'female', origin: 'maghreb', programme: 'cej', years: 19, days: 132 },
  'ml-creuse': { account: 'usager2', gender: 'male', origin: 'westAfrica', programme: 'cej', years: 22, days: 41 },
} as const

/** The people of the demo world, portfolio by portfolio: first those with an account, then the edge cases. */
export function personPlans(calendar: Calendar): PersonPlan[] {
  const edges = Object.entries(edgePeople)
  const accountHolders = new Map<string, (typeof signedUp)[keyof typeof signedUp]>(Object.entries(signedUp))
  let rank = 0
  const plans = portfolios.flatMap(portfolio => Array.from({ length: portfolio.open + portfolio.closed }, (_, index): PersonPlan => {
    const seat = { portfolio, isOpen: index < portfolio.open, rank: rank++ }
    const holder = accountHolders.get(portfolio.structure)
    if (holder) {
      accountHolders.delete(portfolio.structure)
      return holderPlan(seat, holder, calendar)
    }
    const next = edges.findIndex(([, { structure }]) => structure === portfolio.structure)
    const [edge] = next === -1 ? [] : edges.splice(next, 1)
    return ordinaryPlan(seat, edge, calendar)
  }))
  return plans.map(plan => ({ ...plan, phone: plans.find(({ edgeKey }) => edgeKey !== undefined && edgeKey === plan.edge?.samePhoneAs)?.phone ?? plan.phone }))
}

interface Seat { portfolio: Portfolio, isOpen: boolean, rank: number }

function ordinaryPlan(seat: Seat, [edgeKey, edge]: [string, EdgePerson] | [] = [], calendar: Calendar): PersonPlan {
  const { portfolio, rank } = seat
  const key = `person ${rank}`
  const random = randomFor(key)
  const { zone } = structurePlans[portfolio.structure]
  const programme = random.pick(portfolio.programmes)
  const origin = random.pick(zones[zone].origins)
  const gender = edge?.gender ?? (random.chance(0.5) ? 'female' : 'male')
  const name = inventedName(random, origin, gender)
  const ages = programmes[programme].ages
  return {
    ...seatValues(seat),
    id: uuidOf(key),
    key,
    programme,
    origin: edge ? null : origin,
    gender,
    firstName: edge?.first ?? name.first,
    lastName: edge?.last ?? name.last,
    birthDate: edge?.birth ?? birthDate(calendar, random.int(...ages), random.int(0, 360)),
    ...(edge && { edge, edgeKey }),
  }
}

function inventedName(random: Random, origin: NamePoolKey, gender: PersonPlan['gender']): { first: string, last: string } {
  const pool = namePools[origin]
  const first = random.pick(gender === 'female' ? pool.female : pool.male)
  const [last, other] = random.sample(pool.last, 2)
  if (!last || !other) throw new Error(`no names for ${origin}`)
  // One in nine has a double name, as in the registers.
  return { first, last: random.chance(0.11) && !/[- ]/.test(last + other) ? `${last}-${other}` : last }
}

function holderPlan(seat: Seat, holder: (typeof signedUp)[keyof typeof signedUp], calendar: Calendar): PersonPlan {
  const account = accounts.find(({ email }) => email === `${holder.account}@relais.example`)
  if (!account) throw new Error(`no account ${holder.account}`)
  return {
    ...seatValues(seat),
    id: uuidOf('person', holder.account),
    key: holder.account,
    programme: holder.programme,
    origin: holder.origin,
    gender: holder.gender,
    firstName: account.firstName,
    lastName: account.lastName,
    birthDate: birthDate(calendar, holder.years, holder.days),
    user: account.id,
  }
}

function seatValues({ portfolio: { structure, referent }, isOpen, rank }: Seat) {
  return { rank, structure, referent, isOpen, zone: structurePlans[structure].zone, phone: fictionMobile(6000 + rank) }
}
