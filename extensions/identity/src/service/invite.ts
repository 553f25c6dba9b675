import type { Accountability } from '@directus/types'
import type { Knex } from 'knex'
import { ForbiddenError, FormInvalidError } from '../errors.ts'
import type { InvitationRequest } from '../rules/invitation.ts'
import { InvitationSchema, drawToken, hashToken } from '../rules/invitation.ts'
import { audienceOf } from './me.ts'
import type { Host } from './host.ts'

export interface CreatedInvitation { id: string, token: string, url: string, expires_at: string }

/** Creates an invitation after checking that its author may give what it promises; the token is returned this once. */
export async function createInvitation(host: Host, accountability: Accountability, body: unknown): Promise<CreatedInvitation> {
  const request = parse(body)
  await assertMayInvite(host, accountability, request)

  const token = drawToken()
  const expires = new Date(Date.now() + host.settings.invitationDays * 86_400_000).toISOString()
  // Privileged, under the author's name: the collection is closed to everybody, the check above is its door.
  const sudoInvitations = new host.services.ItemsService('invitations', {
    schema: await host.getSchema(), accountability: { ...accountability, admin: true }, knex: host.database,
  })
  const id = await sudoInvitations.createOne({ ...request, token_hash: hashToken(token), expires_at: expires })
  return { id: String(id), token, url: `${host.settings.portalUrl}/invitation/${token}`, expires_at: expires }
}

function parse(body: unknown): InvitationRequest {
  const parsed = InvitationSchema.safeParse(body)
  if (parsed.success) return parsed.data
  const fields = [...new Set(parsed.error.issues.flatMap(issue => issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.') || 'audience']))]
  throw new FormInvalidError({
    errors: fields.map(field => ({
      field, code: 'WRONG_TYPE', message: { fr: `Le champ « ${field} » de l’invitation n’est pas valable.`, en: `The field “${field}” of the invitation is not valid.` },
    })),
  })
}

async function assertMayInvite(host: Host, accountability: Accountability, request: InvitationRequest): Promise<void> {
  const audience = audienceOf(accountability)
  const user = accountability.user
  if (!user || !audience) throw new ForbiddenError()
  if (audience === 'admin') return

  if (request.audience === 'partner' && audience === 'partner') {
    if (request.right === 'owner' || !await ownsOrganization(host.database, user, request.organization)) throw new ForbiddenError()
  }
  else if (request.audience === 'partner' && isStaff(audience)) {
    await assertReadable(host, accountability, 'organizations', request.organization)
    if (!await managesOrganization(host.database, user, request.organization)) throw new ForbiddenError()
  }
  else if (request.audience === 'beneficiary' && isStaff(audience)) {
    await assertReadable(host, accountability, 'people', request.person)
    if (await host.database('people').where({ id: request.person }).whereNotNull('user').first()) throw new ForbiddenError()
  }
  else throw new ForbiddenError()
}

const isStaff = (audience: string): boolean => audience === 'adviser' || audience === 'manager'

async function assertReadable(host: Host, accountability: Accountability, collection: string, id: string): Promise<void> {
  const items = new host.services.ItemsService(collection, { schema: await host.getSchema(), accountability, knex: host.database })
  await items.readOne(id, { fields: ['id'] }).catch(() => { throw new ForbiddenError() })
}

/** Whether the partner owns the listing today. */
async function ownsOrganization(knex: Knex, user: string, organization: string): Promise<boolean> {
  const row = await knex('organization_members').select('id').where({ user, organization, right: 'owner' })
    .whereRaw('valid_from <= now() and (valid_until is null or valid_until > now())').first()
  return row !== undefined
}

/** Whether the listing is managed by a structure that the adviser works for, not merely visible through the network. */
async function managesOrganization(knex: Knex, user: string, organization: string): Promise<boolean> {
  const row = await knex('organizations as o').join('structure_scopes as c', 'c.structure', 'o.structure').select('o.id')
    .where({ 'o.id': organization, 'c.user': user }).whereIn('c.level', ['contribute', 'manage'])
    .whereRaw('c.valid_from <= now() and (c.valid_until is null or c.valid_until > now())').first()
  return row !== undefined
}
