import type { Application, NextFunction, Request, Response } from 'express'

/** Types that a browser may show by itself: pixels, without script. */
const SAFE_IMAGES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/avif'])

/** What every answer says to browsers, besides the content security policy of Directus. */
export function sendSecurityHeaders(app: Application): void {
  app.use((_request: Request, response: Response, next: NextFunction) => {
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Cross-Origin-Resource-Policy': 'same-site',
    })
    next()
  })
}

/** Files are saved, not opened in our origin, but for images, and browsers keep none: Directus opens them all unless the address says `download`, for 30 days. */
export function downloadFiles(app: Application): void {
  app.use('/assets', (request: Request, response: Response, next: NextFunction) => {
    // A file is saved under the name of its record, whatever name a link gives it.
    request.url = request.url.replace(/^(\/[0-9a-f-]{36})\/[^?]*/i, '$1')
    const { setHeader } = response
    response.setHeader = function (name, value) {
      if (name.toLowerCase() === 'cache-control') return setHeader.call(this, name, 'private, no-store')
      const isOpened = name.toLowerCase() === 'content-disposition' && String(value).startsWith('inline')
      const type = String(this.getHeader('content-type') ?? '').split(';', 1)[0] ?? ''
      return setHeader.call(this, name, isOpened && !SAFE_IMAGES.has(type) ? String(value).replace(/^inline/, 'attachment') : value)
    }
    next()
  })
}
