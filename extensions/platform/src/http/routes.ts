import type { NextFunction, Request, RequestHandler, Response, Router } from 'express'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'SEARCH'] as const
type Method = (typeof METHODS)[number]

/** Answers one request; what it throws goes to the error handler of Directus. */
export type Handler = (req: Request, res: Response) => Promise<unknown>

/** The routes of a domain under `/relais`: `{ 'GET /cases/portfolio': handler }`. An earlier one is tried first. */
export type Routes = Readonly<Record<`${Method} /${string}`, Handler>>

/** Forwards a rejection, which Express 4 does not do by itself. */
function answering(handler: Handler): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    handler(req, res).catch(next)
  }
}

/** Adds the routes of the domains, in their order; throws when two of them want the same one. */
export function mountRoutes(router: Router, domains: readonly { name: string, routes: Routes }[]): void {
  const owners = new Map<string, string>()
  for (const { name, routes } of domains) {
    for (const [route, handler] of Object.entries(routes)) {
      const shape = route.replaceAll(/:[A-Za-z]+/g, ':')
      const owner = owners.get(shape)
      if (owner !== undefined) throw new Error(`Two handlers for ${route}: one of ${owner}, one of ${name}`)
      owners.set(shape, name)
      const [method = '', path = ''] = route.split(' ')
      if (!METHODS.some(known => known === method)) throw new Error(`${name}: no such method as ${method}`)
      Reflect.apply(Reflect.get(router, method.toLowerCase()), router, [path, answering(handler)])
    }
  }
}
