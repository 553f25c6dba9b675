import type { Accountability } from '@directus/types'
import type { Handler } from '@relais/extensions/platform'
import type { Request } from 'express'

/** Answers what a handler returns, as `{ data }`. */
export function answer(status: number, handler: (request: Request) => Promise<unknown>): Handler {
  return async (request, response) => {
    const data = await handler(request)
    // Answers about a person stay out of every cache between them and us.
    response.status(status).set('Cache-Control', 'no-store').json({ data })
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Who asks, as Directus established it. */
    accountability?: Accountability | null
    token?: string | null
  }
}
