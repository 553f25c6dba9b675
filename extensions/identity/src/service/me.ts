import type { Accountability } from '@directus/types'
import type { Audience } from '@relais/schema'
import { isAdministrator, roleIds } from '@relais/schema/access'
import { DEFAULT_ZONE } from '@relais/schema/time'
import type { Knex } from 'knex'
import { ForbiddenError, UnauthenticatedError } from '../errors.ts'
import { canReview, spacesOf } from '../rules/spaces.ts'
import type { Space } from '../rules/spaces.ts'

export interface Me {
  id: string
  first_name: string | null
  last_name: string | null
  email: string | null
  audience: Audience
  spaces: readonly Space[]
  organizations: { id: string, name: string, right: string }[]
  /** `level` is what the function lets them do in the structure: a reception only reads. */
  structures: { id: string, name: string, function: string, level: string, time_zone: string }[]
  /** Where the account works, or whose they are: in what zone their screens say hours that belong to no record. */
  time_zone: string
  person: { id: string, first_name: string, last_name: string } | null
  can_review: boolean
}

const isAudience = (value: string): value is keyof typeof roleIds => value in roleIds

/** Audience of a caller, from their role; `undefined` for a role that is none of ours. */
export function audienceOf(caller: Pick<Accountability, 'admin' | 'role'>): Audience | undefined {
  const { role } = caller
  if (isAdministrator(caller)) return 'admin'
  return Object.keys(roleIds).filter(isAudience).find(audience => role !== null && roleIds[audience] === role)
}

/**
 * Who the caller is and what they belong to. Read without their permissions, as it is what the permissions are made
 * from; it tells nobody anything about somebody else.
 */
export async function readMe(knex: Knex, accountability: Accountability | null | undefined): Promise<Me> {
  if (!accountability?.user) throw new UnauthenticatedError()
  const audience = audienceOf(accountability)
  if (!audience) throw new ForbiddenError()

  const id = accountability.user
  const [user, organizations, structures, person, zone] = await Promise.all([
    knex('directus_users').select('first_name', 'last_name', 'email').where({ id }).first(),
    readOrganizations(knex, id),
    readStructures(knex, id),
    knex('people').select('id', 'first_name', 'last_name').where({ user: id }).first(),
    knex.raw<{ rows: { zone: string }[] }>('select relais_zone_of_account(?) as zone', [id]),
  ])
  if (!user) throw new UnauthenticatedError()
  return { id, ...user, audience, spaces: spacesOf(audience), organizations, structures, person: person ?? null, time_zone: zone.rows[0]?.zone ?? DEFAULT_ZONE, can_review: canReview(audience) }
}

function readOrganizations(knex: Knex, user: string): Promise<Me['organizations']> {
  return knex('organization_members as m')
    .join('organizations as o', 'o.id', 'm.organization')
    .select('o.id', 'o.name', 'm.right')
    .where('m.user', user)
    .whereRaw('m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())')
    .whereNot('o.status', 'archived')
    .orderBy('o.name')
}

function readStructures(knex: Knex, user: string): Promise<Me['structures']> {
  return knex('memberships as m')
    .join('structures as s', 's.id', 'm.structure')
    .select('s.id', 's.name', 'm.function', 's.time_zone', knex.raw('relais_scope_level(m.function) as level'))
    .where('m.user', user)
    // A day begins where the structure is.
    .whereRaw('m.valid_from <= relais_today(s.time_zone) and (m.valid_until is null or m.valid_until >= relais_today(s.time_zone))')
    .whereNot('s.status', 'archived')
    .orderBy('s.name')
}
