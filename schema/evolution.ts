import type { Evolution } from './engine/evolution.ts'

/** What releases did to columns that hold data. Entries stay: an instance may come from any earlier release. */
export const EVOLUTION: Evolution = {
  renames: {},
  retypes: {},
  removals: [],
}
