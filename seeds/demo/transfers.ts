import { uuidOf } from '../lib/uuid.ts'
import { structureId, structurePlans } from './structures.ts'
import { staffId } from './users.ts'
import { zones } from './places.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { CasePlan } from './case-plans.ts'
import type { StructureKeyOfWorld } from './structures.ts'

interface TransferPlan { from: StructureKeyOfWorld, to: StructureKeyOfWorld, by: string, daysAgo: number, reason: string, status: 'requested' | 'refused' }

/** Files that should follow people who move: two towards Paris, one away from it, one that was refused. */
const plans: readonly TransferPlan[] = [
  { from: 'ml-creuse', to: 'ml-paris', by: 'conseiller2', daysAgo: 4, reason: 'Emménage chez sa tante à Paris le mois prochain et souhaite poursuivre son projet de formation. La personne est d’accord pour que son dossier la suive.', status: 'requested' },
  { from: 'ml-reunion', to: 'ml-paris', by: 'conseiller.reunion', daysAgo: 8, reason: 'Départ en métropole pour un contrat d’apprentissage. Premier rendez-vous à prévoir dès l’arrivée, logement à confirmer.', status: 'requested' },
  { from: 'ml-paris', to: 'ml-creuse', by: 'conseiller', daysAgo: 2, reason: 'Retour dans sa famille près de Guéret. Le permis est en cours : deux leçons payées restent à prendre sur place.', status: 'requested' },
  { from: 'ml-paris', to: 'ml-reunion', by: 'conseiller', daysAgo: 60, reason: 'Envisage de s’installer à Saint-Denis.', status: 'refused' },
]

/** The transfers of the world, each of another open file of its structure. */
export function transferRows(cases: readonly CasePlan[], calendar: Calendar): SeedRow<'transfers'>[] {
  const taken = new Set<string>()
  return plans.map(({ from, to, by, daysAgo, reason, status }): SeedRow<'transfers'> => {
    const file = cases.findLast(plan => plan.structure === from && plan.referent === by && plan.status === 'support' && !plan.person.key.startsWith('usager') && !taken.has(plan.id))
    if (!file) throw new Error(`no file to transfer from ${from}`)
    taken.add(file.id)
    const { timeZone } = zones[structurePlans[from].zone]
    return {
      id: uuidOf('transfer', from, to), case: file.id, from_structure: structureId(from), structure: structureId(to), status, reason,
      user_created: staffId(by), date_created: calendar.at(-daysAgo, '10:20', timeZone),
      ...(status === 'refused' && { user_updated: null, date_updated: calendar.at(-daysAgo + 3, '15:00', timeZone) }),
    }
  })
}
