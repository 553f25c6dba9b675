import { roleIds } from '../../schema/access/index.ts'
import { namePools } from '../demo/content/names.ts'
import { keyOf, pick } from './keys.ts'
import type { VolumeTable } from './copy.ts'
import type { VolumeWorld } from './world.ts'

export const STAFF_PER_STRUCTURE = 10
export const { female, male, last } = namePools.france

/** The structure of a rank; the first is that of the demo adviser. */
export function structureOf(world: VolumeWorld, rank: number): string {
  return rank === 0 ? world.home : keyOf('structure', rank)
}

/** Structures, the people who work there and what they do. */
export function networkTables(world: VolumeWorld): VolumeTable[] {
  const { sizes, calendar } = world
  const created = calendar.at(-900, '09:00')
  return [
    {
      table: 'structures', count: sizes.structures - 1, columns: ['id', 'name', 'code', 'level', 'kind', 'parent', 'time_zone', 'status', 'legal_basis_justice', 'date_created'],
      row: index => [keyOf('structure', index + 1), `Mission locale du volume ${index + 1}`, `V${index + 1}`, 'local', 'mission_locale', world.region, 'Europe/Paris', 'active', false, created],
    },
    {
      table: 'directus_users', count: sizes.staff, columns: ['id', 'first_name', 'last_name', 'email', 'provider', 'external_identifier', 'role', 'status', 'language'],
      row: (index) => {
        const id = keyOf('user', index)
        return [id, pick(index % 2 ? male : female, index, 1), pick(last, index, 2), `agent${index}@volume.example`, 'keycloak', id, isManager(index) ? roleIds.manager : roleIds.adviser, 'active', 'fr-FR']
      },
    },
    {
      table: 'memberships', count: sizes.staff, columns: ['id', 'structure', 'user', 'function', 'title', 'valid_from', 'date_created'],
      row: index => [
        keyOf('membership', index), structureOf(world, Math.floor(index / STAFF_PER_STRUCTURE) % sizes.structures), keyOf('user', index),
        isManager(index) ? 'manager' : 'adviser', isManager(index) ? 'Responsable' : 'Conseiller en insertion', calendar.day(-900), created,
      ],
    },
  ]
}

/** One manager a structure. */
function isManager(index: number): boolean {
  return index % STAFF_PER_STRUCTURE === 0
}
