import type { Cell } from './cells.ts'
import { sayWall } from './csv.ts'
import type { Grid } from './grid.ts'
import { widthOf } from './grid.ts'
import { XML, escaped, sheetName } from './xml.ts'
import type { ZipEntry } from './zip.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const PART = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A cell holds no more. */
const MOST_LETTERS = 32_767
const DAY_MS = 86_400_000
/** Day 0 of spreadsheets, right from March 1900 on: earlier days are written as texts. */
const EPOCH = Date.UTC(1899, 11, 30)
const FIRST_DAY = '1900-03-01'

/** In the order of `cellXfs`. `quotePrefix`: what is typed over such a text, or only opened, stays one. */
const STYLE = { number: 0, heading: 1, text: 2, day: 3, instant: 4 } as const
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>`
  + '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
  + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
  + '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
  + '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
  + '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
  + '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>'
  + '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'

/** The parts of an XLSX file. */
export function xlsxParts(grid: Grid): ZipEntry[] {
  const part = (name: string, text: string): ZipEntry => ({ name, pieces: [`${XML}${text}`] })
  return [
    part('[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${PART}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${PART}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${PART}.styles+xml"/></Types>`),
    part('_rels/.rels', `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    part('xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheetName(grid.title))}" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    part('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`),
    { name: 'xl/styles.xml', pieces: [STYLES] },
    { name: 'xl/worksheets/sheet1.xml', pieces: sheet(grid) },
  ]
}

async function* sheet({ headings, kinds, rows }: Grid): AsyncGenerator<string> {
  const columns = headings.map((heading, index) => `<col min="${index + 1}" max="${index + 1}" width="${widthOf(heading, kinds[index])}" customWidth="1"/>`).join('')
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>`
  yield row(1, headings.map(heading => textCell(heading, STYLE.heading)))
  let count = 1
  for await (const cells of rows) yield row(count += 1, cells.map(written))
  yield `</sheetData><autoFilter ref="A1:${letters(headings.length)}${count}"/></worksheet>`
}

const row = (number: number, cells: readonly ((at: string) => string)[]): string => `<row r="${number}">${cells.map((cell, index) => cell(`${letters(index + 1)}${number}`)).join('')}</row>`

/** The name of a column: A, Z, AA. */
const letters = (number: number): string => (number === 0 ? '' : letters(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + (number - 1) % 26))

function written(cell: Cell): (at: string) => string {
  if (cell === null) return () => ''
  if (cell.is === 'text') return textCell(cell.text, STYLE.text)
  if (cell.is === 'number') return at => `<c r="${at}"><v>${cell.value}</v></c>`
  if (cell.wall < FIRST_DAY) return textCell(sayWall(cell.wall), STYLE.text)
  const serial = (Date.parse(`${cell.wall}${cell.is === 'day' ? 'T00:00' : ''}Z`) - EPOCH) / DAY_MS
  return at => `<c r="${at}" s="${STYLE[cell.is]}"><v>${serial}</v></c>`
}

/** Excel reads `_x000D_` as a sign: what somebody typed so is told apart. */
function textCell(text: string, style: number): (at: string) => string {
  const kept = escaped(text.slice(0, MOST_LETTERS).replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))
  return at => `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${kept}</t></is></c>`
}
