import type { Knex } from 'knex'
import type { Writer } from './writer.ts'
import { createWriter } from './writer.ts'

let writer: Writer | undefined

/** The writer of this process, the same for the hooks and the endpoints. */
export function sharedWriter(context: { database: Knex, logger: { error: (error: unknown, message: string) => void } }): Writer {
  writer ??= createWriter(context)
  return writer
}
