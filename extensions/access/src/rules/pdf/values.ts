/** What a PDF file is made of (ISO 32000-2, 7.3). Names are given with their `#xx` read, strings with their escapes read. */
export type PdfValue = null | boolean | number | PdfName | PdfText | PdfReference | PdfValue[] | PdfDictionary
export interface PdfName { kind: 'name', name: string }
export interface PdfText { kind: 'text', bytes: Buffer }
export interface PdfReference { kind: 'reference', number: number, generation: number }
export interface PdfDictionary { kind: 'dictionary', entries: Map<string, PdfValue> }

/** What stops the reading of a PDF: `damaged` whatever two readers could understand in two ways. */
export type Unreadable = 'damaged' | 'encrypted' | 'expanded'

/** Thrown by the reader, and caught in one place: a PDF that is not read to its end is never taken. */
export class UnreadablePdf extends Error {
  readonly problem: Unreadable

  constructor(problem: Unreadable, at: string) {
    super(`${problem}: ${at}`)
    this.problem = problem
  }
}

export const damaged = (at: string): UnreadablePdf => new UnreadablePdf('damaged', at)

/** A place in bytes, which reading moves on; `left` is the number of values still read before giving up. */
export interface Cursor { bytes: Buffer, at: number, budget: { left: number } }

const MAX_DEPTH = 100
const [TAB, LF, FF, CR, SPACE, PERCENT, OPEN, CLOSE, LESS, GREATER, SLASH, BACKSLASH] = [9, 10, 12, 13, 32, 37, 40, 41, 60, 62, 47, 92]
const WHITE = new Set([0, TAB, LF, FF, CR, SPACE])
const DELIMITERS = new Set([PERCENT, OPEN, CLOSE, LESS, GREATER, SLASH, 91, 93, 123, 125])
const INTEGER = /^[+-]?\d{1,15}$/
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/

const isRegular = (byte: number | undefined): byte is number => byte !== undefined && !WHITE.has(byte) && !DELIMITERS.has(byte)

/** Goes over blanks and comments. */
export function skipBlanks(cursor: Cursor): void {
  const { bytes } = cursor
  for (let byte = bytes[cursor.at]; byte !== undefined; byte = bytes[cursor.at]) {
    if (byte === PERCENT) while (cursor.at < bytes.length && bytes[cursor.at] !== LF && bytes[cursor.at] !== CR) cursor.at += 1
    else if (WHITE.has(byte)) cursor.at += 1
    else return
  }
}

/** The next word (a number, `obj`, `stream`…), blanks and comments passed; empty where none begins. */
export function readWord(cursor: Cursor): string {
  skipBlanks(cursor)
  const start = cursor.at
  while (isRegular(cursor.bytes[cursor.at])) cursor.at += 1
  return cursor.bytes.toString('latin1', start, cursor.at)
}

/** The next word, without moving on. */
export const peekWord = (cursor: Cursor): string => readWord({ ...cursor })

/** A whole number, or the file is not read further. */
export function readInteger(cursor: Cursor): number {
  const word = readWord(cursor)
  if (!INTEGER.test(word)) throw damaged('integer')
  return Number(word)
}

/** One value, whatever its kind. */
export function readValue(cursor: Cursor, depth = 0): PdfValue {
  if (depth > MAX_DEPTH) throw damaged('depth')
  if ((cursor.budget.left -= 1) < 0) throw new UnreadablePdf('expanded', 'values')
  skipBlanks(cursor)
  const { bytes } = cursor
  const byte = bytes[cursor.at]
  if (byte === SLASH) return { kind: 'name', name: readName(cursor) }
  if (byte === OPEN) return { kind: 'text', bytes: readLiteral(cursor) }
  if (byte === LESS) return bytes[cursor.at + 1] === LESS ? readDictionary(cursor, depth) : { kind: 'text', bytes: readHexadecimal(cursor) }
  if (byte === 91) return readArray(cursor, depth)
  return readPlain(cursor)
}

function readPlain(cursor: Cursor): PdfValue {
  const word = readWord(cursor)
  if (word === 'null') return null
  if (word === 'true' || word === 'false') return word === 'true'
  if (!NUMBER.test(word)) throw damaged('word')
  return /^\d{1,10}$/.test(word) ? readReference(cursor, Number(word)) ?? Number(word) : Number(word)
}

/** `12 0 R`: three words, the first of which has been read. */
function readReference(cursor: Cursor, number: number): PdfReference | undefined {
  const next = { ...cursor }
  const generation = readWord(next)
  if (!/^\d{1,5}$/.test(generation) || readWord(next) !== 'R') return undefined
  cursor.at = next.at
  return { kind: 'reference', number, generation: Number(generation) }
}

function readName(cursor: Cursor): string {
  const start = cursor.at += 1
  while (isRegular(cursor.bytes[cursor.at])) cursor.at += 1
  return cursor.bytes.toString('latin1', start, cursor.at).replaceAll(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

const ESCAPES = new Map([[110, LF], [114, CR], [116, TAB], [98, 8], [102, FF]])

function readLiteral(cursor: Cursor): Buffer {
  const { bytes } = cursor
  const out: number[] = []
  let open = 1
  for (cursor.at += 1; cursor.at < bytes.length; cursor.at += 1) {
    const byte = bytes[cursor.at] ?? 0
    if (byte === BACKSLASH) {
      const read = readEscape(cursor)
      if (read !== undefined) out.push(read)
      continue
    }
    open += byte === OPEN ? 1 : byte === CLOSE ? -1 : 0
    if (open === 0) {
      cursor.at += 1
      return Buffer.from(out)
    }
    if (byte === CR && bytes[cursor.at + 1] === LF) continue
    out.push(byte === CR ? LF : byte)
  }
  throw damaged('string')
}

/** Leaves the cursor on the last byte of the escape; nothing is written for a line that goes on. */
function readEscape(cursor: Cursor): number | undefined {
  const { bytes } = cursor
  const next = bytes[cursor.at += 1] ?? 0
  if (next === LF) return undefined
  if (next === CR) {
    if (bytes[cursor.at + 1] === LF) cursor.at += 1
    return undefined
  }
  const octal = /^[0-7]{1,3}/.exec(bytes.toString('latin1', cursor.at, cursor.at + 3))?.[0]
  if (octal === undefined) return ESCAPES.get(next) ?? next
  cursor.at += octal.length - 1
  return Number.parseInt(octal, 8) & 255
}

function readHexadecimal(cursor: Cursor): Buffer {
  const end = cursor.bytes.indexOf(GREATER, cursor.at)
  if (end < 0) throw damaged('hexadecimal')
  const digits = cursor.bytes.toString('latin1', cursor.at + 1, end).replaceAll(/[\0\t\n\f\r ]/g, '')
  if (/[^0-9a-f]/i.test(digits)) throw damaged('hexadecimal')
  cursor.at = end + 1
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex')
}

function readArray(cursor: Cursor, depth: number): PdfValue[] {
  cursor.at += 1
  const values: PdfValue[] = []
  for (skipBlanks(cursor); cursor.bytes[cursor.at] !== 93; skipBlanks(cursor)) values.push(readValue(cursor, depth + 1))
  cursor.at += 1
  return values
}

function readDictionary(cursor: Cursor, depth: number): PdfDictionary {
  cursor.at += 2
  const entries = new Map<string, PdfValue>()
  for (skipBlanks(cursor); cursor.bytes[cursor.at] !== GREATER; skipBlanks(cursor)) {
    if (cursor.bytes[cursor.at] !== SLASH) throw damaged('key')
    const key = readName(cursor)
    const value = readValue(cursor, depth + 1)
    // Some readers keep the first of two, others the last.
    if (entries.has(key) && JSON.stringify(plain(entries.get(key) ?? null)) !== JSON.stringify(plain(value))) throw damaged('key written twice')
    entries.set(key, value)
  }
  if (cursor.bytes[cursor.at + 1] !== GREATER) throw damaged('dictionary')
  cursor.at += 2
  return { kind: 'dictionary', entries }
}

/** A value that JSON tells from any other. */
const plain = (value: PdfValue): unknown => isDictionary(value) ? [...value.entries].map(([key, inner]) => [key, plain(inner)]) : Array.isArray(value) ? value.map(plain) : value

const kindOf = (value: PdfValue | undefined): string | undefined => typeof value === 'object' && value !== null && !Array.isArray(value) ? value.kind : undefined
export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary => kindOf(value) === 'dictionary'
export const isReference = (value: PdfValue | undefined): value is PdfReference => kindOf(value) === 'reference'
export const isText = (value: PdfValue | undefined): value is PdfText => kindOf(value) === 'text'
export const isName = (value: PdfValue | undefined): value is PdfName => kindOf(value) === 'name'
