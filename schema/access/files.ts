import type { CollectionDefinition } from '../define.ts'
import type { RowFilter } from './filters.ts'
import { layerOf } from './justice.ts'
import type { LocalField } from './levels.ts'

/** Folder of the logos, made by `migrations/0040-logos.sql`: what every signed-in person of the network may see. */
export const LOGO_FOLDER = '6d0c9a52-3f1e-4b7a-9c84-5e2f7a1b0c40'

/** Folder of the files of records, made by `migrations/0140-record-files.sql`: each is read by whoever reads a record that names it. */
export const RECORD_FOLDER = '2b7e4f16-8a0d-4c53-b1e9-7d3f60c2a514'

/** Largest file of a record. */
export const RECORD_FILE_BYTES = 5 * 1024 ** 2

/** What is shown of a file; never where it is kept. */
export const FILE_FIELDS = ['id', 'title', 'filename_download', 'type', 'filesize', 'width', 'height', 'modified_on'] as const

const LOGOS: readonly string[] = ['organizations.logo', 'structures.logo']

/** Whether a field holds a logo, which the whole network sees; any other file field holds a file of its record. */
export function isLogo(collection: string, field: string): boolean {
  return LOGOS.includes(`${collection}.${field}`)
}

/** A field whose file belongs to its record; `structure` is set when one structure has it. */
export interface RecordFile { collection: string, field: string, structure?: string }

/** Every field, declared or local, whose file belongs to its record, in an order that does not change. */
export function recordFiles(collections: Record<string, CollectionDefinition>, localFields: readonly LocalField[]): RecordFile[] {
  const declared = Object.values(collections).flatMap(({ collection, fields }) => Object.entries(fields)
    .filter(([field, { relation }]) => relation?.kind === 'file' && !isLogo(collection, field)).map(([field]): RecordFile => {
      const structure = layerOf(collections[collection], { collection, field })
      return { collection, field, ...structure ? { structure } : {} }
    }))
  const local = localFields.filter(({ isFile }) => isFile).map(({ collection, field, structure }): RecordFile => ({ collection, field, ...structure ? { structure } : {} }))
  const nameOf = ({ collection, field }: RecordFile): string => `${collection}.${field}`
  return [...declared, ...local].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
}

/** The files that rows passing `rule` name by a field: Directus follows a link backwards without a field of its own for it. */
export function namedBy({ collection, field }: RecordFile, rule: RowFilter): RowFilter {
  // An empty rule behind a link would be left out by Directus, and open every file.
  return { [`$FOLLOW(${collection},${field})`]: Object.keys(rule).length === 0 ? { id: { _nnull: true } } : rule }
}
