import { SENT } from '@relais/extensions/platform'
import type { Handles, Host } from '@relais/extensions/platform'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sheetReaderOf } from '@relais/extensions/access'
import type { QueryOf, privacy } from '@relais/schema/contracts'
import type { SheetFormat } from '@relais/schema/sheets'
import { SHEET_TYPES, writeSheet } from '@relais/schema/sheets'
import type { Response } from 'express'
import { textsFor } from '../app/texts.ts'
import type { Exported } from '../rules/journal-columns.ts'
import { journalColumns } from '../rules/journal-columns.ts'
import { readConsultations } from '../service/consultations.ts'
import type { Entry } from '../service/search.ts'
import { searchJournal } from '../service/search.ts'
import type { Writer } from '../service/writer.ts'

const MOST_EXPORTED = 100_000
const PAGE = 1_000

type JournalQuery = QueryOf<'GET /privacy/journal'>

export interface JournalOptions { writer: Writer, withNames: boolean }

/** Handlers of those who read the journal: the data protection officer, and each person for their own file. */
export const journalHandlers = (host: Host, { writer, withNames }: JournalOptions): Handles<keyof typeof privacy> => ({
  'GET /privacy/journal': async ({ caller, query, res }) => {
    const asked = query()
    const { person, format } = asked
    // Who watches the journal is watched too.
    writer.add({ kind: 'search', author: caller.user, channel: 'studio', ...(person && { candidates: [person] }), details: asked })
    await writer.flush()
    if (format !== 'json') {
      await sendSheet(host, res, { ...asked, format, user: caller.user })
      return SENT
    }
    const { entries, next } = await searchJournal(host.database, asked)
    return { data: entries, meta: { next } }
  },

  'GET /privacy/mine': async ({ caller, query }) => {
    const { before } = query()
    await writer.flush()
    return { data: await readConsultations(host.database, caller.user, { before, withNames }) }
  },
})

async function sendSheet(host: Host, res: Response, { format, user, ...query }: Omit<JournalQuery, 'format'> & { format: SheetFormat, user: string }): Promise<void> {
  const reader = await sheetReaderOf(host.database, user)
  res.type(SHEET_TYPES[format]).set('Content-Disposition', `attachment; filename="journal.${format}"`).set('Cache-Control', 'no-store')
  const sheet = writeSheet({ title: 'Journal', columns: journalColumns(reader), rows: linesOf(host, query, reader.language), format, reader })
  await pipeline(Readable.from(sheet), res).catch((error: unknown) => {
    if (!isLeft(error)) throw error
  })
}

/** Whoever asked went away before the end. */
const isLeft = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'

/** The lines of the journal page by page; the last one says that there were more. */
async function* linesOf({ database }: Host, query: Omit<JournalQuery, 'format'>, language: 'fr' | 'en'): AsyncGenerator<Exported> {
  let after: string | null | undefined = query.after
  for (let written = 0; after !== null; written += PAGE) {
    if (written >= MOST_EXPORTED) return yield { stopped: textsFor(language).stopped.replace('{count}', MOST_EXPORTED.toLocaleString(language)) }
    const page: { entries: Entry[], next: string | null } = await searchJournal(database, { ...query, limit: PAGE, after: after ?? undefined })
    yield* page.entries
    after = page.next
  }
}
