import { ErrorCode, isDirectusError } from '@directus/errors'
import type { Accountability, SchemaOverview } from '@directus/types'
import type { Application, NextFunction, Request, Response } from 'express'
import type { Knex } from 'knex'
import { refusalIn } from '@relais/schema/constraints'
import { constraintError, InvalidAddressError, InvalidQueryError, InvalidRowsError, InvalidValueError, WrittenUnreadError } from './errors.ts'
import { isPlainBody, isPlainSignIn, mayComeFromQuery, wrongInputOf } from './rules/wrong-input.ts'

type Asked = Request & { schema?: SchemaOverview, accountability?: Accountability | null }

/** A list of rows, by keys or by a query: `/items/people`, not `/items/people/:id`. */
const LIST = /^\/(?:items\/)?[^/]+\/?$/
const ERRORS = { value: InvalidValueError, query: InvalidQueryError, address: InvalidAddressError }

/** Our own routes check what they are sent, and ask nothing in the name of their caller. */
const isOurs = ({ path }: Request): boolean => /^\/relais(?:\/|$)/i.test(path)

/** Before the routes of Directus: refuses bodies on which it would fail. */
export function refuseWrongBodies(app: Application): void {
  app.use((request: Request, _response: Response, next: NextFunction) => {
    const isChecked = !isOurs(request) && (Array.isArray(request.body) || LIST.test(request.path))
    next(isChecked && !isPlainBody(request.method, request.body) ? new InvalidRowsError() : undefined)
  })
}

/** Before the routes of Directus: refuses a sign-in to the Studio that would lead elsewhere, which it writes to its log as a fault. */
export function refuseWrongSignIns(app: Application, publicUrl: string): void {
  app.use('/auth/login', (request: Request, _response: Response, next: NextFunction) => {
    next(isPlainSignIn(request, publicUrl) ? undefined : new InvalidAddressError())
  })
  // A session of the Studio goes on as such: renewed as a bearer token, it would write where the Studio may not.
  app.use('/auth/refresh', (request: Request, _response: Response, next: NextFunction) => {
    next(Object(request.body).mode === 'session' && !Object.hasOwn(request.body, 'refresh_token') ? undefined : new InvalidValueError())
  })
}

/** The callers of requests that wrote something: Directus makes one object of each. */
const writers = new WeakSet<Accountability>()

/** After each write: a request that fails from here on has written all the same. */
export function rememberWriter(_written: unknown, { accountability }: { accountability: Accountability | null }): void {
  if (accountability !== null) writers.add(accountability)
}

/** After every route: what failed because of what was asked answers 400, before Directus writes it to its log as a fault of the server. */
export function explainWrongInput(app: Application, database: Knex): void {
  app.use((error: unknown, request: Asked, _response: Response, next: NextFunction) => {
    const errors: unknown[] = Array.isArray(error) ? error : [error]
    Promise.all(errors.map(each => translate(each, request, database))).then(translated => next(Array.isArray(error) ? translated : translated[0]), () => next(error))
  })
}

async function translate(error: unknown, request: Asked, database: Knex): Promise<unknown> {
  // What our own statements violate; a request that has already written says so instead.
  const refused = refusalIn(error)
  if (refused && !(request.accountability && writers.has(request.accountability))) return constraintError(refused, error)
  const known = wrongInputOf(error)
  const isFromQuery = known === undefined && mayComeFromQuery(error) && hasQuery(request) && await hasEveryColumn(database, request.schema)
  const kind = isFromQuery ? 'query' : known
  const isWrong = kind !== undefined || isDirectusError(error, ErrorCode.InvalidQuery)
  if (isWrong && request.accountability && writers.has(request.accountability)) return new WrittenUnreadError()
  return kind === undefined ? error : new ERRORS[kind]()
}

const hasQuery = (request: Request): boolean => !isOurs(request) && (Object.keys(request.query).length > 0 || Object.hasOwn(Object(request.body), 'query'))

/** Whether the database has what Directus believes that it has: where it has not, any query fails, and the fault is ours. */
async function hasEveryColumn(database: Knex, schema: SchemaOverview | undefined): Promise<boolean> {
  const columns = Object.values(schema?.collections ?? {}).flatMap(({ collection, fields }) => Object.values(fields).flatMap(({ field, alias }) => (alias ? [] : [[collection, field] as const])))
  const { rows } = await database.raw<{ rows: unknown[] }>(
    `select 1 from unnest(?::text[], ?::text[]) as known(collection, field)
     where not exists (select 1 from pg_attribute a where a.attrelid = to_regclass(quote_ident(known.collection)) and a.attname = known.field and a.attnum > 0 and not a.attisdropped) limit 1`,
    [columns.map(([collection]) => collection), columns.map(([, field]) => field)],
  )
  return columns.length > 0 && rows.length === 0
}
