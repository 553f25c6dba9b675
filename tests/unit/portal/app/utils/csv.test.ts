import { describe, expect, it } from 'vitest'
import { toCsv } from '../../../../../portal/app/utils/csv.ts'

describe('toCsv', () => {
  it('writes texts in quotes and numbers as they are, in lines that spreadsheets read', () => {
    expect(toCsv([['Code', 'Nom'], ['2A', 12], ['974', 0]])).toBe('\uFEFF"Code";"Nom"\r\n"2A";12\r\n"974";0')
  })

  it.each(['=1+1', '+33', '-2', '@SUM(A1)', '\tx', '\rx'])('never lets a spreadsheet run %j', (text) => {
    expect(toCsv([[text]])).toBe(`\uFEFF"'${text}"`)
  })

  it('keeps quotes, semicolons and line breaks inside their cell', () => {
    expect(toCsv([['dit « oui »; "non"\nfin']])).toBe('\uFEFF"dit « oui »; ""non""\nfin"')
  })
})
