import type { Audience } from '@relais/schema'
import { audienceOfRole } from '@relais/schema/access'

/** What is known of a caller. */
export interface Caller { user?: string | null, role?: string | null, roles?: readonly string[], admin?: boolean }

/**
 * The audience of a caller. A role made locally under one of ours belongs to its audience; anybody else signed in
 * is served what everybody is. Only Directus says who is an administrator, never the name of a role.
 */
export function audienceOf(caller: Caller | null | undefined): Audience {
  if (caller?.admin === true) return 'admin'
  const audiences = [caller?.role, ...(caller?.roles ?? [])].map(audienceOfRole)
  return audiences.find(audience => audience !== undefined && audience !== 'admin') ?? 'public'
}
