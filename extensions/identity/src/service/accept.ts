import { setAuthor } from '@relais/extensions/platform'
import { audienceOfRole, roleIds } from '@relais/schema/access'
import type { Knex } from 'knex'
import { AccountHasSpaceError, AlreadyMemberError, InvalidCredentialsError, InvitationInvalidError, OtherAudienceError } from '../errors.ts'
import { hashToken, isAddressedTo } from '../rules/invitation.ts'
import { memberAfter } from '../rules/member.ts'
import type { Claims } from '../rules/token.ts'
import type { Host, Work } from './host.ts'
import type { Invitation } from './invitations.ts'
import { findInvitation } from './invitations.ts'
import { tellTaken } from './tell-taken.ts'

export interface AcceptedUser { user: string, role: string }

/** Who takes up the invitation: somebody new, proven by their token, or an account already signed in, by a token or in the Studio. */
export type Guest = { user: string, claims: Claims | undefined } | { claims: Claims }

/**
 * Takes up an invitation: account, membership and mark in one transaction. The row of the invitation is locked, so two
 * people with the same link cannot both enter.
 */
export async function acceptInvitation(host: Host, token: unknown, guest: Guest): Promise<AcceptedUser> {
  const schema = await host.getSchema()
  return host.database.transaction(async (trx) => {
    const work = { host, trx, schema }
    if (await hasTaken(trx, token, guest)) throw new AlreadyMemberError()
    const invitation = await findInvitation(work, token, { lock: true })
    // A link that went astray opens nothing, and does not tell that it is one.
    if (!isAddressedTo(invitation.email, guest.claims)) throw new InvitationInvalidError()
    const role = roleOf(invitation)
    const user = 'user' in guest ? await existingUser(trx, guest.user, role) : await newUser(work, guest.claims, role)
    await setAuthor(trx, { user, audience: audienceOfRole(role) ?? 'public' })
    await attach(work, invitation, user)
    await trx('invitations').where({ id: invitation.id }).update({ accepted_at: trx.fn.now(), accepted_by: user })
    await tellTaken(trx, invitation, user)
    return { user, role }
  })
}

/** Whether this very account took up the invitation, and has kept what it gave. */
async function hasTaken(trx: Knex, token: unknown, guest: Guest): Promise<boolean> {
  if (typeof token !== 'string') return false
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `select 1 from invitations i join directus_users u on u.id = i.accepted_by and u.status = 'active' and (u.id::text = :user or u.external_identifier = :sub)
     where i.token_hash = :hash and (
       exists (select 1 from organization_members m where m.organization = i.organization and m."user" = u.id and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()))
       or exists (select 1 from people p where p.id = i.person and p."user" = u.id)
       or exists (select 1 from memberships m join structures s on s.id = m.structure where s.id = i.structure and m."user" = u.id
         and relais_today(s.time_zone) between m.valid_from and coalesce(m.valid_until, 'infinity')))`,
    { hash: hashToken(token), user: 'user' in guest ? guest.user : null, sub: 'user' in guest ? null : guest.claims.sub },
  )
  return rows.length > 0
}

function roleOf({ audience }: Invitation): string {
  const role = Object.entries(roleIds).find(([key]) => key === audience)?.[1]
  if (!role || audience === 'admin' || audience === 'service' || audience === 'public') throw new InvitationInvalidError()
  return role
}

async function existingUser(trx: Knex, id: string, role: string): Promise<string> {
  // One invitation at a time for one account: what the first one gave, the second one sees.
  const user = await trx('directus_users').select('role', 'status').where({ id }).forNoKeyUpdate().first()
  if (user?.status !== 'active') throw new InvalidCredentialsError()
  if (user.role !== role) throw new OtherAudienceError()
  return id
}

async function newUser({ host, trx, schema }: Work, claims: Claims, role: string): Promise<string> {
  // Two tabs of the same person: the second waits here, then finds the account made by the first.
  await lock(trx, claims.sub)
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

const lock = (trx: Knex, key: string) => trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`relais-identity:${key}`])

/** The e-mail is a convenience, never an identity: it is taken only when proven and used by no other account. */
async function freeEmail(trx: Knex, { email, email_verified }: Claims): Promise<string | null> {
  if (!email || email_verified !== true) return null
  const address = email.toLowerCase()
  // Two accounts of one address at once: the second one finds it taken, instead of failing on it.
  await lock(trx, address)
  const taken = await trx('directus_users').select('id').whereRaw('lower(email) = ?', [address]).first()
  return taken ? null : address
}

async function attach(work: Work, invitation: Invitation, user: string): Promise<void> {
  if (invitation.organization) await joinOrganization(work, invitation, user)
  else if (invitation.person) await openSpace(work.trx, invitation.person, user)
  else if (invitation.structure) await joinStructure(work, invitation, user)
  else throw new InvitationInvalidError()
}

async function openSpace(trx: Knex, person: string, user: string): Promise<void> {
  if (await trx('people').where({ user }).first('id')) throw new AccountHasSpaceError()
  const claimed = await trx('people').where({ id: person }).whereNull('user').update({ user })
  if (claimed !== 1) throw new InvitationInvalidError()
}

async function joinOrganization({ host, trx, schema }: Work, { organization, right }: Invitation, user: string): Promise<void> {
  // Privileged: members of an organisation are written by invitations only.
  const sudoMembers = new host.services.ItemsService('organization_members', { schema, accountability: null, knex: trx })
  const held = await trx('organization_members').select('id', 'right', 'valid_from', 'valid_until').where({ organization, user }).first()
  const values = memberAfter(held, right ?? 'reader', new Date())
  if (values === null) return
  if (held) await sudoMembers.updateOne(held.id, values)
  else await sudoMembers.createOne({ organization, user, ...values })
}

async function joinStructure({ host, trx, schema }: Work, invitation: Invitation, user: string): Promise<void> {
  const { structure } = invitation
  const zone = await trx('structures').select(trx.raw('relais_today(time_zone)::text as today')).where({ id: structure }).first()
  if (!zone) throw new InvitationInvalidError()
  // Privileged: nobody gives oneself a place in a structure; the inviter did.
  const sudoMemberships = new host.services.ItemsService('memberships', { schema, accountability: null, knex: trx })
  const held = await trx('memberships').select('id', 'valid_until').where({ structure, user, function: invitation.function }).where('valid_from', '<=', zone.today)
    .whereRaw('(valid_until is null or valid_until >= ?::date)', [zone.today]).orderByRaw('valid_until desc nulls first').first()
  if (!held) await sudoMemberships.createOne({ structure, user, function: invitation.function, valid_from: zone.today })
  else if (held.valid_until !== null) await sudoMemberships.updateOne(held.id, { valid_until: null })
}
