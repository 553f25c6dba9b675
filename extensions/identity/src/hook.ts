import { defineHook } from '@directus/extensions-sdk'
import type { Accountability } from '@directus/types'
import { createAuthenticator } from './authenticate.ts'
import { readSettings } from './env.schema.ts'
import { keepEmail, refuseOutsiders, refuseProtectedFields } from './guards.ts'
import { findAccount } from './service/accounts.ts'
import { createVerifier, remoteKeys } from './verifier.ts'

export default defineHook(({ filter, action }, { env }) => {
  const settings = readSettings(env)
  const verify = createVerifier({ ...settings, keys: remoteKeys(settings.jwksUrl) })
  const authenticator = createAuthenticator({ issuer: settings.issuer, cacheSeconds: settings.cacheSeconds, verify, findAccount })

  filter<Accountability>('authenticate', (fallback, { req }, { database }) => authenticator.authenticate(fallback, req, database))
  for (const scope of ['users', 'roles', 'policies', 'access']) {
    for (const event of ['create', 'update', 'delete']) action(`${scope}.${event}`, authenticator.forget)
  }

  filter('users.create', (payload, _meta, { accountability }) => refuseProtectedFields(payload, accountability))
  filter('users.update', (payload, _meta, { accountability }) => refuseProtectedFields(payload, accountability))
  filter('auth.update', (payload, _meta, { database }) => keepEmail(refuseOutsiders(payload), database))
})
