import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { guardExports } from '../../../../../extensions/access/src/exports.ts'
import { asText, withoutFormulas } from '../../../../../extensions/access/src/rules/formulas.ts'

describe('cells of a spreadsheet', () => {
  it.each(['=1+1', '+33612345678', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1', '\u00A0=1', '＝1', '＋1', '\0=1'])('%j is shown as it is', (text) => {
    expect(asText(text)).toBe(`'${text}`)
  })

  it.each(['Association', 'a=b', '06 12 34 56 78', '', ' ', '2026-01-01', '(=1)'])('%j is left alone', (text) => {
    expect(asText(text)).toBe(text)
  })

  it('begins with no sign, whatever people write and however deep', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const guarded = withoutFormulas({ a: text, nested: { b: text } })
      for (const cell of [Reflect.get(Object(guarded), 'a'), Reflect.get(Object(Reflect.get(Object(guarded), 'nested')), 'b')]) expect(cell).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/)
    }))
  })

  it('keeps numbers, dates, lists and nothing', () => {
    const row = { latitude: -12.5, at: new Date(0), tags: ['=1'], none: null, yes: true }

    expect(withoutFormulas(row)).toEqual(row)
  })
})

describe('exports', () => {
  it('guard CSV, titles included, and nothing else', () => {
    const transform = vi.fn((rows: unknown, _format: string, _options?: unknown) => JSON.stringify(rows))
    const exporter = { prototype: { transform } }
    guardExports(exporter)

    exporter.prototype.transform([{ '=name': '=1' }], 'csv')
    exporter.prototype.transform([{ '=name': '=1' }], 'csv_utf8', { fields: ['=name', 'id'] })
    exporter.prototype.transform([{ '=name': '=1' }], 'json')

    expect(transform.mock.calls).toEqual([
      [[{ '\'=name': '\'=1' }], 'csv', undefined],
      [[{ '\'=name': '\'=1' }], 'csv_utf8', { fields: [{ label: '\'=name', value: '\'=name' }, { label: 'id', value: 'id' }] }],
      [[{ '=name': '=1' }], 'json', undefined],
    ])
  })
})
