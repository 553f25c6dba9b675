import type { z } from 'zod'
import type { Audience } from '../define.ts'

/** What one address under `/relais` takes and answers: the server, the portal and the tests read it here. */
export interface Contract {
  /** In a few words, for the document of the API. */
  summary: string
  /** Who is answered; everybody else is refused before anything is read. */
  who: readonly Audience[]
  /** Names of the query; an unknown one is refused. */
  query?: z.ZodObject
  /** Body; an unknown key is refused. */
  body?: z.ZodObject
  /** `data` of the answer, as JSON carries it; without it, the answer has no body. */
  answer?: z.ZodType
  /** `meta` of the answer. */
  meta?: z.ZodObject
  /** Status when it is done: 200 by default. */
  status?: 200 | 201 | 204
  /** Other types in which it can be answered, chosen in the query. */
  files?: readonly string[]
}

/** A method and the address under `/relais`, with its parameters: `GET /cases/:id/notes`. */
export type Route = `${'GET' | 'SEARCH' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`

/** Keeps the exact types of contracts, and that they are contracts. */
export function defineContracts<const C extends Record<Route, Contract>>(contracts: C): C {
  return contracts
}
