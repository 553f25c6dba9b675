import { hasMandate } from '@relais/extensions/platform'
import type { Accountability, SchemaOverview } from '@directus/types'
import { isAdministrator } from '@relais/schema/access'
import type { Application, NextFunction, Request, Response } from 'express'
import type { Knex } from 'knex'
import { layerRolesOf } from './service/layers.ts'

/** What Directus puts in a request before any route. */
type Known = Request & { accountability?: Accountability | null, schema?: SchemaOverview }

/** Before any list of what is open: staff and partners whose last mandate ended are signed in, with no profile, in sessions already open too. */
export function endMandates(app: Application, database: Knex): void {
  app.use((req: Known, _res: Response, next: NextFunction) => {
    const { accountability } = req
    if (!accountability?.user || isAdministrator(accountability)) {
      next()
      return
    }
    hasMandate(database, { user: accountability.user, roles: accountability.roles })
      .then((held) => {
        if (!held) req.accountability = { ...accountability, role: null, roles: [], app: false }
        next()
      })
      .catch(next)
  })
}

/** Gives each request the rights on the fields of the structures that its account belongs to at this moment. */
export function openLayers(app: Application, database: Knex): void {
  app.use((req: Known, _res: Response, next: NextFunction) => {
    const { accountability } = req
    if (!accountability?.user || isAdministrator(accountability)) {
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
