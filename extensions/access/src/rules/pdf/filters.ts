import { inflateSync } from 'node:zlib'
import { UnreadablePdf, damaged } from './values.ts'

/** How a stream was written: the filters in the order in which they are undone, each with its parameters. */
export interface Filter { name: string, parameters: ReadonlyMap<string, number> }

const DECODERS: Record<string, (bytes: Buffer, max: number) => Buffer> = {
  FlateDecode: inflate, Fl: inflate,
  ASCII85Decode: fromAscii85, A85: fromAscii85,
  ASCIIHexDecode: fromHexadecimal, AHx: fromHexadecimal,
}

/**
 * The bytes of a stream that holds objects. Writers only use these filters for such streams: objects behind any other one
 * (LZW, run lengths, pictures, secrets) are not read, so the file is refused.
 */
export function decoded(bytes: Buffer, filters: readonly Filter[], max: number): Buffer {
  if (filters.length > 4) throw damaged('filters')
  let read = bytes
  for (const { name, parameters } of filters) {
    const decode = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined
    if (!decode) throw damaged('filter')
    read = unpredicted(decode(read, max), parameters)
    if (read.length > max) throw new UnreadablePdf('expanded', 'stream')
  }
  return read
}

function inflate(bytes: Buffer, max: number): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: max })
  }
  catch (error: unknown) {
    throw error instanceof RangeError ? new UnreadablePdf('expanded', 'stream') : damaged('compressed bytes')
  }
}

function fromHexadecimal(bytes: Buffer): Buffer {
  const [, digits] = /^([^>]*)>\s*$/.exec(bytes.toString('latin1')) ?? []
  const read = digits?.replaceAll(/[\0\t\n\f\r ]/g, '')
  if (read === undefined || /[^0-9a-f]/i.test(read)) throw damaged('hexadecimal')
  return Buffer.from(read.length % 2 ? `${read}0` : read, 'hex')
}

function fromAscii85(bytes: Buffer): Buffer {
  const [, letters] = /^\s*([^~]*)~>\s*$/.exec(bytes.toString('latin1')) ?? []
  const read = letters?.replaceAll(/[\0\t\n\f\r ]/g, '')
  if (read === undefined || !/^(?:z|[!-u]{5})*[!-u]{0,4}$/.test(read)) throw damaged('letters')
  const out: number[] = []
  for (const [group] of read.matchAll(/z|[!-u]{1,5}/g)) {
    if (group === 'z') {
      out.push(0, 0, 0, 0)
      continue
    }
    const value = [...group.padEnd(5, 'u')].reduce((sum, letter) => sum * 85 + letter.charCodeAt(0) - 33, 0)
    if (group.length === 1 || value >= 2 ** 32) throw damaged('letters')
    for (let index = 0; index < group.length - 1; index += 1) out.push(Math.floor(value / 256 ** (3 - index)) & 255)
  }
  return Buffer.from(out)
}

/** Undoes the predictors of PNG, the only ones that writers put on objects. */
function unpredicted(bytes: Buffer, parameters: ReadonlyMap<string, number>): Buffer {
  const predictor = parameters.get('Predictor') ?? 1
  if (predictor === 1) return bytes
  const colours = parameters.get('Colors') ?? 1
  const bits = parameters.get('BitsPerComponent') ?? 8
  const row = (parameters.get('Columns') ?? 1) * colours
  if (predictor < 10 || predictor > 15 || bits !== 8 || !Number.isInteger(row) || row < 1 || row > 100_000 || colours < 1 || colours > 32) throw damaged('predictor')
  const rows = Math.ceil(bytes.length / (row + 1))
  const out = Buffer.alloc(rows * row)
  for (let line = 0; line < rows; line += 1) unpredictRow({ kind: bytes[line * (row + 1)] ?? 0, from: bytes.subarray(line * (row + 1) + 1, (line + 1) * (row + 1)), out, start: line * row, row, colours })
  return out.subarray(0, bytes.length - rows)
}

interface Row { kind: number, from: Buffer, out: Buffer, start: number, row: number, colours: number }

function unpredictRow({ kind, from, out, start, row, colours }: Row): void {
  if (kind > 4) throw damaged('row')
  for (let index = 0; index < from.length; index += 1) {
    const place = start + index
    const left = index >= colours ? out[place - colours] ?? 0 : 0
    const up = start > 0 ? out[place - row] ?? 0 : 0
    const corner = index >= colours && start > 0 ? out[place - row - colours] ?? 0 : 0
    out[place] = (from[index] ?? 0) + ([0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0)
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
}
