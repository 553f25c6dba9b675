/** Begins every part of an archive. */
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** What XML cannot hold, and halves of letters. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const IMPOSSIBLE = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/gu

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text inside XML, its line ends as one sign. */
export const escaped = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(IMPOSSIBLE, '').replaceAll(/[&<>"]/g, sign => SIGNS[sign] ?? '')

/** A name that every spreadsheet takes for a sheet. */
export function sheetName(title: string): string {
  return title.replaceAll(/[[\]:*?/\\]/g, ' ').replaceAll(/\s+/g, ' ').trim().replaceAll(/^'+|'+$/g, '').slice(0, 31).trim() || 'Relais'
}
