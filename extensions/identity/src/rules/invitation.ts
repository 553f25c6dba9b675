import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'

const email = z.email().max(128).transform(normalizeEmail).nullish()

/** What an invitation may be asked for. */
export const InvitationSchema = z.discriminatedUnion('audience', [
  z.strictObject({
    audience: z.literal('partner'),
    organization: z.uuid(),
    right: z.enum(['owner', 'editor', 'reader']),
    email,
  }),
  z.strictObject({
    audience: z.literal('beneficiary'),
    person: z.uuid(),
    email,
  }),
  z.strictObject({
    audience: z.enum(['adviser', 'manager', 'prescriber', 'configurator', 'steering']),
    structure: z.uuid(),
    function: z.enum(['adviser', 'manager', 'theme_referent', 'reception', 'configurator', 'steering']),
    email,
  }),
])
export type InvitationRequest = z.output<typeof InvitationSchema>

export type InvitationState = 'open' | 'invalid' | 'expired'

/** A secret of 256 bits, given once; only its hash is kept. */
export const drawToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token: enough to recognise it, useless to a thief of the database. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Whether an invitation may still be taken up. */
export function invitationState(invitation: { accepted_at: Date | string | null, expires_at: Date | string } | undefined, now: Date): InvitationState {
  if (!invitation || invitation.accepted_at !== null) return 'invalid'
  return new Date(invitation.expires_at) <= now ? 'expired' : 'open'
}

/** One writing of an address. */
export function normalizeEmail(address: string): string {
  return address.normalize('NFC').trim().toLowerCase()
}

/** Whether an invitation is for whoever proved these claims: made to an address, it is taken by that address, proven, and by no other. */
export function isAddressedTo(address: string | null, claims: { email?: string | undefined, email_verified?: boolean | undefined } | undefined): boolean {
  if (address === null) return true
  return claims?.email_verified === true && claims.email !== undefined && normalizeEmail(claims.email) === normalizeEmail(address)
}

/** An address that its author recognises, and that tells little to others: `n•••@relais.example`. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return `${[...address.slice(0, at)][0] ?? ''}•••${address.slice(at)}`
}
