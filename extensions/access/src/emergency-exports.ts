import { collections } from '@relais/schema'
import type { Accountability, Filter, Query, SchemaOverview } from '@directus/types'
import { isAdministrator } from '@relais/schema/access'
import type { Application, NextFunction, Request, Response } from 'express'
import type { Knex } from 'knex'
import type { QueryReader } from './deep-queries.ts'
import { EmergencyExportError } from './errors.ts'
import { heldBy, spreadOf } from './rules/emergency-exports.ts'
import { stepsOf } from './service/related-rows.ts'

interface Items { readByQuery: (query: Query, options?: { emitEvents: boolean }) => Promise<unknown[]> }
interface Services { ItemsService: new (collection: string, options: { knex: Knex, schema: SchemaOverview, accountability: Accountability }) => Items }
interface Context { services: Services, database: Knex, accountability: Accountability | null, schema: SchemaOverview | null }
type Asked = Request & { accountability?: Accountability | null, schema?: SchemaOverview }

/** Files and people that an account reads by an emergency access and by nothing else: a stronger right takes its place. */
async function readInEmergency(knex: Knex, user: string): Promise<{ files: string[], people: string[] }> {
  const { rows } = await knex.raw<{ rows: { file: string, person: string }[] }>(
    `select g."case" as file, g.person from access_grants g where g."user" = ? and g.why = 'break_glass' and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())`, [user])
  return { files: rows.map(({ file }) => file), people: rows.map(({ person }) => person) }
}

const isOfFiles = (collection: string): boolean => Object.values(collections).some(declared => declared.collection === collection && declared.domain === 'cases')

/** Refuses an export of which a file that the caller only reads in an emergency would be a part: that right lets nothing be taken along. */
export async function refuseEmergencyExport(query: Query, collection: string, { services, database, accountability, schema }: Context): Promise<void> {
  if (!query.export || !accountability?.user || isAdministrator(accountability) || schema === null) return
  const held = await readInEmergency(database, accountability.user)
  if (held.files.length === 0) return
  const linksOf = (name: string) => schema.relations.flatMap(({ collection: many, field, related_collection: one, meta }) => [...many === name && one ? [field] : [], ...one === name && meta?.one_field ? [meta.one_field] : []])
  const spread = spreadOf(query, collection, { stepOf: stepsOf(schema), isOfFiles, linksOf })
  // Files have no column that names whose they are, and titles that may.
  if (spread === 'anywhere' || collection === 'directus_files') throw new EmergencyExportError()
  const overview = schema.collections[collection]
  const filter = overview && heldBy(collection, Object.keys(overview.fields), held, spread)
  if (!overview || !filter) return
  const items = new services.ItemsService(collection, { knex: database, schema, accountability })
  const both: Filter = { _and: [...query.filter ? [query.filter] : [], filter] }
  const among: Query = { fields: [overview.primary], limit: 1, filter: both, ...(query.search ? { search: query.search } : {}) }
  if ((await items.readByQuery(among, { emitEvents: false })).length > 0) throw new EmergencyExportError()
}

/** The exports that the Studio asks to be made beside: Directus makes them once it has answered. */
export function guardLaterExports(app: Application, read: QueryReader, { services, database }: Pick<Context, 'services' | 'database'>): void {
  app.post('/utils/export/:collection', (request: Asked, response: Response, next: NextFunction) => {
    const check = async () => {
      const query = await read(request, response, Object(request.body?.query))
      await refuseEmergencyExport({ ...query, export: 'csv' }, String(request.params['collection']), { services, database, accountability: request.accountability ?? null, schema: request.schema ?? null })
    }
    check().then(() => next(), next)
  })
}
