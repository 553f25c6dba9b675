import type { Accountability, SchemaOverview } from '@directus/types'
import type { Application, NextFunction, Request, Response } from 'express'
import type { Knex } from 'knex'
import { layerRolesOf } from './service/layers.ts'

/** What Directus puts in a request before any route. */
type Known = Request & { accountability?: Accountability | null, schema?: SchemaOverview }

/** Gives each request the rights on the fields of the structures that its account belongs to at this moment. */
export function openLayers(app: Application, database: Knex): void {
  app.use((req: Known, _res: Response, next: NextFunction) => {
    const { accountability } = req
    if (!accountability?.user || accountability.admin) {
      next()
      return
    }
    const { user, roles: held } = accountability
    layerRolesOf(database, { user, roles: held }, req.schema)
      .then((roles) => {
        if (roles.length > 0) req.accountability = { ...accountability, roles: [...held, ...roles] }
        next()
      })
      .catch(next)
  })
}
