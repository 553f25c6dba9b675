import { uuidOf } from '../lib/uuid.ts'
import { structureId } from './structures.ts'
import { staffId } from './users.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { StructureKeyOfWorld } from './structures.ts'

interface View { user: string, name: string, query: Record<string, string>, shared?: StructureKeyOfWorld }

/** Filters are those of the address of the portfolio page. */
const views: readonly View[] = [
  { user: 'conseiller', name: 'Sans contact depuis 30 jours', query: { portee: 'mes', sans_contact: '30', tri: 'last_contact_on' } },
  { user: 'conseiller', name: 'Urgences logement', query: { portee: 'mes', urgence: 'high', theme: 'housing' } },
  { user: 'conseiller', name: 'Mes CEJ', query: { portee: 'mes', programme: 'cej' } },
  { user: 'conseiller2', name: 'Mobilité à travailler', query: { portee: 'mes', theme: 'mobility' } },
  { user: 'responsable', name: 'Dossiers à relancer', query: { portee: 'tous', sans_contact: '30', tri: 'last_contact_on' }, shared: 'ml-paris' },
]

/** The lists that some advisers keep at hand, one of them shared with the structure. */
export function savedViewRows(calendar: Calendar): SeedRow<'saved_views'>[] {
  return views.map(({ user, name, query, shared }, index): SeedRow<'saved_views'> => ({
    id: uuidOf('saved view', user, name),
    user: staffId(user),
    structure: shared ? structureId(shared) : null,
    space: 'portfolio',
    name,
    query,
    is_shared: shared !== undefined,
    user_created: staffId(user),
    date_created: calendar.at(-90 + index * 9, '12:00'),
  }))
}
