import { audienceOfRole, mandateOf } from '@relais/schema/access'
import type { Knex } from 'knex'

// Scopes are written from memberships, each in the day of its structure, those of an archived one left out. Whoever looks after an archived
// organisation still reads it.
const IN_FORCE = {
  structures: 'SELECT FROM structure_scopes WHERE "user" = :user AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())',
  organizations: 'SELECT FROM organization_members WHERE "user" = :user AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())',
} as const

/** Whether the roles of an account count at this moment: those of staff and partners end with their last mandate. */
export async function hasMandate(knex: Knex, { user, roles }: { user: string, roles: readonly string[] }): Promise<boolean> {
  const needed = [...new Set(roles.map(role => mandateOf(audienceOfRole(role))))].filter(mandate => mandate !== undefined)
  if (needed.length === 0) return true
  const { rows } = await knex.raw<{ rows: { held: boolean }[] }>(`SELECT ${needed.map(mandate => `EXISTS (${IN_FORCE[mandate]})`).join(' AND ')} AS held`, { user })
  return rows[0]?.held === true
}
