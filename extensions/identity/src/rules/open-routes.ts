const OPEN = ['/relais/identity/session', '/relais/identity/invitations/view']

/**
 * Whether somebody with a valid token and no account may ask for this: only to take up an invitation, or to look at
 * one, which needs no token at all.
 */
export function isOpenToUninvited(method: string, url: string): boolean {
  return method === 'POST' && OPEN.includes(url.split('?', 1)[0] ?? '')
}
