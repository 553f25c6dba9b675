import { deflateSync } from 'node:zlib'

/** The object 5 of a PDF: bytes, with what its dictionary says of them. */
export const stream = (content: Buffer, { dictionary = '/Filter/FlateDecode', begin = '\n' }: { dictionary?: string, begin?: string } = {}): string => `5 0 obj<<${dictionary}/Length ${content.length}>>stream${begin}${content.toString('latin1')}\nendstream endobj`

export interface Packing { encode?: (bytes: Buffer) => Buffer, dictionary?: string, type?: string, first?: number }

/** The same, with one object packed in it: « 6 0 <<…>> ». */
export function inObjects(objects: string, { encode = bytes => deflateSync(bytes), dictionary = '/Filter/FlateDecode', type = '/ObjStm', first = 4 }: Packing = {}): string {
  return stream(encode(Buffer.from(objects, 'latin1')), { dictionary: `/Type ${type}/N 1/First ${first}${dictionary}` })
}

export const hexadecimal = (bytes: Buffer): Buffer => Buffer.from(`${bytes.toString('hex')}>`)

export function ascii85(bytes: Buffer): Buffer {
  const groups = Array.from({ length: Math.ceil(bytes.length / 4) }, (_, index) => {
    const part = bytes.subarray(index * 4, index * 4 + 4)
    let value = Buffer.concat([part, Buffer.alloc(4 - part.length)]).readUInt32BE()
    const digits = Array.from({ length: 5 }, () => {
      const digit = value % 85
      value = Math.floor(value / 85)
      return String.fromCharCode(digit + 33)
    }).toReversed().join('')
    return digits.slice(0, part.length + 1)
  })
  return Buffer.from(`${groups.join('')}~>`)
}

const rows = (bytes: Buffer, row: number) => Array.from({ length: Math.ceil(bytes.length / row) }, (_, index) => bytes.subarray(index * row, (index + 1) * row))

/** Rows of PNG, each the difference with the one above it, as writers of packed objects make them. */
export const rowsByUp = (bytes: Buffer, row: number): Buffer => Buffer.concat(rows(bytes, row).map((line, index, all) => Buffer.from([2, ...line.map((byte, at) => (byte - (all[index - 1]?.[at] ?? 0)) & 255)])))

/** The same, each byte the difference with the one before it. */
export const rowsBySub = (bytes: Buffer, row: number): Buffer => Buffer.concat(rows(bytes, row).map(line => Buffer.from([1, ...line.map((byte, at) => (byte - (line[at - 1] ?? 0)) & 255)])))

/** The same bytes without meaning at each call. */
export function noise(length: number): Buffer {
  let seed = 7
  return Buffer.from(Array.from({ length }, () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed >> 16 & 255
  }))
}
