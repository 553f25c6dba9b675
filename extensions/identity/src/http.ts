import type { Accountability } from '@directus/types'
import type { NextFunction, Request, RequestHandler, Response } from 'express'

/** Answers what a handler returns, as `{ data }`; forwards a rejection to Directus, which Express 4 does not do by itself. */
export function answer(status: number, handler: (request: Request) => Promise<unknown>): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    handler(request).then((data) => {
      // Answers about a person stay out of every cache between them and us.
      response.status(status).set('Cache-Control', 'no-store').json({ data })
    }).catch(next)
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Who asks, as Directus established it. */
    accountability?: Accountability | null
    token?: string | null
  }
}
