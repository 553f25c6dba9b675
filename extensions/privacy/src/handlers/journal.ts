import { callerAmong, parseInput, queryOf } from '@relais/extension-directory'
import type { Host } from '@relais/extension-directory'
import type { Request, Response } from 'express'
import { csvCell } from '../rules/csv.ts'
import type { JournalQuery } from '../rules/search-params.ts'
import { ConsultationsQuerySchema, JournalQuerySchema } from '../rules/search-params.ts'
import { readConsultations } from '../service/consultations.ts'
import type { Entry } from '../service/search.ts'
import { searchJournal } from '../service/search.ts'
import type { Writer } from '../service/writer.ts'

const MOST_EXPORTED = 20_000
const PAGE = 200
const COLUMNS = ['at', 'kind', 'author', 'author_name', 'channel', 'collection', 'item', 'people', 'before', 'after', 'reason', 'details', 'clock_back'] as const

export interface JournalOptions { writer: Writer, withNames: boolean }

/** Handlers of those who read the journal: the data protection officer, and each person for their own file. */
export const journalHandlers = (host: Host, { writer, withNames }: JournalOptions) => ({
  async search(req: Request, res: Response) {
    const caller = callerAmong(req, ['admin'])
    const query = parseInput(JournalQuerySchema, queryOf(req))
    const { person } = query
    // Who watches the journal is watched too.
    writer.add({ kind: 'search', author: caller.user, channel: 'studio', ...(person && { candidates: [person] }), details: query })
    await writer.flush()
    if (query.format === 'csv') return sendCsv(host, res, query)
    const { entries, next } = await searchJournal(host.database, query)
    res.json({ data: entries, meta: { next } })
  },

  async mine(req: Request, res: Response) {
    const caller = callerAmong(req, ['beneficiary'])
    const { before } = parseInput(ConsultationsQuerySchema, queryOf(req))
    await writer.flush()
    res.json({ data: await readConsultations(host.database, caller.user, { before, withNames }) })
  },
})

async function sendCsv(host: Host, res: Response, query: JournalQuery): Promise<void> {
  res.type('text/csv').set('Content-Disposition', 'attachment; filename="journal.csv"').set('Cache-Control', 'no-store')
  res.write(`\uFEFF${COLUMNS.join(',')}\r\n`)
  let after: string | null | undefined = query.after
  for (let written = 0; written < MOST_EXPORTED && after !== null; written += PAGE) {
    const page: { entries: Entry[], next: string | null } = await searchJournal(host.database, { ...query, limit: PAGE, after: after ?? undefined })
    for (const entry of page.entries) res.write(`${COLUMNS.map(column => csvCell(entry[column])).join(',')}\r\n`)
    after = page.next
  }
  res.end()
}
