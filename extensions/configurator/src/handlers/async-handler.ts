import type { NextFunction, Request, RequestHandler, Response } from 'express'

/** Forwards what a handler throws to the error page of Directus: Express 4 does not wait for promises. */
export function asyncHandler(handler: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => { handler(req, res).catch(next) }
}
