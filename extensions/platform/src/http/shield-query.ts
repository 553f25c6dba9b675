import type { NextFunction, Request, Response } from 'express'

/**
 * Hides the query parameters of a request from code that lists them, and keeps them for code that reads one by name.
 *
 * Directus checks `limit`, `page`, `filter`… of every address, extensions included, and refuses in English before the
 * endpoint runs. It does so only when `Object.keys(req.query)` is not empty: inherited properties pass.
 */
export function shieldQuery(req: Request, _res: Response, next: NextFunction): void {
  const query: typeof req.query = Object.create(req.query)
  req.query = query
  next()
}
