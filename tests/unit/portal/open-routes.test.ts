import { describe, expect, it } from 'vitest'
import { PORTAL_ROUTES } from '../../../schema/access/routes/index.ts'
import type { OpenRoute } from '../../../schema/access/routes/index.ts'
import { callsOfPortal, portalSources } from '../../support/portal-calls.ts'
import type { PortalCall } from '../../support/portal-calls.ts'

const { calls, unknown } = callsOfPortal()

/** The one address whose last word is chosen when it is asked. */
const CHOSEN = '/relais/directory/proposals/*/*'

/** Whether a call is of a route: its words are those of the route, and what varies in the route is anything. */
function isOf({ method, path }: PortalCall, route: OpenRoute): boolean {
  const asked = path.slice(1).split('/')
  const listed = route.path.slice(1).split('/')
  return method === route.method && asked.length === listed.length
    && asked.every((segment, index) => segment === listed[index] || listed[index]?.startsWith(':') || (path === CHOSEN && segment === '*'))
}

describe('the list of what the portal asks', () => {
  it('is read from its sources', () => {
    expect(calls.length).toBeGreaterThan(60)
    expect(calls.filter(({ method, path }) => method === '*' || path.includes('**'))).toEqual([])
    expect(unknown).toEqual([])
  })

  it('opens every address that the portal asks, with its query', () => {
    const missing = calls.filter(call => !PORTAL_ROUTES.some(route => isOf(call, route) && call.query.every(name => route.query.includes(name))))

    expect(missing).toEqual([])
  })

  it('opens nothing that the portal does not ask', () => {
    const dead = PORTAL_ROUTES.filter(route => !calls.some(call => isOf(call, route)))

    expect(dead.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  it('opens no name of a query that the portal does not write', () => {
    const sources = portalSources().map(({ text }) => text).join('\n')
    const names = [...new Set(PORTAL_ROUTES.flatMap(({ query }) => query))]

    expect(names.filter(name => !new RegExp(String.raw`\b${name}\b`).test(sources))).toEqual([])
  })

  it('has each address once', () => {
    const addresses = PORTAL_ROUTES.map(({ method, path }) => `${method} ${path}`)

    expect(new Set(addresses).size).toBe(addresses.length)
  })
})
