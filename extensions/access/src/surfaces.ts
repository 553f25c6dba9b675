import type { Application, NextFunction, Request, Response } from 'express'
import { RouteNotAvailableError, TokenInAddressError } from './errors.ts'
import { mayAsk, namesInBody } from './rules/open-routes.ts'
import type { Visitor } from './rules/open-routes.ts'
import { hasQueryToken } from './rules/query-token.ts'
import { CLOSED_PARTS } from './rules/surfaces.ts'
import { send } from './send.ts'

/**
 * Before anything else of Directus, its log included: refuses what nobody may use and tokens in addresses. Answers by
 * itself, as the error handler of Directus is not installed yet at this point.
 */
export function closeForEverybody(app: Application): void {
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (hasQueryToken(request.originalUrl)) send(response, new TokenInAddressError())
    else next()
  })
  for (const { path } of CLOSED_PARTS) app.use(path, (_request: Request, response: Response) => send(response, new RouteNotAvailableError()))
}

/** The sign-in page of the Studio asks for the words that an administrator changed: to a visitor there are none, which is no error. */
export function giveVisitorsNoWords(app: Application): void {
  app.get('/translations', (request: Request & { accountability?: Visitor }, response: Response, next: NextFunction) => {
    if (request.accountability?.user) next()
    else response.json({ data: [] })
  })
}

/** The names of a query, own or inherited: those of our endpoints are shielded (`shieldQuery` of the directory). */
function namesIn(query: object): string[] {
  const names: string[] = []
  for (const name in query) names.push(name)
  return names
}

/**
 * Once Directus knows who asks, and before its routes: whatever no list opens answers like a missing page, routes that a later
 * version of Directus brings too.
 */
export function closeByDefault(app: Application, { RELAIS_OPEN_DIRECTUS: reopened }: { RELAIS_OPEN_DIRECTUS: boolean }): void {
  app.use((request: Request & { accountability?: Visitor }, _response: Response, next: NextFunction) => {
    const asked = { method: request.method, path: request.path, query: namesIn(request.query), body: namesInBody(request.method, request.body) }
    next(mayAsk(asked, request.accountability, reopened) ? undefined : new RouteNotAvailableError())
  })
}
