import { collections } from '@relais/schema'
import type { CollectionDefinition } from '@relais/schema'

const DECLARED: CollectionDefinition[] = Object.values(collections)
const FILES = new Set(DECLARED.filter(({ domain }) => domain === 'cases').map(({ collection }) => collection))
/** Collections whose rows are about somebody, or name their file: reading one is reading a person's file. */
const PERSONAL = new Set(DECLARED.filter(({ collection, fields }) => FILES.has(collection) || Object.values(fields).some(({ relation }) => FILES.has(relation?.collection ?? ''))).map(({ collection }) => collection))

/** Whether reading this collection is journalled; Directus's own copies of rows are too. */
export function isPersonal(collection: string): boolean {
  return PERSONAL.has(collection) || collection === 'directus_revisions' || collection === 'directus_comments'
}
