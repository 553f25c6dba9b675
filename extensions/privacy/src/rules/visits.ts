import { createHash } from 'node:crypto'

/** What a token says of the door through which somebody came. It was verified before; nothing is granted from here. */
export interface Door { channel: 'portal' | 'studio' | 'api', session: string }

const PORTAL_CLIENT = 'relais-portal'

function payloadOf(token: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  }
  catch {
    // A static token: no session to tell.
    return {}
  }
}

/** The channel of a request and a name for its session, from which the session cannot be taken over. */
export function doorOf(token: unknown, user: string): Door {
  const payload = typeof token === 'string' ? payloadOf(token) : {}
  const session = payload['session'] ?? payload['sid'] ?? payload['auth_time'] ?? ''
  const name = createHash('sha256').update(`${user} ${String(session)}`).digest('base64url').slice(0, 16)
  if (payload['session'] !== undefined) return { channel: 'studio', session: name }
  return { channel: payload['azp'] === PORTAL_CLIENT ? 'portal' : 'api', session: name }
}
