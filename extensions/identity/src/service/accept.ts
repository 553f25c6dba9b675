import type { SchemaOverview } from '@directus/types'
import { roleIds } from '@relais/schema/access'
import type { Knex } from 'knex'
import { InvalidCredentialsError, InvitationInvalidError, OtherAudienceError } from '../errors.ts'
import type { Claims } from '../rules/token.ts'
import type { Host } from './host.ts'
import type { Invitation } from './invitations.ts'
import { findInvitation } from './invitations.ts'

export interface AcceptedUser { user: string, role: string }

/** Who takes up the invitation: somebody new, proven by their token, or an account already signed in. */
export type Guest = { claims: Claims } | { user: string }

interface Transaction { host: Host, trx: Knex, schema: SchemaOverview }

/**
 * Takes up an invitation: account, membership and mark in one transaction. The row of the invitation is locked, so two
 * people with the same link cannot both enter.
 */
export async function acceptInvitation(host: Host, token: unknown, guest: Guest): Promise<AcceptedUser> {
  const schema = await host.getSchema()
  return host.database.transaction(async (trx) => {
    const transaction = { host, trx, schema }
    const invitation = await findInvitation(trx, token, { lock: true })
    const role = roleOf(invitation)
    const user = 'user' in guest ? await existingUser(trx, guest.user, role) : await newUser(transaction, guest.claims, role)
    await attach(transaction, invitation, user)
    await trx('invitations').where({ id: invitation.id }).update({ accepted_at: trx.fn.now(), accepted_by: user })
    return { user, role }
  })
}

function roleOf({ audience }: Invitation): string {
  const role = Object.entries(roleIds).find(([key]) => key === audience)?.[1]
  if (!role || audience === 'admin' || audience === 'service' || audience === 'public') throw new InvitationInvalidError()
  return role
}

async function existingUser(trx: Knex, id: string, role: string): Promise<string> {
  const user = await trx('directus_users').select('role', 'status').where({ id }).first()
  if (user?.status !== 'active') throw new InvalidCredentialsError()
  if (user.role !== role) throw new OtherAudienceError()
  return id
}

async function newUser({ host, trx, schema }: Transaction, claims: Claims, role: string): Promise<string> {
  // Two tabs of the same person: the second waits here, then finds the account made by the first.
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`relais-identity:${claims.sub}`])
  const known = await trx('directus_users').select('id').where({ external_identifier: claims.sub }).first()
  if (known) return existingUser(trx, known.id, role)

  // Privileged: nobody is signed in yet, the locked invitation is the authority.
  const sudoUsers = new host.services.UsersService({ schema, accountability: null, knex: trx })
  const user = String(await sudoUsers.createOne({
    provider: 'keycloak',
    external_identifier: claims.sub,
    role,
    status: 'active',
    first_name: claims.given_name ?? null,
    last_name: claims.family_name ?? null,
    language: 'fr-FR',
  }))
  // Written apart: Directus refuses addresses whose top-level domain it does not know, which must keep nobody out.
  const email = await freeEmail(trx, claims)
  if (email) await trx('directus_users').where({ id: user }).update({ email })
  return user
}

/** The e-mail is a convenience, never an identity: it is taken only when proven and used by no other account. */
async function freeEmail(trx: Knex, { email, email_verified }: Claims): Promise<string | null> {
  if (!email || email_verified !== true) return null
  const taken = await trx('directus_users').select('id').whereRaw('lower(email) = ?', [email.toLowerCase()]).first()
  return taken ? null : email.toLowerCase()
}

async function attach(transaction: Transaction, invitation: Invitation, user: string): Promise<void> {
  const { trx } = transaction
  if (invitation.organization) await joinOrganization(transaction, invitation, user)
  else if (invitation.person) {
    const claimed = await trx('people').where({ id: invitation.person }).whereNull('user').update({ user })
    if (claimed !== 1) throw new InvitationInvalidError()
  }
  else if (invitation.structure) await joinStructure(transaction, invitation, user)
  else throw new InvitationInvalidError()
}

async function joinOrganization({ host, trx, schema }: Transaction, invitation: Invitation, user: string): Promise<void> {
  // Privileged: members of an organisation are written by invitations only.
  const sudoMembers = new host.services.ItemsService('organization_members', { schema, accountability: null, knex: trx })
  const member = await trx('organization_members').select('id').where({ organization: invitation.organization, user }).first()
  const values = { right: invitation.right ?? 'reader', valid_from: new Date().toISOString(), valid_until: null }
  if (member) await sudoMembers.updateOne(member.id, values)
  else await sudoMembers.createOne({ organization: invitation.organization, user, ...values })
}

async function joinStructure({ host, trx, schema }: Transaction, invitation: Invitation, user: string): Promise<void> {
  const zone = await trx('structures').select(trx.raw('to_char(now() at time zone time_zone, \'YYYY-MM-DD\') as today')).where({ id: invitation.structure }).first()
  if (!zone) throw new InvitationInvalidError()
  // Privileged: nobody gives oneself a place in a structure; the inviter did.
  const sudoMemberships = new host.services.ItemsService('memberships', { schema, accountability: null, knex: trx })
  await sudoMemberships.createOne({ structure: invitation.structure, user, function: invitation.function, valid_from: zone.today })
}
