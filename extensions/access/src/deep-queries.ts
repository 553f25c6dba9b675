import type { Query } from '@directus/types'
import type { Application, NextFunction, Request, Response } from 'express'
import { InvalidQueryError } from './errors.ts'
import { deepQueriesOf, hasReadableTrees } from './rules/deep-queries.ts'

type Asked = Request & { sanitizedQuery: Query }
type Reader = (request: Request, response: Response, next: NextFunction) => unknown
interface Layer { name: string, handle: Reader }

/** The step of Directus that reads the query of an address, under the name that it has there. */
const READER = 'sanitizeQueryMiddleware'

/** Reads a query as Directus reads those of addresses. */
export type QueryReader = (request: Request, response: Response, query: Record<string, unknown>) => Promise<Query>

/**
 * Reads each query that `deep` holds before Directus does, by its own step. Directus does not wait for them: one that it
 * refuses is an error that nobody catches, which ends the server, and one that it reads late is left out.
 */
export function readDeepQueries(app: Application): QueryReader {
  const layers: Layer[] = app._router.stack
  const layer = layers.find(({ name }) => name === READER)
  if (!layer) return withoutReader(app)
  const read = layer.handle
  const readAlone: QueryReader = async (request, response, query) => {
    const alone: Asked = Object.create(request, { query: { value: query }, sanitizedQuery: { value: {}, writable: true } })
    await new Promise<void>((resolve, reject) => void read(alone, response, (error?: unknown) => (error ? reject(error) : resolve())))
    return alone.sanitizedQuery
  }
  const readInner = async (request: Request, response: Response, query: Record<string, unknown>) => {
    const inner = deepQueriesOf(query['deep'])
    if (![query, ...inner].every(hasReadableTrees)) throw new InvalidQueryError()
    for (const { deep: _, ...own } of inner) await readAlone(request, response, own)
  }
  layer.handle = (request, response, next) => readInner(request, response, request.query).then(() => read(request, response, next), next)
  app.use((request: Request, response: Response, next: NextFunction) => {
    // A creation has rows for a body, whose columns may be called `query`.
    const isRead = request.method !== 'POST' || /^\/utils\/export(?:\/|$)/i.test(request.path)
    readInner(request, response, isRead ? Object(request.body?.query) : {}).then(() => next(), next)
  })
  return readAlone
}

/** A failure here would only leave a line in the log: nobody is served instead. */
function withoutReader(app: Application): QueryReader {
  const missing = new Error(`${READER} is not a step of Directus`)
  app.use((_request: Request, _response: Response, next: NextFunction) => next(missing))
  return () => Promise.reject(missing)
}
