import type { Application, NextFunction, Request, Response } from 'express'
import type { Accountability } from '@directus/types'
import { RouteNotAvailableError, TokenInAddressError } from './errors.ts'
import { hasQueryToken } from './rules/query-token.ts'
import { SURFACES, mayUse } from './rules/surfaces.ts'
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
  for (const { path } of SURFACES.filter(surface => surface.reach === 'nobody')) {
    app.use(path, (_request: Request, response: Response) => send(response, new RouteNotAvailableError()))
  }
}

/** Once Directus knows who asks, and before its routes: refuses what only some may use. */
export function closeForSome(app: Application): void {
  for (const { path, reach } of SURFACES.filter(surface => surface.reach !== 'nobody')) {
    app.use(path, (request: Request & { accountability?: Accountability | null }, _response: Response, next: NextFunction) => {
      next(mayUse(reach, request.accountability) ? undefined : new RouteNotAvailableError())
    })
  }
}
