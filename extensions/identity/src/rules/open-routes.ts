const SESSION = '/relais/identity/session'
const INVITATION = /^\/relais\/identity\/invitations\/[\w-]+$/

/**
 * Whether somebody with a valid token and no account may ask for this: only to take up an invitation, or to look at
 * one, which needs no token at all.
 */
export function isOpenToUninvited(method: string, url: string): boolean {
  const path = url.split('?', 1)[0] ?? ''
  return (method === 'POST' && path === SESSION) || (method === 'GET' && INVITATION.test(path))
}
