import type { Knex } from 'knex'
import { InvitationExpiredError, InvitationInvalidError } from '../errors.ts'
import { hashToken, invitationState } from '../rules/invitation.ts'

export interface Invitation {
  id: string
  audience: string
  organization: string | null
  right: string | null
  person: string | null
  structure: string | null
  function: string | null
  expires_at: Date
  accepted_at: Date | null
}

/** What an invitation says to whoever holds its link, before they sign in: nothing about a person. */
export interface InvitationView {
  audience: string
  organization_name: string | null
  structure_name: string | null
  expires_at: string
}

const COLUMNS = ['id', 'audience', 'organization', 'right', 'person', 'structure', 'function', 'expires_at', 'accepted_at']

/** Finds the open invitation of a token, or throws the answer to give; with `lock`, nobody else can take it up meanwhile. */
export async function findInvitation(knex: Knex, token: unknown, { lock = false, now = new Date() } = {}): Promise<Invitation> {
  if (typeof token !== 'string' || !/^[\w-]{20,100}$/.test(token)) throw new InvitationInvalidError()
  const query = knex('invitations').select(COLUMNS).where({ token_hash: hashToken(token) }).first()
  const invitation: Invitation | undefined = await (lock ? query.forUpdate() : query)
  const state = invitationState(invitation, now)
  if (!invitation || state === 'invalid') throw new InvitationInvalidError()
  if (state === 'expired') throw new InvitationExpiredError()
  return invitation
}

/** What the page of an invitation shows. */
export async function viewInvitation(knex: Knex, token: unknown): Promise<InvitationView> {
  const invitation = await findInvitation(knex, token)
  const nameOf = async (table: string, id: string | null): Promise<string | null> =>
    id ? (await knex(table).select('name').where({ id }).first())?.name ?? null : null
  return {
    audience: invitation.audience,
    organization_name: await nameOf('organizations', invitation.organization),
    structure_name: await nameOf('structures', invitation.structure),
    expires_at: new Date(invitation.expires_at).toISOString(),
  }
}
