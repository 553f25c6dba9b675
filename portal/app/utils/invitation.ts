import { forget, keep, readKept } from './storage'

const KEPT = 'relais.invitation'
// A browser that keeps nothing still takes the invitation up on this page.
let held: string | null = null

/**
 * Takes the token of an invitation out of the address bar, or finds the one taken earlier in this tab.
 * It is kept there while the person signs in, so that no address of the identity provider holds it.
 */
export function takeInvitation(): string | null {
  const token = tokenOf(location.hash)
  if (token === null) return held ?? readKept(KEPT, 'tab')
  held = token
  keep(KEPT, token, 'tab')
  history.replaceState(history.state, '', location.pathname + location.search)
  return token
}

/** Forgets the invitation of this tab, once taken up or given up. */
export function forgetInvitation(): void {
  held = null
  forget(KEPT, 'tab')
}
