import { setImmediate } from 'node:timers/promises'
import type { Decryption } from './decryption.ts'
import { openWithoutPassword } from './decryption.ts'
import type { Filter } from './filters.ts'
import { decoded } from './filters.ts'
import type { Cursor, PdfDictionary, PdfValue } from './values.ts'
import { UnreadablePdf, damaged, isDictionary, isName, isReference, isText, peekWord, readInteger, readValue, readWord, skipBlanks } from './values.ts'

/** An object as it stands in the file; `stream` says that bytes follow its dictionary. */
export interface PdfObject { number: number, generation: number, value: PdfValue, stream: Buffer | undefined, isPacked: boolean }

/** Everything that a PDF says, in every one of its versions. */
export interface PdfStructure { objects: PdfObject[], trailers: PdfDictionary[], resolve: (value: PdfValue | undefined) => PdfValue, decryption: Decryption | undefined }

/** Where the table of the file says that an object is: at a place of the file, or in a stream of objects. */
type Place = { kind: 'at', at: number, generation: number } | { kind: 'packed', within: number, index: number } | { kind: 'free' }

interface Reading {
  bytes: Buffer
  budget: { left: number }
  /** What streams of objects may still become, in bytes. */
  room: { left: number }
  places: Map<number, Place>
  trailers: PdfDictionary[]
  objects: Map<number, PdfObject>
  packed: Map<number, PdfObject[]>
}

/** Values of a file: the longest report of a hundred pages has 200,000. */
const MAX_VALUES = 1_500_000
const MAX_OBJECTS = 500_000
const MAX_UNPACKED = 32 * 1024 ** 2
const MAX_SECTIONS = 500
const MAX_NUMBER = 8_388_607
const PAUSE_EVERY = 500

/**
 * Reads the whole of a PDF, the way of its table and the way from its beginning to its end, which must agree: a reader that
 * finds both right has no reason to search the file for other objects. Bytes of pictures, fonts and pages are never searched.
 */
export async function readStructure(bytes: Buffer): Promise<PdfStructure> {
  const reading: Reading = { bytes, budget: { left: MAX_VALUES }, room: { left: MAX_UNPACKED }, places: new Map(), trailers: [], objects: new Map(), packed: new Map() }
  readTables(reading)
  const found = await readThrough(reading)
  checkPlaces(reading)
  const resolve = (value: PdfValue | undefined): PdfValue => resolved(reading, value)
  const decryption = decryptionOf(reading, resolve)
  const packed = await unpackAll(reading, found, decryption)
  const root = resolve(reading.trailers[0]?.entries.get('Root'))
  if (!isDictionary(root) || !isDictionary(resolve(root.entries.get('Pages')))) throw damaged('root')
  return { objects: [...found, ...packed], trailers: reading.trailers, resolve, decryption }
}

const cursorAt = ({ bytes, budget }: Reading, at: number): Cursor => {
  if (!Number.isInteger(at) || at < 0 || at >= bytes.length) throw damaged('place')
  return { bytes, at, budget }
}

/** The tables, from the last one back to the first; what the last ones say of an object holds. */
function readTables(reading: Reading): void {
  const start = reading.bytes.lastIndexOf('startxref')
  if (start < 0) throw damaged('startxref')
  const cursor = cursorAt(reading, start)
  readWord(cursor)
  const todo = [readInteger(cursor)]
  const seen = new Set<number>()
  for (let at = todo.shift(); at !== undefined; at = todo.shift()) {
    if (seen.has(at)) continue
    if (seen.add(at).size > MAX_SECTIONS) throw damaged('sections')
    const table = readTable(reading, cursorAt(reading, at))
    reading.trailers.push(table.trailer)
    const [hybrid, previous] = ['XRefStm', 'Prev'].map(key => placeIn(table.trailer, key))
    // Of a hybrid file, the stream tells where the objects are that the table calls free.
    note(reading, table.places.filter(([, { kind }]) => kind !== 'free'))
    if (hybrid !== undefined) note(reading, readTableStream(reading, cursorAt(reading, hybrid)).places)
    note(reading, table.places)
    if (previous !== undefined) todo.push(previous)
  }
}

function placeIn({ entries }: PdfDictionary, key: string): number | undefined {
  const place = entries.get(key)
  if (place !== undefined && typeof place !== 'number') throw damaged(key)
  return place
}

/** A table, and the dictionary that says what the file is. */
interface Table { trailer: PdfDictionary, places: [number, Place][] }

/** Leaves the cursor after the table. */
function readTable(reading: Reading, cursor: Cursor): Table {
  if (peekWord(cursor) !== 'xref') return readTableStream(reading, cursor)
  readWord(cursor)
  const places: [number, Place][] = []
  while (/^\d+$/.test(peekWord(cursor))) readSection(places, cursor)
  if (readWord(cursor) !== 'trailer') throw damaged('trailer')
  const trailer = readValue(cursor)
  if (!isDictionary(trailer)) throw damaged('trailer')
  return { trailer, places }
}

function readSection(places: [number, Place][], cursor: Cursor): void {
  let first = readInteger(cursor)
  const count = readInteger(cursor)
  for (let index = 0; index < count; index += 1) {
    const { at, generation, kind } = readEntry(cursor)
    // A known fault of writers, that every reader mends: the list of free objects said to begin at 1.
    if (index === 0 && first === 1 && kind === 'f' && generation === 65_535) first = 0
    places.push([first + index, kind === 'n' ? { kind: 'at', at, generation } : { kind: 'free' }])
  }
}

/** Some readers count twenty bytes a line, others read words: no remark nor sign stands between them. */
function readEntry(cursor: Cursor): { at: number, generation: number, kind: string } {
  const [text, blanks = '', at, generation, kind = ''] = /^([\r\n ]*)(\d{10}) (\d{5}) ([nf])(?=[\r\n ])/.exec(cursor.bytes.toString('latin1', cursor.at, cursor.at + 26)) ?? []
  if (text === undefined || blanks.length > 6) throw damaged('entry')
  cursor.at += text.length
  return { at: Number(at), generation: Number(generation), kind }
}

/** What a later table said holds. */
function note({ places }: Reading, told: readonly [number, Place][]): void {
  for (const [number, place] of told) {
    if (number < 0 || number > MAX_NUMBER) throw damaged('number')
    if (!places.has(number)) places.set(number, place)
  }
  if (places.size > MAX_OBJECTS) throw new UnreadablePdf('expanded', 'table')
}

function readTableStream(reading: Reading, cursor: Cursor): Table {
  const { value, stream } = readObject(reading, cursor, value => directLength(value))
  if (!isDictionary(value) || !stream || nameOf(value.entries.get('Type')) !== 'XRef') throw damaged('table')
  const table = decoded(stream, filtersOf(value, direct), Math.min(MAX_UNPACKED, reading.room.left))
  reading.room.left -= table.length
  const integers = (list: PdfValue | undefined): number[] => Array.isArray(list) ? list.filter(item => typeof item === 'number') : []
  const widths = integers(value.entries.get('W'))
  const size = value.entries.get('Size')
  const index = value.entries.has('Index') ? integers(value.entries.get('Index')) : [0, typeof size === 'number' ? size : -1]
  if (widths.length !== 3 || (widths[1] ?? 0) < 1 || widths.some(width => !Number.isInteger(width) || width < 0 || width > 6) || index.length % 2) throw damaged('widths')
  return { trailer: value, places: readRows(table, widths, index) }
}

function readRows(table: Buffer, widths: number[], index: number[]): [number, Place][] {
  const places: [number, Place][] = []
  let at = 0
  const field = (column: number, fallback: number): number => {
    const width = widths[column] ?? 0
    if (at + width > table.length) throw damaged('rows')
    at += width
    return width === 0 ? fallback : table.readUIntBE(at - width, width)
  }
  for (let part = 0; part < index.length; part += 2) {
    const [first, count] = [index[part] ?? -1, index[part + 1] ?? -1]
    if (!Number.isInteger(first) || !Number.isInteger(count) || first < 0 || count < 0 || count > MAX_NUMBER) throw damaged('index')
    for (let row = 0; row < count; row += 1) {
      const [kind, second, third] = [field(0, 1), field(1, 0), field(2, 0)]
      if (places.push([first + row, kind === 1 ? { kind: 'at', at: second, generation: third } : kind === 2 ? { kind: 'packed', within: second, index: third } : { kind: 'free' }]) > MAX_OBJECTS) throw new UnreadablePdf('expanded', 'table')
    }
  }
  return places
}

const direct = (value: PdfValue | undefined): PdfValue => {
  if (isReference(value)) throw damaged('parameters')
  return value ?? null
}

const directLength = (value: PdfDictionary): number => {
  const length = value.entries.get('Length')
  if (typeof length !== 'number') throw damaged('length')
  return length
}

/** The object that begins at the cursor. */
function readObject(reading: Reading, cursor: Cursor, lengthOf: (value: PdfDictionary) => number): PdfObject {
  const [number, generation] = [readInteger(cursor), readInteger(cursor)]
  if (readWord(cursor) !== 'obj' || number < 0 || number > MAX_NUMBER || generation < 0 || generation > 65_535) throw damaged('obj')
  const value = peekWord(cursor) === 'endobj' ? null : readValue(cursor)
  const isStream = isDictionary(value) && peekWord(cursor) === 'stream'
  const stream = isStream ? readStream(reading, cursor, () => lengthOf(value)) : undefined
  // Some writers forget it after a stream.
  if (!isStream || peekWord(cursor) === 'endobj') if (readWord(cursor) !== 'endobj') throw damaged('endobj')
  return { number, generation, value, stream, isPacked: false }
}

function readStream({ bytes }: Reading, cursor: Cursor, lengthOf: () => number): Buffer {
  readWord(cursor)
  // Readers disagree on where the bytes begin after anything else than one end of line.
  const begin = /^\r?\n/.exec(bytes.toString('latin1', cursor.at, cursor.at + 2))?.[0].length
  if (begin === undefined) throw damaged('beginning of stream')
  const start = cursor.at + begin
  const length = lengthOf()
  if (!Number.isInteger(length) || length < 0) throw damaged('length')
  // A length off by an end of line is mended alike by every reader.
  const near = Math.max(start, start + length - 2)
  const found = /^[^]{0,2}?[\s\0]*endstream/.exec(bytes.toString('latin1', near, start + length + 14))
  if (!found) throw damaged('end of stream')
  cursor.at = near + found[0].length
  return bytes.subarray(start, start + length)
}

/** From the first byte to the last: objects, tables and comments, nothing else between them. */
async function readThrough(reading: Reading): Promise<PdfObject[]> {
  const { bytes } = reading
  const cursor = cursorAt(reading, 0)
  const found: PdfObject[] = []
  for (skipBlanks(cursor); cursor.at < bytes.length; skipBlanks(cursor)) {
    if (found.length % PAUSE_EVERY === PAUSE_EVERY - 1) await setImmediate()
    const start = cursor.at
    const word = peekWord(cursor)
    if (word === 'xref') reading.trailers.push(readTable(reading, cursor).trailer)
    else if (word === 'startxref') {
      readWord(cursor)
      readInteger(cursor)
    }
    else {
      const object = readObject(reading, cursor, value => lengthOf(reading, value))
      found.push(object)
      reading.objects.set(start, object)
    }
  }
  return found
}

/** A length may stand in an object of its own, further on. */
function lengthOf(reading: Reading, value: PdfDictionary): number {
  const length = value.entries.get('Length')
  if (!isReference(length)) return directLength(value)
  const place = reading.places.get(length.number)
  if (place?.kind !== 'at') throw damaged('length')
  const cursor = cursorAt(reading, place.at)
  if (readInteger(cursor) !== length.number) throw damaged('length')
  readInteger(cursor)
  if (readWord(cursor) !== 'obj') throw damaged('length')
  const number = readInteger(cursor)
  if (readWord(cursor) !== 'endobj') throw damaged('length')
  return number
}

/** Every object is where the table says, or readers would look for it elsewhere; some writers leave places of nothing, that nothing may name. */
function checkPlaces(reading: Reading): void {
  for (const [number, place] of reading.places) {
    if (place.kind !== 'at' || place.at === 0 || number === 0) continue
    const object = objectAt(reading, place.at)
    if (object?.number !== number || object.generation !== place.generation) throw damaged('table')
  }
}

function objectAt(reading: Reading, at: number): PdfObject | undefined {
  const direct = reading.objects.get(at)
  if (direct || at >= reading.bytes.length) return direct
  const cursor = cursorAt(reading, at)
  skipBlanks(cursor)
  return reading.objects.get(cursor.at)
}

/** What a reference leads to in the last version of the file; null where nothing is. */
function resolved(reading: Reading, value: PdfValue | undefined): PdfValue {
  let current = value ?? null
  for (let step = 0; isReference(current); step += 1) {
    if (step > 20) throw damaged('circle')
    const { number, generation } = current
    const place = reading.places.get(number)
    // A reader that follows a false reference gives up the table, and searches the file.
    if (place?.kind === 'at') {
      if (place.at === 0 || number === 0 || place.generation !== generation) throw damaged('reference')
      current = objectAt(reading, place.at)?.value ?? null
    }
    else if (place?.kind === 'packed' && generation !== 0) throw damaged('reference')
    else if (place?.kind === 'packed') current = reading.packed.get(place.within)?.[place.index]?.value ?? null
    else return null
  }
  return current
}

const nameOf = (value: PdfValue | undefined): string | undefined => isName(value) ? value.name : undefined

function filtersOf(value: PdfDictionary, resolve: (value: PdfValue | undefined) => PdfValue): Filter[] {
  const listed = (key: string): PdfValue[] => {
    const list = resolve(value.entries.get(key))
    return list === null ? [] : Array.isArray(list) ? list.map(resolve) : [list]
  }
  const parameters = listed('DecodeParms')
  return listed('Filter').map((filter, index) => {
    const name = nameOf(filter)
    const own = parameters[index] ?? null
    if (name === undefined || (own !== null && !isDictionary(own))) throw damaged('filter')
    const numbers = own === null ? [] : [...own.entries].map(([key, inner]): [string, PdfValue] => [key, resolve(inner)])
    if (numbers.some(([, number]) => typeof number !== 'number')) throw damaged('parameters')
    return { name, parameters: new Map(numbers.flatMap(([key, number]) => typeof number === 'number' ? [[key, number] as const] : [])) }
  })
}

function decryptionOf({ trailers }: Reading, resolve: (value: PdfValue | undefined) => PdfValue): Decryption | undefined {
  const [holder] = trailers
  if (!holder?.entries.has('Encrypt')) {
    if (trailers.some(({ entries }) => entries.has('Encrypt'))) throw damaged('encrypted in part')
    return undefined
  }
  const encrypt = resolve(holder.entries.get('Encrypt'))
  if (!isDictionary(encrypt)) throw new UnreadablePdf('encrypted', 'dictionary')
  const id = resolve(holder.entries.get('ID'))
  const first = Array.isArray(id) ? resolve(id[0]) : null
  return openWithoutPassword(encrypt, resolve, isText(first) ? first.bytes : Buffer.alloc(0))
}

/** The objects kept in streams, of the last version and of those before. */
async function unpackAll(reading: Reading, found: readonly PdfObject[], decryption: Decryption | undefined): Promise<PdfObject[]> {
  const named = new Set([...reading.places.values()].flatMap(place => place.kind === 'packed' ? [place.within] : []))
  const all: PdfObject[] = []
  const resolve = (value: PdfValue | undefined): PdfValue => resolved(reading, value)
  // How a stream is read never stands in another stream.
  const resolveStrictly = (value: PdfValue | undefined): PdfValue => {
    if (isReference(value) && reading.places.get(value.number)?.kind !== 'at') throw damaged('parameters')
    return resolve(value)
  }
  for (const object of found) {
    const { value, stream, number } = object
    if (!stream || !isDictionary(value) || !(named.has(number) || nameOf(resolve(value.entries.get('Type'))) === 'ObjStm')) continue
    const bytes = decryption ? decryption.stream(stream, number, object.generation) : stream
    const objects = unpack(reading, decoded(bytes, filtersOf(value, resolveStrictly), Math.max(1, reading.room.left)), value)
    const place = reading.places.get(number)
    if (place?.kind === 'at' && objectAt(reading, place.at) === object) reading.packed.set(number, objects)
    all.push(...objects)
    await setImmediate()
  }
  checkPacked(reading)
  return all
}

function unpack(reading: Reading, bytes: Buffer, { entries }: PdfDictionary): PdfObject[] {
  reading.room.left -= bytes.length
  const [count, first] = ['N', 'First'].map(key => resolved(reading, entries.get(key)))
  if (typeof count !== 'number' || typeof first !== 'number' || count < 0 || first < 0 || first > bytes.length) throw damaged('stream of objects')
  const header: Cursor = { bytes: bytes.subarray(0, first), at: 0, budget: reading.budget }
  const listed = Array.from({ length: Math.min(count, first) }, () => ({ number: readInteger(header), at: first + readInteger(header) }))
  const cursor: Cursor = { bytes, at: first, budget: reading.budget }
  return listed.map(({ number, at }) => {
    skipBlanks(cursor)
    // Some readers follow the places told, others read on: both find the same objects.
    const told = { ...cursor, at }
    skipBlanks(told)
    if (told.at !== cursor.at) throw damaged('order of objects')
    return { number, generation: 0, value: readValue(cursor), stream: undefined, isPacked: true }
  })
}

function checkPacked({ places, packed }: Reading): void {
  for (const [number, place] of places) {
    if (place.kind === 'packed' && packed.get(place.within)?.[place.index]?.number !== number) throw damaged('table of packed objects')
  }
}
