import { randomFor } from '../lib/prng.ts'
import { uuidOf } from '../lib/uuid.ts'
import { programmes } from './content/casework/programmes.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { Random } from '../lib/prng.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { Theme } from './content/partners/types.ts'
import type { Programme } from './content/casework/programmes.ts'
import type { PersonPlan } from './people-plans.ts'
import type { StructureKeyOfWorld } from './structures.ts'

export type CaseStatus = Required<SeedRow<'cases'>>['status']
export type Urgency = 'none' | 'low' | 'medium' | 'high'

/** A theme of a file: how urgent it is and where it stands. */
export interface NeedPlan { theme: Theme, urgency: 'low' | 'medium' | 'high', status: 'open' | 'in_progress' | 'met' | 'abandoned' }

/** A file before it becomes rows; days are counted back from the base date. */
export interface CasePlan {
  id: string
  key: string
  rank: number
  person: PersonPlan
  structure: StructureKeyOfWorld
  referent: string
  programme: Programme
  status: CaseStatus
  openedDaysAgo: number
  /** Null while the file is open. */
  closedDaysAgo: number | null
  /** Null when nobody has met the person yet. */
  lastContactDaysAgo: number | null
  needs: readonly NeedPlan[]
}

/** Programmes that end by law: nobody stays longer than that. */
const LONGEST_DAYS: Partial<Record<Programme, number>> = { cej: 520, pacea: 700, tig: 540 }

/** What is told of the two people who have an account. */
const TOLD: Record<string, { openedDaysAgo: number, lastContactDaysAgo: number, needs: readonly NeedPlan[] }> = {
  usager: {
    openedDaysAgo: 122,
    lastContactDaysAgo: 6,
    needs: [
      { theme: 'housing', urgency: 'high', status: 'in_progress' },
      { theme: 'employment', urgency: 'medium', status: 'in_progress' },
      { theme: 'mobility', urgency: 'low', status: 'met' },
      { theme: 'leisure', urgency: 'low', status: 'open' },
    ],
  },
  usager2: {
    openedDaysAgo: 260,
    lastContactDaysAgo: 11,
    needs: [
      { theme: 'mobility', urgency: 'high', status: 'in_progress' },
      { theme: 'training', urgency: 'medium', status: 'in_progress' },
      { theme: 'health', urgency: 'low', status: 'met' },
    ],
  },
}

/** The files: one a person, two for some people followed by justice and for some who came back. */
export function casePlans(people: readonly PersonPlan[]): CasePlan[] {
  const plans = people.map(person => mainCase(person))
  const others = plans.flatMap(plan => secondCase(plan))
  return [...plans, ...others].map((plan, rank) => ({ ...plan, rank: rank + 1 }))
}

function mainCase(person: PersonPlan): CasePlan {
  const key = `case ${person.key}`
  const random = randomFor(key)
  const told = TOLD[person.key]
  const shared = { id: uuidOf(key), key, rank: 0, person, structure: person.structure, referent: person.referent, programme: person.programme }
  if (told) return { ...shared, ...told, status: 'support', closedDaysAgo: null }

  const openedDaysAgo = person.edge?.isBare ? random.int(2, 9) : openingOf(person, random)
  const closedDaysAgo = person.isOpen ? null : random.int(5, Math.max(6, openedDaysAgo - 60))
  const status = person.isOpen ? openStatus(openedDaysAgo, random) : 'closed'
  return {
    ...shared,
    status,
    openedDaysAgo,
    closedDaysAgo,
    lastContactDaysAgo: person.edge?.isBare ? null : lastContact(openedDaysAgo, closedDaysAgo, random),
    needs: needsOf(person.programme, status, random),
  }
}

function openingOf({ programme, isOpen }: PersonPlan, random: Random): number {
  const longest = LONGEST_DAYS[programme] ?? 725
  if (!isOpen) return random.int(200, Math.max(longest, 420))
  return random.chance(0.14) ? random.int(3, 35) : random.int(36, longest)
}

function openStatus(openedDaysAgo: number, random: Random): CaseStatus {
  if (openedDaysAgo <= 12) return 'reception'
  if (openedDaysAgo <= 35) return 'diagnosis'
  return random.chance(0.09) ? 'suspended' : 'support'
}

/** Most people were seen this month; one in six has not been for a while. */
function lastContact(opened: number, closed: number | null, random: Random): number {
  const quiet = random.chance(0.17) ? random.int(31, 95) : random.int(1, 28)
  return Math.min(opened, (closed ?? 0) + quiet)
}

function needsOf(programme: Programme, status: CaseStatus, random: Random): NeedPlan[] {
  const { themes } = programmes[programme]
  const first = random.chance(0.7) ? 0 : 1
  const others = random.sample(themes.filter((_, index) => index !== first), status === 'reception' ? 0 : random.int(1, 3))
  return [themes[first], ...others].flatMap((theme): NeedPlan[] => {
    if (!theme) return []
    return [{ theme, urgency: urgencyOf(theme, random), status: needStatus(status, random) }]
  })
}

function urgencyOf(theme: Theme, random: Random): NeedPlan['urgency'] {
  const draw = random.next()
  const isPressing = theme === 'housing' || theme === 'health' || theme === 'rights'
  if (draw < (isPressing ? 0.25 : 0.07)) return 'high'
  return draw < 0.5 ? 'medium' : 'low'
}

function needStatus(status: CaseStatus, random: Random): NeedPlan['status'] {
  if (status === 'closed') return random.chance(0.75) ? 'met' : 'abandoned'
  if (status === 'reception' || status === 'diagnosis') return 'open'
  return random.pick(['open', 'in_progress', 'in_progress', 'met'])
}

/** The urgency of a file is that of its most pressing need still to be met. */
export function caseUrgency({ needs }: CasePlan): { level: Urgency, themes: Theme[] } {
  const pending = needs.filter(({ status }) => status === 'open' || status === 'in_progress')
  const level = (['high', 'medium'] as const).find(urgency => pending.some(need => need.urgency === urgency)) ?? 'none'
  return { level, themes: pending.filter(({ urgency }) => urgency === level).map(({ theme }) => theme) }
}

/** One person in three followed by the probation service is also helped by the mission locale; some came back. */
function secondCase(first: CasePlan): CasePlan[] {
  const { person } = first
  const random = randomFor(`second ${first.key}`)
  if (person.structure === 'spip-paris' && first.status !== 'closed' && random.chance(0.33)) {
    const key = `case ${person.key} insertion`
    const openedDaysAgo = Math.max(20, first.openedDaysAgo - 15)
    const status = openStatus(openedDaysAgo, random)
    return [{
      ...first, id: uuidOf(key), key, status, structure: 'ml-paris', referent: 'leila.caradec', programme: 'accompagnement',
      openedDaysAgo, lastContactDaysAgo: random.int(1, 20), needs: needsOf('accompagnement', status, random),
    }]
  }
  const canHaveComeBack = person.isOpen && !person.user && !person.edge?.isBare && first.openedDaysAgo < 300
  if (!canHaveComeBack || !random.chance(0.12)) return []
  const key = `case ${person.key} earlier`
  const closedDaysAgo = first.openedDaysAgo + random.int(40, 120)
  const openedDaysAgo = closedDaysAgo + random.int(90, 240)
  return [{
    ...first, id: uuidOf(key), key, status: 'closed', closedDaysAgo, openedDaysAgo,
    programme: first.programme === 'cej' || first.programme === 'pacea' ? 'accompagnement' : first.programme,
    lastContactDaysAgo: closedDaysAgo + random.int(1, 20), needs: needsOf(first.programme, 'closed', random),
  }]
}

/** The day the network first met each person. */
export function firstOpenings(plans: readonly CasePlan[]): Map<string, number> {
  const openings = new Map<string, number>()
  for (const { person, openedDaysAgo } of plans) openings.set(person.id, Math.max(openings.get(person.id) ?? 0, openedDaysAgo))
  return openings
}

/** The calendar day of a number of days ago, or null. */
export function dayAgo(calendar: Calendar, daysAgo: number | null): string | null {
  return daysAgo === null ? null : calendar.day(-daysAgo)
}
