import type { SessionStatus } from '#shared/types/session'

const MIN_TOKEN_SECONDS = 30

/**
 * Gives the bearer token of the person signed in, renewed when it is about to end.
 * It rejects with `SESSION_EXPIRED` once the identity provider refuses to renew, and shows the dialog to sign in again.
 */
export function useBearer() {
  const status = useState<SessionStatus>('session.status', () => 'unknown')

  /** Marks the session as ended; what is on screen stays. */
  function expire(cause?: unknown): ApiError {
    status.value = 'expired'
    return new ApiError(401, 'SESSION_EXPIRED', '', {}, cause)
  }

  /** The token, valid for at least `seconds`; -1 asks the provider for another one whatever its age. */
  async function bearer(seconds = MIN_TOKEN_SECONDS): Promise<string | undefined> {
    if (import.meta.server) return undefined
    if (status.value === 'expired') throw expire()
    const identity = await currentIdentity()
    if (!identity) return undefined
    // The adapter forgets its tokens as soon as the provider refuses to renew them.
    if (!identity.authenticated) {
      if (status.value === 'signed_in') throw expire()
      return undefined
    }
    try {
      await identity.updateToken(seconds)
    }
    catch (error: unknown) {
      if (!identity.authenticated) throw expire(error)
      throw new ApiError(0, 'UNREACHABLE', '', {}, error)
    }
    return identity.token
  }

  return { bearer, expire }
}
