import type { Domain } from '@relais/extensions/platform'
import { identityHandlers } from './handlers.ts'
import { answer } from './http.ts'
import { readSettings } from './env.schema.ts'

/** The addresses of this domain. */
export const routes: NonNullable<Domain['routes']> = (context) => {
  const handlers = identityHandlers({ ...context, settings: readSettings(context.env) })
  return {
    'GET /identity/me': answer(200, handlers.me),
    'GET /identity/device-key': answer(200, handlers.deviceKey),
    'POST /identity/session': answer(200, handlers.openSession),
    'POST /identity/invitations/view': answer(200, handlers.viewInvitation),
    'GET /identity/invitations': answer(200, handlers.listInvitations),
    'POST /identity/invitations': answer(201, handlers.invite),
    'DELETE /identity/invitations/:id': answer(200, handlers.revokeInvitation),
  }
}
