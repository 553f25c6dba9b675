import type { Caller } from '@relais/extensions/platform'
import { inAuthoredTransaction, lockKey, parseInput } from '@relais/extensions/platform'
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { ForbiddenError, PersonHasSpaceError } from '../errors.ts'
import type { InvitationRequest } from '../rules/invitation.ts'
import { InvitationSchema, drawToken, hashToken } from '../rules/invitation.ts'
import type { Host } from './host.ts'
import { isThere, mayInvite } from './may-invite.ts'

export interface CreatedInvitation {
  id: string
  token: string
  url: string
  expires_at: string
  /** An earlier invitation of the same person to the same thing no longer works. */
  has_replaced: boolean
}

/** Creates an invitation after checking that its author may give what it promises; the token is returned this once. */
export async function createInvitation(host: Host, caller: Caller, body: unknown): Promise<CreatedInvitation> {
  const target = targetOf(parseInput(InvitationSchema, body))
  const schema = await host.getSchema()
  return inAuthoredTransaction(host, caller, async (trx) => {
    if (!await mayInvite({ host, trx, schema }, caller.accountability, target)) throw new ForbiddenError()
    if (!await isThere(trx, target)) throw target.person && await trx('people').where({ id: target.person }).first('id') ? new PersonHasSpaceError() : new ForbiddenError()

    const has_replaced = await dropEarlier(trx, target)
    const id = randomUUID()
    const token = drawToken()
    const expires_at = new Date(Date.now() + host.settings.invitationDays * 86_400_000).toISOString()
    await trx('invitations').insert({ id, ...target, token_hash: hashToken(token), expires_at, user_created: caller.user, date_created: trx.fn.now() })
    // In the fragment: what follows `#` is sent to no server and written in no log.
    return { id, token, url: `${host.settings.portalUrl}/invitation#${token}`, expires_at, has_replaced }
  })
}

/** The columns of an invitation, each taken by its name from a body that was checked. */
function targetOf(request: InvitationRequest) {
  const { audience, email = null } = request
  const nothing = { organization: null, right: null, person: null, structure: null, function: null }
  if ('organization' in request) return { ...nothing, audience, email, organization: request.organization, right: request.right }
  if ('person' in request) return { ...nothing, audience, email, person: request.person }
  return { ...nothing, audience, email, structure: request.structure, function: request.function }
}

/** One link at a time for one person and one right: a second one cancels the first, which may be in wrong hands. */
async function dropEarlier(trx: Knex.Transaction, { email, ...opened }: ReturnType<typeof targetOf>): Promise<boolean> {
  const { organization, person, structure } = opened
  // Two windows at once would each miss the other's.
  await lockKey(trx, 'invitation', String(organization ?? person ?? structure))
  if (email === null && !person) return false
  const earlier = trx('invitations').where(opened).whereNull('accepted_at')
  return await (person ? earlier : earlier.whereRaw('lower(email) = ?', [email])).delete() > 0
}
