import type { NextFunction, Request, RequestHandler, Response } from 'express'

/** Forwards a rejection to the error handler of Directus, which Express 4 does not do by itself. */
export function asyncHandler(handler: (req: Request, res: Response) => Promise<unknown>): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    handler(req, res).catch(next)
  }
}
