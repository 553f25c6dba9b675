import type { Accountability } from '@directus/types'
import type { Audience } from '@relais/schema'
import { audienceOf, isAdministrator } from '@relais/schema/access'
import { DOORSTEP_ROUTES, PORTAL_ROUTES, STUDIO_ROUTES, matchRoute } from '@relais/schema/access/routes'
import type { Asked, OpenRoute } from '@relais/schema/access/routes'

/** Who asks, as Directus knows it. */
export type Visitor = Partial<Pick<Accountability, 'user' | 'role' | 'roles' | 'admin' | 'app' | 'session'>> | null | undefined

const VISITOR_ROUTES = [...DOORSTEP_ROUTES, ...PORTAL_ROUTES.filter(({ visitors }) => visitors)]
/** By audience of those who work in the Studio without being its administrators. */
const STUDIO_ROUTES_OF = new Map<Audience, readonly OpenRoute[]>((['adviser', 'manager', 'configurator'] as const)
  .map(audience => [audience, [...DOORSTEP_ROUTES, ...STUDIO_ROUTES.filter(({ only }) => only?.includes(audience) ?? true)]]))

/** The data and our own endpoints, with any query: what tests compare our readers with. */
const COMPARED = /^\/(?:items|files|users(?!\/invite)|assets(?!\/(?:files|folder))|settings|translations|extensions|relais)(?:\/|$)/i
/** What stays with administrators in the Studio of a test. */
const ADMINISTRATION = /^\/(?:shares|schema|users\/invite|utils\/(?:cache|translations|sort)|server\/health)(?:\/|$)/i

/** Somebody who works in the Studio, by a session of it; a token without a session is a program's. */
const isInStudio = (who: Visitor): boolean => who?.app === true && Boolean(who.session)

/** The addresses open to somebody who is no administrator. */
export function routesFor(who: Visitor): readonly OpenRoute[] {
  if (!who?.user) return VISITOR_ROUTES
  if (!who.session) return PORTAL_ROUTES
  // Whoever has a session without working there stays at the door.
  return (isInStudio(who) ? STUDIO_ROUTES_OF.get(audienceOf(who)) : undefined) ?? DOORSTEP_ROUTES
}

/** What Directus reads of a query in a body: rows and numbers, in any way. An export is asked by an address that a list opens, and so is another version. */
const IN_BODIES = new Set(['fields', 'filter', 'search', 'sort', 'limit', 'offset', 'page', 'meta', 'deep', 'alias', 'aggregate', 'groupBy', 'backlink'])

/** The names of the query that a body holds, of those requests that read by it. */
export function namesInBody(method: string, body: unknown): string[] {
  return method === 'SEARCH' ? Object.keys(Object(Object(body).query)) : []
}

function isReopened(path: string, who: Visitor): boolean {
  return COMPARED.test(path) || (isInStudio(who) && !ADMINISTRATION.test(path))
}

/**
 * Whether somebody may ask this; administrators may, all but what is closed to everybody. `reopened` by tests that compare our readers with those of Directus, never in
 * production.
 */
export function mayAsk({ body = [], ...asked }: Asked & { body?: readonly string[] }, who: Visitor, reopened = false): boolean {
  if (isAdministrator(who)) return true
  const isOpen = matchRoute(routesFor(who), asked) !== undefined && body.every(name => IN_BODIES.has(name))
  return isOpen || (reopened && isReopened(asked.path, who))
}
