/** What the invented rows of a kit stand on: the demo world, by its readable keys. */
export interface DemoContext {
  /** The same identifier for the same key. */
  id: (...key: readonly string[]) => string
  structure: (key: string) => string
  /** A demo account, by the part before `@`. */
  account: (name: string) => string
  /** A telephone number of the range kept for fiction. */
  phone: (rank: number) => string
}

/** Rows by table, in the order in which they are written; a row that is already there is left as it is. */
export type DemoRows = Readonly<Record<string, readonly (Record<string, unknown> & { id: string })[]>>
