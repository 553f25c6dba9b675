import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'

/** A cell as a spreadsheet would read it: its style, its type and its text or number. */
export interface ReadCell { style: string, type: string, value: string, hasFormula: boolean }

interface Open { name: string, attributes: Record<string, string> }

/** Reads XML strictly, element by element: what is not well formed throws. */
function walk(xml: string, on: { open?: (tag: Open) => void, text?: (text: string) => void, close?: (name: string) => void }): void {
  const parser = new SaxesParser()
  parser.on('error', (error) => { throw error })
  parser.on('opentag', tag => on.open?.({ name: tag.name, attributes: tag.attributes }))
  parser.on('text', text => on.text?.(text))
  parser.on('closetag', ({ name }) => on.close?.(name))
  parser.write(xml).close()
}

/** The parts of an archive by name, each well formed when it is XML. */
export function partsOf(bytes: Uint8Array): Record<string, string> {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]))
  for (const [name, text] of Object.entries(parts)) if (/\.(?:xml|rels)$/.test(name)) walk(text, {})
  return parts
}

/** The rows of the only sheet of an XLSX file, empty cells left out. */
export function readXlsx(bytes: Uint8Array): ReadCell[][] {
  const rows: ReadCell[][] = []
  let cell: ReadCell | undefined
  let isValue = false
  walk(partsOf(bytes)['xl/worksheets/sheet1.xml'] ?? '', {
    open: ({ name, attributes }) => {
      if (name === 'row') rows.push([])
      if (name === 'c') rows.at(-1)?.push(cell = { style: attributes['s'] ?? '', type: attributes['t'] ?? 'n', value: '', hasFormula: false })
      if (name === 'f' && cell) cell.hasFormula = true
      isValue = name === 'v' || name === 't'
    },
    text: (text) => { if (isValue && cell) cell.value += text },
    close: () => { isValue = false },
  })
  for (const read of rows.flat()) read.value = read.value.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
  return rows
}

/** The rows of the only sheet of an ODS file. */
export function readOds(bytes: Uint8Array): ReadCell[][] {
  const rows: ReadCell[][] = []
  let cell: ReadCell | undefined
  let paragraphs = 0
  walk(partsOf(bytes)['content.xml'] ?? '', {
    open: ({ name, attributes }) => {
      if (name === 'table:table-row') rows.push([])
      if (name === 'table:table-cell') {
        const type = attributes['office:value-type'] ?? ''
        paragraphs = 0
        rows.at(-1)?.push(cell = { style: attributes['table:style-name'] ?? '', type, value: attributes['office:value'] ?? attributes['office:date-value'] ?? '', hasFormula: 'table:formula' in attributes })
      }
      if (!cell || cell.type !== 'string') return
      if (name === 'text:p' && paragraphs++ > 0) cell.value += '\n'
      if (name === 'text:tab') cell.value += '\t'
      if (name === 'text:s') cell.value += ' '.repeat(Number(attributes['text:c']))
    },
    text: (text) => { if (cell?.type === 'string') cell.value += text },
    close: (name) => { if (name === 'table:table-cell') cell = undefined },
  })
  return rows
}

/** The cells of a CSV file of the product: `;`, quoted texts, and no line end inside a bare cell. */
export function readSheetCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, bare = '', end] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare)
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}
