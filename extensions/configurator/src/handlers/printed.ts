import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'

interface Printed { body: string, etag: string }

/** Answers written once for all the callers who get the same thing, with an ETag: asking again costs nothing until it changes. */
export function createPrinter<T extends object>() {
  const printed = new WeakMap<T, Printed>()

  function print(thing: T, data: () => unknown): Printed {
    const known = printed.get(thing)
    if (known) return known
    const body = JSON.stringify({ data: data() })
    const fresh = { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` }
    printed.set(thing, fresh)
    return fresh
  }

  return (req: Request, res: Response, thing: T, data: () => unknown = () => thing): void => {
    const { body, etag } = print(thing, data)
    res.set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Language': 'fr, en', 'Cache-Control': 'private, no-cache', 'ETag': etag, 'Vary': 'Authorization, Cookie' })
    // Not left to Express: it sends everything again to callers that also ask not to be answered from a cache.
    if (req.get('If-None-Match')?.includes(etag)) res.status(304).end()
    else res.send(body)
  }
}
