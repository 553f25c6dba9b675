import { describe, expect, it } from 'vitest'
import { grouped } from '../../../../../extensions/privacy/src/rules/grouped.ts'
import type { Entry } from '../../../../../extensions/privacy/src/service/search.ts'

const line = (id: string, row: Partial<Entry> = {}): Entry => ({
  id, at: '2026-03-02T09:15:10.000000Z', kind: 'read', author: 'a', author_name: 'Nadia Perrin', channel: 'portal', collection: 'cases', item: 'c',
  people: [{ id: 'p', name: 'Alix Essai' }], before: null, after: null, reason: null, details: null, clock_back: false, exceptional: null, ...row,
})
const said = (...entries: Entry[]) => grouped(entries).map(({ entry, times }) => [entry.id, times])

describe('lines of the journal that say the same', () => {
  it('are one, the latest, with their number, within a minute', () => {
    expect(said(line('3'), line('2', { at: '2026-03-02T09:15:59.000000Z' }), line('1', { at: '2026-03-02T09:14:59.000000Z' }))).toEqual([['3', 2], ['1', 1]])
  })

  it('are apart by who, what, whom, which door and what for', () => {
    const others: Partial<Entry>[] = [{ author: 'b' }, { item: 'd' }, { collection: 'needs' }, { people: [] }, { channel: 'studio' }, { kind: 'download' }, { exceptional: 'Urgence' }, { details: { rows: 2 } }]
    expect(said(line('0'), ...others.map((row, index) => line(String(index + 1), row)))).toHaveLength(others.length + 1)
  })

  it('are each shown when they are changes, refusals or sign-ins', () => {
    for (const kind of ['create', 'update', 'delete', 'refusal', 'sign_in', 'export', 'search'] as const) expect(said(line('2', { kind }), line('1', { kind }))).toHaveLength(2)
  })
})
