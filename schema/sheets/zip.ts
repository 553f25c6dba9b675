/** A file of an archive, in pieces of text. `isStored`: not compressed, short, and known at once. */
export interface ZipEntry { name: string, pieces: Iterable<string> | AsyncIterable<string>, isStored?: true }

interface Written { name: Uint8Array, at: number, crc: number, packed: number, size: number, flags: number, method: number }

const [UTF8, SIZES_FOLLOW] = [0x800, 0x8]
const [STORED, DEFLATED] = [0, 8]
const VERSION = 20
/** 1 January 1980: the same content gives the same bytes. */
const DAY = 0x21
const MOST = 0xFFFF_FFFF
/** Pieces are gathered before they are compressed. */
const CHUNK = 65_536

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xEDB8_8320 : value >>> 1
  return value
})

function crcOf(bytes: Uint8Array, before: number): number {
  let crc = ~before
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xFF] ?? 0) ^ (crc >>> 8)
  return ~crc >>> 0
}

/** Numbers of two and four bytes, least first. */
function record(...numbers: [bytes: 2 | 4, value: number][]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(numbers.reduce((sum, [size]) => sum + size, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [size, value] of numbers) {
    if (value > MOST) throw new RangeError('an archive of more than 4 GB')
    if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += size
  }
  return bytes
}

const about = ({ flags, method, crc, packed, size, name }: Omit<Written, 'at'>): [2 | 4, number][] =>
  [[2, VERSION], [2, flags], [2, method], [2, 0], [2, DAY], [4, crc], [4, packed], [4, size], [2, name.length], [2, 0]]

/** Writes an archive as it goes: of a file, only the piece under way is in memory. */
export async function* zip(entries: Iterable<ZipEntry>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const written: Written[] = []
  let at = 0
  for (const entry of entries) {
    const start = at
    for await (const bytes of writeEntry(entry, done => written.push({ ...done, at: start }))) {
      at += bytes.length
      yield bytes
    }
  }
  const start = at
  for (const file of written) {
    const header = record([4, 0x0201_4B50], [2, VERSION], ...about(file), [2, 0], [2, 0], [2, 0], [4, 0], [4, file.at])
    at += header.length + file.name.length
    yield header
    yield Uint8Array.from(file.name)
  }
  yield record([4, 0x0605_4B50], [2, 0], [2, 0], [2, written.length], [2, written.length], [4, at - start], [4, start], [2, 0])
}

async function* writeEntry({ name: text, pieces, isStored }: ZipEntry, done: (written: Omit<Written, 'at'>) => void): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const name = new TextEncoder().encode(text)
  const file = { name, crc: 0, packed: 0, size: 0, flags: UTF8 | (isStored ? 0 : SIZES_FOLLOW), method: isStored ? STORED : DEFLATED }
  const plain = counted(pieces, file)
  const stored: Uint8Array<ArrayBuffer>[] = []
  if (isStored) for await (const bytes of plain) stored.push(bytes)
  if (isStored) file.packed = file.size
  yield record([4, 0x0403_4B50], ...about(file))
  yield name
  if (isStored) yield* stored
  else {
    for await (const bytes of deflated(plain)) {
      file.packed += bytes.length
      yield bytes
    }
    yield record([4, 0x0807_4B50], [4, file.crc], [4, file.packed], [4, file.size])
  }
  done(file)
}

async function* counted(pieces: ZipEntry['pieces'], file: { crc: number, size: number }): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const take = (text: string) => {
    const bytes = encoder.encode(text)
    file.crc = crcOf(bytes, file.crc)
    file.size += bytes.length
    return bytes
  }
  let gathered = ''
  for await (const piece of pieces) {
    gathered += piece
    if (gathered.length < CHUNK) continue
    yield take(gathered)
    gathered = ''
  }
  yield take(gathered)
}

async function* deflated(plain: AsyncGenerator<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await plain.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
  const reader = source.pipeThrough(new CompressionStream('deflate-raw')).getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
  }
  finally {
    await reader.cancel()
    await plain.return(undefined)
  }
}
