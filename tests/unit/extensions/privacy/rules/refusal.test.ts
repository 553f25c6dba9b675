import { describe, expect, it } from 'vitest'
import { isRefusedByJournal } from '../../../../../extensions/privacy/src/rules/refusal.ts'

describe('a refusal of the journal', () => {
  it('is told by the functions where PostgreSQL failed', () => {
    expect(isRefusedByJournal({ code: '53100', where: 'PL/pgSQL function relais_journal.append(jsonb) line 33 at SQL statement\nPL/pgSQL function relais_journal_change() line 30 at PERFORM' })).toBe(true)
    expect(isRefusedByJournal({ code: '42501', where: 'PL/pgSQL function relais_journal_change() line 30 at PERFORM' })).toBe(true)
  })

  it.each([undefined, null, 'disk full', new Error('relais_journal'), { code: '53100' }, { where: 'PL/pgSQL function relais_keep_history() line 9 at RAISE' }])('is not %o', (error) => {
    expect(isRefusedByJournal(error)).toBe(false)
  })
})
