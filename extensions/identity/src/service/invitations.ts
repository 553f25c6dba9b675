import { InvitationExpiredError, InvitationInvalidError } from '../errors.ts'
import { hashToken, invitationState } from '../rules/invitation.ts'
import { accountabilityOf } from './accounts.ts'
import type { Host, Work } from './host.ts'
import { isThere, mayInvite } from './may-invite.ts'

export interface Invitation {
  id: string
  audience: string
  email: string | null
  organization: string | null
  right: string | null
  person: string | null
  structure: string | null
  function: string | null
  expires_at: Date
  accepted_at: Date | null
  user_created: string | null
}

/** What an invitation says to whoever holds its link, before they sign in: nothing about a person. */
export interface InvitationView {
  audience: string
  organization_name: string | null
  structure_name: string | null
  /** Made to one address: no other account takes it up. */
  is_addressed: boolean
  expires_at: string
}

export const COLUMNS = ['id', 'audience', 'email', 'organization', 'right', 'person', 'structure', 'function', 'expires_at', 'accepted_at', 'user_created']

/** Finds the open invitation of a token, or throws the answer to give; with `lock`, nobody else can take it up meanwhile. */
export async function findInvitation(work: Work, token: unknown, { lock = false, now = new Date() } = {}): Promise<Invitation> {
  if (typeof token !== 'string' || !/^[\w-]{20,100}$/.test(token)) throw new InvitationInvalidError()
  const query = work.trx('invitations').select(COLUMNS).where({ token_hash: hashToken(token) }).first()
  const invitation: Invitation | undefined = await (lock ? query.forUpdate() : query)
  const state = invitationState(invitation, now)
  if (!invitation || state === 'invalid' || !await isStillGiven(work, invitation)) throw new InvitationInvalidError()
  if (state === 'expired') throw new InvitationExpiredError()
  return invitation
}

/** Whether what was promised may still be given: a right that ends takes its invitations with it. */
export async function isStillGiven(work: Work, invitation: Invitation): Promise<boolean> {
  if (!await isThere(work.trx, invitation)) return false
  const author = await accountabilityOf(work.trx, invitation.user_created)
  return author !== null && mayInvite(work, author, invitation)
}

/** What the page of an invitation shows. */
export async function viewInvitation(host: Host, token: unknown): Promise<InvitationView> {
  const trx = host.database
  const invitation = await findInvitation({ host, trx, schema: await host.getSchema() }, token)
  const nameOf = async (table: string, id: string | null): Promise<string | null> =>
    id ? (await trx(table).select('name').where({ id }).first())?.name ?? null : null
  return {
    audience: invitation.audience,
    organization_name: await nameOf('organizations', invitation.organization),
    structure_name: await nameOf('structures', invitation.structure),
    is_addressed: invitation.email !== null,
    expires_at: new Date(invitation.expires_at).toISOString(),
  }
}
