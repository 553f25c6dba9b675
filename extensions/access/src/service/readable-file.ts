import type { Accountability, ApiExtensionContext, SchemaOverview } from '@directus/types'
import { getCollection } from '@relais/schema'
import { FileForbiddenError } from '../errors.ts'

interface Write {
  payload: unknown
  collection: string
  schema: SchemaOverview | null
  accountability: Accountability | null
}

const fileFields = (collection: string): string[] => Object.entries(getCollection(collection)?.fields ?? {}).flatMap(([name, { relation }]) => relation?.kind === 'file' ? [name] : [])

/**
 * Refuses to point a record at a file that its author cannot read: the foreign key would tell which ids exist. The
 * endpoints of the product, which write as administrators, make that check themselves.
 */
export async function assertReadableFile(services: ApiExtensionContext['services'], { payload, collection, schema, accountability }: Write): Promise<unknown> {
  if (accountability === null || accountability.admin || schema === null) return payload
  for (const name of fileFields(collection)) {
    const id: unknown = Reflect.get(Object(payload), name)
    if (id === undefined || id === null) continue
    // A file made or changed on the way, as a nested object, does not go through the rule of uploads.
    if (typeof id !== 'string') throw new FileForbiddenError()
    const files = new services.FilesService({ schema, accountability })
    await files.readOne(id, { fields: ['id'] }).catch(() => { throw new FileForbiddenError() })
  }
  return payload
}
