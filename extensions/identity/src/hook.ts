import type { Accountability, HookConfig } from '@directus/types'
import { createAuthenticator } from './authenticate.ts'
import { readSettings } from './env.schema.ts'
import { keepCopiable, refuseLent, refuseOutsiders, refuseProtectedFields } from './guards.ts'
import { RIGHTS_SCOPES } from './rules/protected-fields.ts'
import { sendOutsidersToPortal } from './outsiders.ts'
import { findAccount } from './service/accounts.ts'
import { createVerifier, remoteKeys } from './verifier.ts'

/** Who signs in, and what nobody changes on an account. */
export const hook: HookConfig = ({ init, filter, action }, { env, services, getSchema }) => {
  const settings = readSettings(env)
  const verify = createVerifier({ ...settings, keys: remoteKeys(settings.jwksUrl) })
  const authenticator = createAuthenticator({ issuer: settings.issuer, cacheSeconds: settings.cacheSeconds, verify, findAccount })

  init('routes.before', ({ app }) => sendOutsidersToPortal(app, settings.portalUrl))
  filter<Accountability>('authenticate', (fallback, { req }, { database }) => authenticator.authenticate(fallback, req, database))
  for (const scope of ['users', 'roles', 'policies', 'access']) {
    for (const event of ['create', 'update', 'delete']) action(`${scope}.${event}`, authenticator.forget)
  }

  filter('users.create', (payload, _meta, { accountability }) => refuseProtectedFields(payload, accountability))
  filter('users.update', (payload, _meta, { accountability }) => refuseProtectedFields(payload, accountability))
  for (const event of RIGHTS_SCOPES.flatMap(scope => ['create', 'update', 'delete'].map(action => `${scope}.${action}`))) {
    filter(event, (payload, _meta, { accountability }) => refuseLent(payload, accountability))
  }
  filter('auth.update', async (payload, _meta, { database, schema, accountability }) => {
    // Its own check: were it not there any more, no e-mail would be copied.
    const users: object = new services.UsersService({ knex: database, schema: schema ?? await getSchema(), accountability })
    return keepCopiable(refuseOutsiders(payload), database, email => Reflect.apply(Reflect.get(users, 'validateEmail'), users, [email]))
  })
}
