import { decodeJwt } from 'jose'
import { z } from 'zod'

/** What the API reads in an access token of the realm. */
export const ClaimsSchema = z.object({
  sub: z.string().min(1).max(255),
  azp: z.string(),
  typ: z.literal('Bearer'),
  exp: z.number(),
  email: z.email().max(128).optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
  given_name: z.string().max(50).optional().catch(undefined),
  family_name: z.string().max(50).optional().catch(undefined),
})
export type Claims = z.output<typeof ClaimsSchema>

/** Longer than any token of ours: what exceeds it is not worth parsing. */
const MAX_TOKEN_LENGTH = 16_384

/** Who a token says it comes from, before anything is verified: only good to choose who shall verify it. */
export function unverifiedIssuer(token: string): string | undefined {
  if (token.length > MAX_TOKEN_LENGTH) return undefined
  try {
    return decodeJwt(token).iss
  }
  catch {
    // Not a JWT: a static token of Directus, or noise.
    return undefined
  }
}

/** The value of an `Authorization: Bearer` header. */
export function bearerOf(header: string | undefined): string | undefined {
  const [scheme, token, ...rest] = (header ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' && rest.length === 0 ? token : undefined
}
