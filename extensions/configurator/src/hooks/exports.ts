import { AsyncLocalStorage } from 'node:async_hooks'
import type { Accountability, SchemaOverview } from '@directus/types'
import { sheetReaderOf, structuresAround } from '@relais/extensions/access'
import { declarations } from '@relais/schema'
import { isAdministrator } from '@relais/schema/access'
import type { SheetReader } from '@relais/schema/sheets'
import { DEFAULT_ZONE } from '@relais/schema/time'
import type { Application, NextFunction, Request, Response } from 'express'
import type { ExportModel } from '../rules/export-columns.ts'
import { exportCsv } from '../rules/export-columns.ts'
import type { FormStore } from '../service/form-store.ts'
import { declarationOf } from '../service/form-store.ts'
import type { Host } from '../service/host.ts'

/** The part of `ExportService` that writes every export of Directus, `?export=` and `/utils/export` alike. */
export interface Exporter {
  transform: (rows: unknown, format: string, options?: { includeHeader?: boolean, fields?: unknown[] | null }) => string
}

interface Underway { model: ExportModel, reader: SheetReader }
type Asked = Request & { accountability?: Accountability | null, schema?: SchemaOverview }

const exporting = new AsyncLocalStorage<Underway>()

/** An export whose request nobody saw, such as one of a flow: the names of its fields are its headings. */
const unseen = (): Underway => ({
  model: { collection: '', schema: { collections: {}, relations: [] }, forms: {}, labelOf: () => undefined },
  reader: { language: 'fr', zone: DEFAULT_ZONE, now: new Date() },
})

/**
 * Writes the CSV exports of Directus as all the sheets of the product are. Directus offers no event on its way to a CSV
 * file, and every one of its paths goes through this method: it is wrapped once, on the class that Directus itself uses.
 */
export function writeExports({ prototype }: { prototype: Exporter }): void {
  const { transform } = prototype
  prototype.transform = function (rows, format, options) {
    if (!format.startsWith('csv')) return transform.call(this, rows, format, options)
    const fields = options?.fields?.filter(name => typeof name === 'string') ?? null
    // One record, or a singleton, comes alone.
    return exportCsv(Array.isArray(rows) ? rows : [rows], { ...exporting.getStore() ?? unseen(), fields, hasHeading: options?.includeHeader !== false })
  }
}

/** Reads, before an export is made, what its columns are called for whoever asks and where they work. */
export function describeExports(app: Application, host: Host, store: FormStore): void {
  app.use((req: Asked, _res: Response, next: NextFunction) => {
    const collection = exportedBy(req)
    if (collection === undefined || !req.schema) return next()
    describe(req.schema, { collection, accountability: req.accountability ?? null }, { host, store }).then(underway => exporting.run(underway, next), next)
  })
}

/** The collection of which a request asks an export, if it does. */
function exportedBy({ method, path, query, body }: Request): string | undefined {
  const [first = '', second, third] = path.split('/').filter(Boolean)
  if (first === 'utils' && second === 'export') return third ?? ''
  const isAsked = query['export'] !== undefined || (method === 'SEARCH' && Object(Object(body).query).export !== undefined)
  return isAsked ? first === 'items' ? second ?? '' : `directus_${first}` : undefined
}

async function describe(schema: SchemaOverview, { collection, accountability }: { collection: string, accountability: Accountability | null }, { host: { database: knex }, store }: { host: Host, store: FormStore }): Promise<Underway> {
  const user = accountability?.user ?? null
  // An administrator reads the fields of every structure.
  const place = user === null || isAdministrator(accountability) ? undefined : { within: await structuresAround(knex, user) }
  const forms: ExportModel['forms'] = Object.fromEntries(await Promise.all(Object.keys(declarations()).map(async name => [name, await store.serverFormOf({ knex, schema }, name, place)] as const)))
  return {
    model: { collection, schema, forms, labelOf: (owner, field) => declarationOf(owner)?.fields[field]?.label },
    reader: await sheetReaderOf(knex, user),
  }
}
