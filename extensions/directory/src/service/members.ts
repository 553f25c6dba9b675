import { ForbiddenError, MEMBER_NOW } from '@relais/extensions/platform'
import type { Caller } from '@relais/extensions/platform'
import type { Knex } from 'knex'
import { OrganizationArchivedError } from '../errors.ts'

export type Right = 'owner' | 'editor' | 'reader'
export const EDITORS: readonly Right[] = ['owner', 'editor']
export const MEMBERS: readonly Right[] = ['owner', 'editor', 'reader']

/** Refuses unless the caller belongs now to the organisation with one of these rights. */
export async function assertMember(knex: Knex, caller: Caller, organization: string | null, rights: readonly Right[]): Promise<Right> {
  if (caller.audience !== 'partner' || organization === null) throw new ForbiddenError()
  const found = await knex.raw<{ rows: { right: Right, is_archived: boolean }[] }>(
    `select m."right", g.status = 'archived' as is_archived from organization_members m join organizations g on g.id = m.organization
     where m."user" = ? and m.organization = ? and m."right" = any(?) and ${MEMBER_NOW}
     order by array_position(array['owner', 'editor', 'reader'], m."right"::text) limit 1`,
    [caller.user, organization, [...rights]],
  )
  const [member] = found.rows
  if (!member) throw new ForbiddenError()
  // What is archived is read, and nothing is done with it.
  if (member.is_archived && !rights.includes('reader')) throw new OrganizationArchivedError()
  return member.right
}

const OWNER_COLUMNS: Readonly<Record<string, string>> = {
  organizations: 'id', sites: 'organization', contacts: 'organization', offers: 'organization', offer_places: 'organization',
}

/** Collections that a partner may change. */
export const PARTNER_COLLECTIONS = ['organizations', 'sites', 'contacts', 'offers', 'offer_places'] as const

/** The organisation that owns a record, or null when the record does not exist. */
async function organizationOf(knex: Knex, collection: string, id: string): Promise<string | null> {
  const column = OWNER_COLUMNS[collection]
  if (!column) return null
  const found = await knex.raw<{ rows: { organization: string }[] }>('select ?? as organization from ?? where id = ?', [column, collection, id])
  return found.rows[0]?.organization ?? null
}

/** The organisation that owns a record which the caller may change; anything else is refused the same way. */
export async function assertEditor(knex: Knex, caller: Caller, collection: string, id: string): Promise<string> {
  const organization = await organizationOf(knex, collection, id)
  await assertMember(knex, caller, organization, EDITORS)
  if (organization === null) throw new ForbiddenError()
  return organization
}
