import type { CollectionName, RowOf } from '../../schema/types.ts'

/** A row to seed: its identifier, and the declared columns that are known, of the declared types. */
export type SeedRow<C extends CollectionName> = Partial<RowOf<C>> & { id: string }
