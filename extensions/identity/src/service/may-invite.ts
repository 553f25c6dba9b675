import type { Accountability } from '@directus/types'
import type { Knex } from 'knex'
import type { Work } from './host.ts'
import { audienceOf } from './me.ts'

/** What an invitation opens. */
export interface Target {
  organization?: string | null
  right?: string | null
  person?: string | null
  structure?: string | null
}

/**
 * Whether an account may invite there, and so see and revoke what was sent: staff who may change the organisation or
 * the person, which an emergency access or mere reading never gives; owners, below their own right; administrators.
 */
export async function mayInvite(work: Work, accountability: Accountability, { organization, right, person }: Target): Promise<boolean> {
  const audience = audienceOf(accountability)
  if (!accountability.user || !audience) return false
  if (audience === 'admin') return true
  if (organization && audience === 'partner') return right !== 'owner' && ownsOrganization(work.trx, accountability.user, organization)
  if (audience !== 'adviser' && audience !== 'manager') return false
  if (organization) return mayChange(work, accountability, 'organizations', organization)
  return person ? mayChange(work, accountability, 'people', person) : false
}

async function mayChange({ host, trx, schema }: Work, accountability: Accountability, collection: string, id: string): Promise<boolean> {
  const permissions = new host.services.PermissionsService({ knex: trx, schema, accountability })
  return (await permissions.getItemPermissions(collection, id)).update.access
}

/** Whether the partner owns the listing today. */
async function ownsOrganization(knex: Knex, user: string, organization: string): Promise<boolean> {
  const row = await knex('organization_members').select('id').where({ user, organization, right: 'owner' })
    .whereRaw('valid_from <= now() and (valid_until is null or valid_until > now())').whereExists(knex('organizations').where({ id: organization }).whereNot('status', 'archived')).first()
  return row !== undefined
}

/** Whether what an invitation opens is there to be entered: nothing archived, nobody who has a space already. */
export async function isThere(knex: Knex, { organization, person, structure }: Target): Promise<boolean> {
  const found = person
    ? await knex('people').where({ id: person }).whereNull('user').first('id')
    : await knex(organization ? 'organizations' : 'structures').where({ id: organization ?? structure ?? null }).whereNot('status', 'archived').first('id')
  return found !== undefined
}
