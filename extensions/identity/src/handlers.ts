import type { Request } from 'express'
import { uninvitedClaims } from './authenticate.ts'
import { NotInvitedError, UnauthenticatedError } from './errors.ts'
import { acceptInvitation } from './service/accept.ts'
import type { Host } from './service/host.ts'
import { createInvitation } from './service/invite.ts'
import { viewInvitation } from './service/invitations.ts'
import { readMe } from './service/me.ts'

/** What each route of the extension does. */
export function identityHandlers(host: Host) {
  return {
    me: (request: Request) => readMe(host.database, request.accountability),

    viewInvitation: (request: Request) => viewInvitation(host.database, request.params['token']),

    invite: (request: Request) => {
      if (!request.accountability?.user) throw new UnauthenticatedError()
      return createInvitation(host, request.accountability, request.body)
    },

    async openSession(request: Request) {
      const claims = uninvitedClaims(request)
      const caller = request.accountability
      const token = request.body?.invitation
      if (token === undefined || token === null) {
        if (claims) throw new NotInvitedError()
        return readMe(host.database, caller)
      }
      if (claims) {
        const { user, role } = await acceptInvitation(host, token, { claims })
        return readMe(host.database, { user, role, roles: [role], admin: false, app: false, ip: null })
      }
      if (!caller?.user) throw new UnauthenticatedError()
      await acceptInvitation(host, token, { user: caller.user })
      return readMe(host.database, caller)
    },
  }
}
