import type { Accountability } from '@directus/types'
import { isAdministrator } from '@relais/schema/access'

/**
 * Keeps a saved screen of the Studio to whoever saves it: Directus looks at its account only when one is sent, and one without is
 * everybody's, under any name. What is for a profile or for all comes from administrators and from the product.
 */
export function keepPresetOwn(payload: unknown, accountability: Accountability | null, { isNew }: { isNew: boolean }): unknown {
  if (accountability === null || isAdministrator(accountability) || typeof payload !== 'object' || payload === null) return payload
  const sent = (name: string): boolean => isNew || Object.hasOwn(payload, name)
  return { ...payload, ...(sent('user') && { user: accountability.user }), ...(sent('role') && { role: null }) }
}
