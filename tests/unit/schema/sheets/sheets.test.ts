import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Column, SheetFormat, SheetReader } from '../../../../schema/sheets/index.ts'
import { SHEET_FORMATS, measureColumns, measureRows, writeSheet } from '../../../../schema/sheets/index.ts'
import { partsOf, readOds, readSheetCsv, readXlsx } from '../../../support/sheets.ts'

interface Line { name: unknown, count: unknown, length: unknown, born: unknown, seen: unknown, status: unknown, agreed: unknown }

const both = (fr: string, en = fr) => ({ fr, en })
const reader: SheetReader = { language: 'fr', zone: 'Indian/Reunion', now: new Date('2026-11-30T08:00:00Z') }
const columns: Column<Line>[] = [
  { label: both('Nom', 'Name'), kind: 'text', value: ({ name }) => name },
  { label: both('Places', 'Places'), kind: 'integer', value: ({ count }) => count },
  { label: both('Durée médiane', 'Median length'), kind: 'decimal', value: ({ length }) => length },
  { label: both('Naissance', 'Born'), kind: 'date', value: ({ born }) => born },
  { label: both('Vu', 'Seen'), kind: 'instant', value: ({ seen }) => seen },
  { label: both('Statut', 'Status'), kind: 'choice', value: ({ status }) => status, choices: [{ value: 'open', label: both('Ouvert', 'Open') }, { value: 'closed', label: both('Clos', 'Closed') }] },
  { label: both('Accord', 'Agreed'), kind: 'boolean', value: ({ agreed }) => agreed },
]
const line: Line = { name: 'Łukasik', count: -12, length: '27.20', born: '1999-02-01', seen: '2026-11-29T20:30:00.000Z', status: 'open', agreed: true }
const nobody: Line = { name: null, count: null, length: null, born: null, seen: null, status: null, agreed: null }

async function bytesOf(format: SheetFormat, rows: Iterable<Line> | AsyncIterable<Line>, by: SheetReader = reader): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of writeSheet({ title: 'Dossiers [2026]: « suivis »', columns, rows, format, reader: by })) parts.push(part)
  return Buffer.concat(parts)
}
const csvOf = async (rows: Iterable<Line>, by?: SheetReader) => Buffer.from(await bytesOf('csv', rows, by)).toString('utf8')

describe('row 19: a sheet opened in a French spreadsheet', () => {
  it('is a CSV file with `;`, a mark of its letters, Windows line ends, decimal commas, days and hours of the place', async () => {
    expect(await csvOf([line])).toBe('\uFEFF"Nom";"Places";"Durée médiane";"Naissance";"Vu (heure de La Réunion)";"Statut";"Accord"\r\n"Łukasik";-12;27,2;01/02/1999;30/11/2026 00:30;"Ouvert";"Oui"\r\n')
  })

  it('has the headings and the labels of an English reader', async () => {
    expect(readSheetCsv(await csvOf([line], { ...reader, language: 'en' }))).toEqual([
      ['Name', 'Places', 'Median length', 'Born', 'Seen (Réunion Time)', 'Status', 'Agreed'], ['Łukasik', '-12', '27,2', '01/02/1999', '30/11/2026 00:30', 'Open', 'Yes'],
    ])
  })

  it('holds real numbers, days and hours in XLSX', async () => {
    const [headings, cells] = readXlsx(await bytesOf('xlsx', [line, nobody]))

    expect(headings?.map(({ value, style }) => [value, style])).toEqual(['Nom', 'Places', 'Durée médiane', 'Naissance', 'Vu (heure de La Réunion)', 'Statut', 'Accord'].map(text => [text, '1']))
    // 36192 is 1 February 1999, 46356 is 30 November 2026.
    expect(cells?.map(({ type, style, value }) => [type, style, value])).toEqual([
      ['inlineStr', '2', 'Łukasik'], ['n', '', '-12'], ['n', '', '27.2'], ['n', '3', '36192'], ['n', '4', String(46356 + 0.5 / 24)], ['inlineStr', '2', 'Ouvert'], ['inlineStr', '2', 'Oui'],
    ])
  })

  it('holds real numbers, days and hours in ODS', async () => {
    const [, cells, empty] = readOds(await bytesOf('ods', [line, nobody]))

    expect(cells?.map(({ type, value }) => [type, value])).toEqual([
      ['string', 'Łukasik'], ['float', '-12'], ['float', '27.2'], ['date', '1999-02-01'], ['date', '2026-11-30T00:30:00'], ['string', 'Ouvert'], ['string', 'Oui'],
    ])
    expect(empty?.map(({ type }) => type)).toEqual(columns.map(() => ''))
  })

  it('keeps its first line in sight, wide enough columns, and a name that every spreadsheet takes', async () => {
    const xlsx = partsOf(await bytesOf('xlsx', [line]))
    const ods = partsOf(await bytesOf('ods', [line]))

    expect(xlsx['xl/worksheets/sheet1.xml']).toMatch(/<pane ySplit="1" [^>]*state="frozen"\/>.*<col min="1" max="1" width="28" .*<autoFilter ref="A1:G2"\/>/)
    expect(xlsx['xl/workbook.xml']).toContain('<sheet name="Dossiers 2026 « suivis »"')
    expect(ods['settings.xml']).toContain('<config:config-item config:name="VerticalSplitPosition" config:type="int">1<')
    expect(ods['content.xml']).toContain('<table:table-header-rows>')
  })

  it('says first that it is ODS, without compressing it', async () => {
    const bytes = Buffer.from(await bytesOf('ods', [line]))

    expect(bytes.subarray(26, 84).toString('latin1')).toBe('\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet')
  })
})

const FORMULAS = [
  '=1+1', '＝1+1', ' =1+1', '\u00A0=1+1', '\u202F=1+1', '\uFEFF=1+1', '\u200B=1+1', '\u2060+1', '\t=1+1', '\r=1+1', '\n=1+1', '+33', '-2+3', '@SUM(A1)', '＋1', '－1', '＠SUM(1)', '﹦1', '\0=1', '=HYPERLINK("http://x.example";"Cliquez")',
]

describe('row 19: a text that a spreadsheet would run', () => {
  it.each(FORMULAS)('is guarded in CSV: %j', async (name) => {
    expect(readSheetCsv(await csvOf([{ ...line, name }]))[1]?.[0]).toBe(`'${name}`)
  })

  it.each(FORMULAS)('stays a text in XLSX and ODS: %j', async (name) => {
    const [xlsx, ods] = [readXlsx(await bytesOf('xlsx', [{ ...line, name }]))[1]?.[0], readOds(await bytesOf('ods', [{ ...line, name }]))[1]?.[0]]

    // What XML cannot hold is left out, and line ends are all one sign there.
    const kept = name.replaceAll('\r', '\n').replaceAll('\0', '')
    expect(xlsx).toEqual({ style: '2', type: 'inlineStr', value: kept, hasFormula: false })
    expect(ods).toEqual({ style: 'text', type: 'string', value: kept, hasFormula: false })
    expect(partsOf(await bytesOf('xlsx', [line]))['xl/styles.xml']).toMatch(/<xf numFmtId="49" fontId="0" [^>]*quotePrefix="1"/)
  })

  it('is guarded in a heading, in a choice and in what is no number', async () => {
    const named: Column<Line>[] = [{ label: both('=1+1'), kind: 'text', value: () => 'x' }, { label: both('A'), kind: 'choice', value: () => 'a', choices: [{ value: 'a', label: both('＝1+1') }] }, { label: both('B'), kind: 'integer', value: () => '=2' }]
    const parts: Uint8Array[] = []
    for await (const part of writeSheet({ title: 'x', columns: named, rows: [line], format: 'csv', reader })) parts.push(part)

    expect(readSheetCsv(Buffer.concat(parts).toString('utf8'))).toEqual([['\'=1+1', 'A', 'B'], ['x', '\'＝1+1', '\'=2']])
  })

  it('is no number below zero', async () => {
    expect(await csvOf([{ ...line, count: -5, length: -0.25 }])).toContain(';-5;-0,25;')
  })
})

describe('a value of another kind than its column', () => {
  it.each([
    ['count', 'au moins 5', 'au moins 5'], ['count', '12345678901234567890', '12345678901234567890'], ['length', 0.1 + 0.2, '0,30000000000000004'], ['count', '007', '7'], ['length', '0.00', '0'],
    ['born', '1789-07-14', '14/07/1789'], ['born', 'inconnue', 'inconnue'], ['seen', 'hier', 'hier'], ['status', 'other', 'other'], ['status', ['open', 'closed'], 'Ouvert, Clos'], ['agreed', false, 'Non'],
    ['name', { a: 'b' }, '{"a":"b"}'], ['name', ['a', 'b'], 'a, b'], ['name', [], ''], ['name', 0, '0'], ['name', '00123', '00123'],
  ])('%s %j is written', async (field, value, expected) => {
    const cells = readSheetCsv(await csvOf([{ ...nobody, [field]: value }]))[1]

    expect(cells?.filter(cell => cell !== '')).toEqual(expected === '' ? [] : [expected])
  })

  it('of the years before the calendar of spreadsheets is a text in XLSX, a day in ODS', async () => {
    const old = { ...nobody, born: '1789-07-14' }

    expect(readXlsx(await bytesOf('xlsx', [old]))[1]).toEqual([{ style: '2', type: 'inlineStr', value: '14/07/1789', hasFormula: false }])
    expect(readOds(await bytesOf('ods', [old]))[1]?.[3]).toMatchObject({ type: 'date', value: '1789-07-14' })
  })
})

describe('whatever is written comes back', () => {
  const texts = fc.string({ unit: fc.oneof(fc.constantFrom('=', '"', ';', ' ', '\n', '\t', '<', '&', '_x000D_', '\u202F', '😀', '\u0007'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 12 })
  const inXml = (text: string) => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '') // eslint-disable-line no-control-regex -- what XML cannot hold

  it('in CSV, XLSX and ODS', async () => {
    await fc.assert(fc.asyncProperty(texts, fc.double({ noNaN: true, noDefaultInfinity: true }), async (name, count) => {
      const rows = [{ ...line, name: `x${name}`, count, length: null }]
      const [csv, xlsx, ods] = [readSheetCsv(await csvOf(rows))[1], readXlsx(await bytesOf('xlsx', rows))[1], readOds(await bytesOf('ods', rows))[1]]

      expect(csv?.[0]).toBe(`x${name}`)
      expect(Number(csv?.[1]?.replace(',', '.'))).toBe(count + 0)
      for (const read of [xlsx, ods]) {
        expect(read?.[0]?.value).toBe(inXml(`x${name}`))
        expect(Number(read?.[1]?.value)).toBe(count + 0)
      }
    }), { numRuns: 60 })
  })
})

describe('a long list', () => {
  it.each(SHEET_FORMATS)('goes out while it is read, and stops when nobody takes it any more: %s', async (format) => {
    let read = 0
    let isClosed = false
    const rows = async function* () {
      try {
        for (; read < 200_000; read += 1) yield { ...line, name: `Personne ${read} ${Math.imul(read, 2_654_435_761)}` }
      }
      finally {
        isClosed = true
      }
    }
    let sent = 0
    for await (const part of writeSheet({ title: 'Liste', columns, rows: rows(), format, reader })) {
      sent += part.length
      if (sent > 30_000) break
    }

    expect(read).toBeGreaterThan(100)
    expect(read).toBeLessThan(50_000)
    expect(isClosed).toBe(true)
  })

  it.each(['xlsx', 'ods'] as const)('of many rows is whole: %s', async (format) => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({ ...line, count: index }))
    const rows = (format === 'xlsx' ? readXlsx : readOds)(await bytesOf(format, many))

    expect(rows.length).toBe(5_001)
    expect(rows.at(-1)?.[1]?.value).toBe('4999')
  })
})

describe('row 19: the measures, from the portal and from the Studio', () => {
  const line = (structure: string | null, part: object = {}) => ({ structure, state: 's', stays: 6, median_days: 27.2, p90_days: 9, present: 7, late: 0, ...part })
  const told = {
    states: [{ key: 's', label: both('Accueil', 'Reception') }], structures: [{ id: 'a', name: '=Mission "A"' }],
    lines: [line(null, { at_least: ['present'] }), line('a', { stays: null, median_days: null, p90_days: null, present: null, late: null })],
  }

  it('say what is withheld, what a total leaves out, and decimals that no spreadsheet takes for a date', async () => {
    const parts: Uint8Array[] = []
    for await (const part of writeSheet({ title: 'Mesures', columns: measureColumns('fr'), rows: measureRows(told), format: 'csv', reader })) parts.push(part)

    expect(readSheetCsv(Buffer.concat(parts).toString('utf8'))).toEqual([
      ['Structure', 'Étape', 'Sorties', 'Médiane (jours)', '90e centile (jours)', 'Présentes', 'En retard'],
      ['Toutes les structures', 'Accueil', '6', '27,2', '9', 'au moins 7', '0'], ['\'=Mission "A"', 'Accueil', 'non communiqué', '', '', 'non communiqué', 'non communiqué'],
    ])
  })
})
