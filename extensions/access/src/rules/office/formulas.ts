import { isLink } from './addresses.ts'

/** Functions of workbooks that call a program, a library or a host, or read a source of data. */
const CALLS = /(?:^|[^\p{L}\p{N}_])(?:WEBSERVICE|DDE|RTD|CALL|REGISTER|REGISTER\.ID|IMAGE|EXEC|EXECUTE|INITIATE|POKE|REQUEST|RUN|SQL\.REQUEST|FOPEN|FWRITE|FWRITELN|URLMON|STOCKHISTORY|TRANSLATE|PY|IMPORTXML|IMPORTDATA|CUBE[A-Z]+)\s*\(/iu
/** `program|subject!item` */
const EXCHANGE = /\|[^!]*!/
/** Another workbook: `[1]Sheet!A1`, `'C:\x\[a.xlsx]S'!A1`, `a.xlsx!name`, `'file:///a.ods'#Sheet.A1`; names of sheets hold none of these signs. */
const ELSEWHERE = [/\[(?!0\])[^\][]*\][\p{L}\p{N}_.]*!/u, /'[^']*[\\/[\]?*][^']*'!/, /\.xl\w{1,3}!/i, /'[^']*[\\/:][^']*'\s*#/, /\[\s*'?[a-z][a-z0-9+.-]+:\/\//i]
const LITERAL = /"(?:[^"]|"")*"/g
/** Where a link leads; its label, which follows, is a text like another. */
const ADDRESS = /HYPERLINK\s*\(\s*("(?:[^"]|"")*")/gi
const PLACE = /^\s*(?:\\\\|file:|smb:)/i

/** Whether a formula calls something, or reads another file, as soon as it is computed. */
export function callsOut(formula: string): boolean {
  const code = formula.replaceAll(LITERAL, '""').replaceAll('\'\'', '')
  if (CALLS.test(code) || EXCHANGE.test(code) || ELSEWHERE.some(pattern => pattern.test(code))) return true
  if (!/HYPERLINK\s*\(/i.test(code)) return false
  const isPlace = (formula.match(LITERAL) ?? []).some(literal => PLACE.test(literal.slice(1, -1)))
  return isPlace || Array.from(formula.matchAll(ADDRESS), ([, address = '']) => address.slice(1, -1)).some(address => !isLink(address))
}
