import type { Cell } from './cells.ts'
import { sayWall } from './csv.ts'
import type { Grid } from './grid.ts'
import { widthOf } from './grid.ts'
import { XML, escaped, sheetName } from './xml.ts'
import type { ZipEntry } from './zip.ts'

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns'
const TYPE = 'application/vnd.oasis.opendocument.spreadsheet'
const NAMES = ['office', 'table', 'text', 'style', 'config'].map(name => `xmlns:${name}="${OASIS}:${name}:1.0"`).join(' ')
  + ` xmlns:number="${OASIS}:datastyle:1.0" xmlns:fo="${OASIS}:xsl-fo-compatible:1.0" office:version="1.3"`

/** A letter of the usual font, in centimetres. */
const LETTER_CM = 0.2

const DAY_PARTS = '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
const CELL_STYLES = '<number:text-style style:name="Nt"><number:text-content/></number:text-style>'
  + `<number:date-style style:name="Nd">${DAY_PARTS}</number:date-style>`
  + `<number:date-style style:name="Ni">${DAY_PARTS}<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:date-style>`
  + '<style:style style:name="heading" style:family="table-cell" style:data-style-name="Nt"><style:table-cell-properties fo:wrap-option="wrap"/><style:text-properties fo:font-weight="bold"/></style:style>'
  + ['text Nt', 'day Nd', 'instant Ni'].map(style => style.split(' ')).map(([name, data]) => `<style:style style:name="${name}" style:family="table-cell" style:data-style-name="${data}"/>`).join('')

/** The parts of an ODS file; its type comes first, as it is. */
export function odsParts(grid: Grid): ZipEntry[] {
  const name = escaped(sheetName(grid.title))
  const files = [['/', TYPE], ['content.xml', 'text/xml'], ['settings.xml', 'text/xml']].map(([path, type]) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`).join('')
  return [
    { name: 'mimetype', pieces: [TYPE], isStored: true },
    { name: 'META-INF/manifest.xml', pieces: [`${XML}<manifest:manifest xmlns:manifest="${OASIS}:manifest:1.0" manifest:version="1.3">${files}</manifest:manifest>`] },
    { name: 'settings.xml', pieces: [settings(name)] },
    { name: 'content.xml', pieces: content(grid, name) },
  ]
}

/** The first line stays in sight. */
function settings(name: string): string {
  const item = (key: string, type: string, value: string | number) => `<config:config-item config:name="${key}" config:type="${type}">${value}</config:config-item>`
  const frozen = item('VerticalSplitMode', 'short', 2) + item('VerticalSplitPosition', 'int', 1) + item('ActiveSplitRange', 'short', 2) + item('PositionBottom', 'int', 1)
  const tables = `<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="${name}">${frozen}</config:config-item-map-entry></config:config-item-map-named>`
  const view = `<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>${item('ViewId', 'string', 'view1')}${tables}${item('ActiveTable', 'string', name)}</config:config-item-map-entry></config:config-item-map-indexed>`
  return `${XML}<office:document-settings ${NAMES}><office:settings><config:config-item-set config:name="ooo:view-settings">${view}</config:config-item-set></office:settings></office:document-settings>`
}

async function* content({ headings, kinds, rows }: Grid, name: string): AsyncGenerator<string> {
  const widths = headings.map((heading, index) => (widthOf(heading, kinds[index]) * LETTER_CM).toFixed(2))
  const styles = widths.map((width, index) => `<style:style style:name="c${index}" style:family="table-column"><style:table-column-properties style:column-width="${width}cm"/></style:style>`).join('')
  const columns = widths.map((_, index) => `<table:table-column table:style-name="c${index}"/>`).join('')
  yield `${XML}<office:document-content ${NAMES}><office:automatic-styles>${styles}${CELL_STYLES}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="${name}">${columns}`
  yield `<table:table-header-rows>${row(headings.map(text => textCell(text, 'heading')))}</table:table-header-rows>`
  for await (const cells of rows) yield row(cells.map(written))
  yield '</table:table></office:spreadsheet></office:body></office:document-content>'
}

const row = (cells: readonly string[]): string => `<table:table-row>${cells.join('')}</table:table-row>`

function written(cell: Cell): string {
  if (cell === null) return '<table:table-cell/>'
  if (cell.is === 'text') return textCell(cell.text, 'text')
  if (cell.is === 'number') return `<table:table-cell office:value-type="float" office:value="${cell.value}"><text:p>${String(cell.value).replace('.', ',')}</text:p></table:table-cell>`
  return `<table:table-cell table:style-name="${cell.is}" office:value-type="date" office:date-value="${cell.wall}${cell.is === 'day' ? '' : ':00'}"><text:p>${sayWall(cell.wall)}</text:p></table:table-cell>`
}

/** Lines are paragraphs; blanks that follow one another are counted, or they would be read as one. */
function textCell(text: string, style: string): string {
  const lines = escaped(text).split('\n').map(line => `<text:p>${line.replaceAll('\t', '<text:tab/>').replaceAll(/^ | {2,}| $/g, blanks => `<text:s text:c="${blanks.length}"/>`)}</text:p>`)
  return `<table:table-cell table:style-name="${style}" office:value-type="string">${lines.join('')}</table:table-cell>`
}
