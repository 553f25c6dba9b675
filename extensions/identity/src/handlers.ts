import { callerOf, parseId, queryOf } from '@relais/extensions/platform'
import type { Request } from 'express'
import { provenClaims } from './authenticate.ts'
import { NotInvitedError, UnauthenticatedError } from './errors.ts'
import { acceptInvitation } from './service/accept.ts'
import { deviceKey } from './rules/device-key.ts'
import type { Host } from './service/host.ts'
import { viewInvitation } from './service/invitations.ts'
import { createInvitation } from './service/invite.ts'
import { listInvitations, revokeInvitation } from './service/list.ts'
import { readMe } from './service/me.ts'

/** What each route of the extension does. */
export function identityHandlers(host: Host) {
  return {
    me: (request: Request) => readMe(host.database, request.accountability),

    deviceKey: async (request: Request) => ({ key: deviceKey(host.settings.secret, callerOf(request).user) }),

    viewInvitation: (request: Request) => viewInvitation(host, request.body?.token),

    // Asynchronous, so that a refusal is a rejection.
    invite: async (request: Request) => createInvitation(host, callerOf(request), request.body),

    listInvitations: async (request: Request) => listInvitations(host, callerOf(request), queryOf(request)),

    async revokeInvitation(request: Request) {
      await revokeInvitation(host, callerOf(request), parseId(request.params['id']))
      return null
    },

    async openSession(request: Request) {
      const claims = provenClaims(request)
      const caller = request.accountability
      const token = request.body?.invitation
      if (caller?.user) {
        if (token === undefined || token === null) return readMe(host.database, caller)
        const { role } = await acceptInvitation(host, token, { user: caller.user, claims })
        // Whoever had no mandate left has one now, of which this request does not know.
        return readMe(host.database, { ...caller, role, roles: [role] })
      }
      if (!claims) throw new UnauthenticatedError()
      if (token === undefined || token === null) throw new NotInvitedError()
      const { user, role } = await acceptInvitation(host, token, { claims })
      return readMe(host.database, { user, role, roles: [role], admin: false, app: false, ip: null })
    },
  }
}
