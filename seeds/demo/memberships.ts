import { uuidOf } from '../lib/uuid.ts'
import { structureId } from './structures.ts'
import { colleagues, staffId } from './users.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { StructureKeyOfWorld } from './structures.ts'
import type { MembershipFunction } from './users.ts'

interface MembershipPlan { user: string, structure: StructureKeyOfWorld, function: MembershipFunction, title: string, leftDaysAgo?: number }

/** What the demo accounts do and where; the prescriber works at the probation service. */
const accountsAtWork: readonly MembershipPlan[] = [
  { user: 'configurateur', structure: 'national', function: 'configurator', title: 'Administratrice fonctionnelle' },
  { user: 'configurateur.paris', structure: 'ml-paris', function: 'configurator', title: 'Administrateur local' },
  { user: 'conseiller', structure: 'ml-paris', function: 'adviser', title: 'Conseiller en insertion' },
  { user: 'conseiller2', structure: 'ml-creuse', function: 'adviser', title: 'Conseillère en insertion' },
  { user: 'responsable', structure: 'ml-paris', function: 'manager', title: 'Responsable de secteur' },
  { user: 'prescripteur', structure: 'spip-paris', function: 'adviser', title: 'Conseiller d’insertion et de probation' },
  { user: 'pilotage', structure: 'national', function: 'steering', title: 'Chargée d’études' },
  { user: 'conseiller.guadeloupe', structure: 'ml-guadeloupe', function: 'adviser', title: 'Conseiller en insertion' },
  { user: 'conseiller.martinique', structure: 'ml-martinique', function: 'adviser', title: 'Conseillère en insertion' },
  { user: 'conseiller.guyane', structure: 'ml-guyane', function: 'adviser', title: 'Conseiller en insertion' },
  { user: 'conseiller.reunion', structure: 'ml-reunion', function: 'adviser', title: 'Conseillère en insertion' },
  { user: 'conseiller.mayotte', structure: 'ml-mayotte', function: 'adviser', title: 'Conseillère en insertion' },
  { user: 'conseiller.saint-pierre-et-miquelon', structure: 'jeunesse-spm', function: 'adviser', title: 'Conseiller' },
  { user: 'conseiller.nouvelle-caledonie', structure: 'jeunesse-nc', function: 'adviser', title: 'Conseiller' },
  { user: 'conseiller.polynesie', structure: 'jeunesse-pf', function: 'adviser', title: 'Conseillère' },
]

/** Who works where, in which function and since when. */
export function membershipRows(calendar: Calendar): SeedRow<'memberships'>[] {
  const plans = [...accountsAtWork, ...colleagues.map(({ key, ...plan }) => ({ user: key, ...plan }))]
  return plans.map((plan, index): SeedRow<'memberships'> => ({
    id: uuidOf('membership', plan.user, plan.structure, plan.function),
    structure: structureId(plan.structure),
    user: staffId(plan.user),
    function: plan.function,
    theme: plan.function === 'theme_referent' ? 'housing' : null,
    title: plan.title,
    valid_from: calendar.day(-820 + index * 7),
    valid_until: plan.leftDaysAgo === undefined ? null : calendar.day(-plan.leftDaysAgo),
    date_created: calendar.at(-820 + index * 7, '09:00'),
  }))
}
