import type { Accountability, ApiExtensionContext, SchemaOverview } from '@directus/types'
import type { Knex } from 'knex'
import { FileMissingError } from './errors.ts'

/** The part of `AssetsService` that gives every content of a file. */
interface Assets {
  knex: Knex
  accountability: Accountability | null
  schema?: SchemaOverview
  sudoFilesService: { schema: SchemaOverview }
  getAsset: (id: string, ...rest: unknown[]) => Promise<unknown>
}

/**
 * Directus says « no permission » of a file whose content is lost. Whoever may read its record is told that it is missing, and the
 * operator by the log; everybody else keeps the answer of a file that is not theirs.
 */
export function tellMissingFiles({ prototype }: { prototype: Assets }, { services, logger }: Pick<ApiExtensionContext, 'services' | 'logger'>): void {
  const { getAsset } = prototype
  prototype.getAsset = async function (id, ...rest) {
    try {
      return await getAsset.call(this, id, ...rest)
    }
    catch (error: unknown) {
      if (!isOfNothing(error) || !await mayRead(this, id, services)) throw error
      logger.error(`FILE_MISSING ${id}`)
      throw new FileMissingError()
    }
  }
}

/** What Directus says of a content that is not there, and its storage of a place that it does not know any more. */
function isOfNothing(error: unknown): boolean {
  return Reflect.get(Object(error), 'code') === 'FORBIDDEN' || (error instanceof Error && /^Location ".*" doesn't exist\.$/.test(error.message))
}

/** As the caller: who cannot read the record learns nothing of it. */
async function mayRead({ knex, accountability, sudoFilesService }: Assets, id: string, services: ApiExtensionContext['services']): Promise<boolean> {
  const files = new services.FilesService({ knex, accountability, schema: sudoFilesService.schema })
  return files.readOne(id, { fields: ['id'] }, { emitEvents: false }).then(() => true, () => false)
}
