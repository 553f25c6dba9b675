import { EditConflictError, ForbiddenError } from '@relais/extensions/platform'
import type { Accountability, ApiExtensionContext, SchemaOverview } from '@directus/types'
import type { Application, NextFunction, Request, Response } from 'express'
import type { Knex } from 'knex'
import { MovedSignal } from './attempt.ts'

interface Host extends Pick<ApiExtensionContext, 'services'> { database: Knex }
type Asked = Request & { accountability?: Accountability | null, schema?: SchemaOverview }

/** After every route: a row that was changed since it was seen is told with both values, as far as its author reads them. */
export function explainConflicts(app: Application, host: Host): void {
  app.use((error: unknown, request: Asked, _response: Response, next: NextFunction) => {
    const moved = [error].flat().find(each => each instanceof MovedSignal)
    if (!moved) return next(error)
    conflictOf(host, request, moved).then(next, next)
  })
}

async function conflictOf({ services, database: knex }: Host, { schema, accountability }: Asked, { collection, check, fields }: MovedSignal): Promise<Error> {
  if (!schema || !accountability) return new ForbiddenError()
  const items = new services.ItemsService(collection, { knex, schema, accountability })
  const current = await items.readOne(check.id, { fields: [...fields] })
  return new EditConflictError({
    item: check.id,
    conflicts: fields.map(field => ({ field, base: check.seen[field] ?? null, current: current[field] ?? null, mine: check.sent[field] ?? null, by: null, at: null, audience: null })),
  })
}
