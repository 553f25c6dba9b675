import { defineEndpoint } from '@directus/extensions-sdk'
import { mountRoutes } from '@relais/extensions/platform'
import { DOMAINS } from './domains.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, context) => mountRoutes(router, DOMAINS.map(({ name, routes }) => ({ name, routes: routes?.(context) ?? {} }))),
})
