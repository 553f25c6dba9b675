import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell } from '../../../../../extensions/privacy/src/rules/csv.ts'

describe('a cell of the export', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1'])('is no formula: %j', (text) => {
    expect(csvCell(text)).toBe(`"'${text}"`)
  })

  it('holds any text, its quotes doubled', () => {
    fc.assert(fc.property(fc.string(), text => csvCell(text).slice(1, -1).replaceAll('""', '').includes('"') === false))
    expect(csvCell({ a: 'b' })).toBe('"{""a"":""b""}"')
    expect(csvCell(null)).toBe('""')
  })
})
