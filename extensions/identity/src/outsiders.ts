import type { Application, NextFunction, Request, Response } from 'express'
import { STUDIO_REFUSED } from './errors.ts'

/**
 * Somebody whose profile has no place in the Studio is brought to the portal, which says so and shows their own space. The sign-in page of
 * Directus would tell them that their password is wrong.
 */
export function sendOutsidersToPortal(app: Application, portalUrl: string): void {
  app.use('/auth/login/:provider/callback', (_request: Request, response: Response, next: NextFunction) => {
    const redirect = response.redirect.bind(response)
    response.redirect = (...said: unknown[]) => {
      const isRefused = String(said.at(-1)).endsWith(`?reason=${STUDIO_REFUSED}`)
      Reflect.apply(redirect, response, isRefused ? [`${portalUrl}/studio`] : said)
    }
    next()
  })
}
