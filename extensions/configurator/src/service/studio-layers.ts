import type { Accountability } from '@directus/types'
import { isAdministrator } from '@relais/schema/access'
import type { Application, NextFunction, Request, Response } from 'express'
import type { StudioField } from '../rules/studio-layers.ts'
import { overriddenInStudio } from '../rules/studio-layers.ts'
import type { FormStore } from './form-store.ts'
import type { Host } from './host.ts'

type Known = Request & { accountability?: Accountability | null }

/** The Studio shows one data model to everybody: here each one reads the fields in the words and choices of his structures. */
export function showLayersInStudio(app: Application, host: Host, store: FormStore): void {
  app.use('/fields', (req: Known, res: Response, next: NextFunction) => {
    const user = req.accountability?.user
    if (req.method !== 'GET' || !user || isAdministrator(req.accountability)) next()
    else adapt(res, { user, host, store }).then(() => next(), next)
  })
}

async function adapt(res: Response, { user, host, store }: { user: string, host: Host, store: FormStore }): Promise<void> {
  const overrides = await store.overridesFor({ knex: host.database }, { user })
  if (overrides === null) return
  const { language }: { language: string | null } = await host.database('directus_users').where({ id: user }).first('language') ?? { language: null }
  const shown = (row: StudioField): StudioField => overriddenInStudio(row, overrides(String(row.collection), String(row.field)), language?.startsWith('en') ? 'en' : 'fr')
  const send = res.json.bind(res)
  res.json = (body: { data?: StudioField | StudioField[] }) => {
    const { data } = body
    if (data === undefined) return send(body)
    return send({ ...body, data: Array.isArray(data) ? data.map(shown) : shown(data) })
  }
}
