import { collections } from '@relais/schema'

/** Collections whose rows are about somebody: reading one is reading a person's file. */
const PERSONAL: ReadonlySet<string> = new Set(Object.values(collections).filter(({ domain }) => domain === 'cases').map(({ collection }) => collection))

/** Whether reading this collection is journalled; Directus's own copies of rows are too. */
export function isPersonal(collection: string): boolean {
  return PERSONAL.has(collection) || collection === 'directus_revisions' || collection === 'directus_comments'
}
