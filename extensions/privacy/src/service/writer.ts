import type { Knex } from 'knex'
import type { Line } from '../rules/lines.ts'

interface Log { error: (error: unknown, message: string) => void }

const FLUSH_MS = 300
const RETRY_MS = 2_000
/** Lines waiting because the journal refuses them, from which nobody's file may be opened any more. */
const MOST_WAITING = 5_000
const BATCH = 500

/** Adds lines to the journal in batches; a crash loses at most the last `FLUSH_MS`. */
export interface Writer {
  add: (line: Line) => void
  /** Writes what waits; never throws. */
  flush: () => Promise<void>
  /** Whether the journal has refused so much that reads must stop. */
  isFull: () => boolean
}

/** Makes the writer of this process. */
export function createWriter({ database, logger }: { database: Knex, logger: Log }): Writer {
  const waiting: Line[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined

  const write = async () => {
    while (waiting.length) {
      const batch = waiting.slice(0, BATCH)
      await database.raw('select relais_journal_add(?::jsonb)', [JSON.stringify(batch)])
      waiting.splice(0, batch.length)
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing ??= write()
      .catch((error: unknown) => {
        logger.error(error, `The journal refuses ${waiting.length} lines, kept for another try`)
        plan(RETRY_MS)
      })
      .finally(() => { writing = undefined })
    return writing
  }
  const plan = (delay: number) => {
    timer ??= setTimeout(() => void flush(), delay)
  }

  return {
    add(line) {
      waiting.push(line)
      plan(FLUSH_MS)
    },
    flush,
    isFull: () => waiting.length > MOST_WAITING,
  }
}
