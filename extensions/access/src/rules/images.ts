import { crc32 } from 'node:zlib'
import { orientationIn } from './orientation.ts'

/** An image made again from the parts that draw it: no metadata (EXIF, place, author), nothing before, between or after. */
export interface Rebuilt extends Size {
  bytes: Buffer
  /** Whether what is left draws something else than what was seen: on its side, or in other colours. */
  isAltered: boolean
}
interface Size { width: number, height: number }

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'IDAT', 'IEND'])

/** Reads a PNG; undefined when it is not a whole one. Animations keep their first image. */
export function rebuildPng(bytes: Buffer): Rebuilt | undefined {
  if (!bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return undefined
  const kept: Buffer[] = [PNG_SIGNATURE]
  let size: Size | undefined
  let isAltered = false
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined
    if ((size === undefined) !== (type === 'IHDR')) return undefined
    if (type === 'IHDR') size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) }
    if (PNG_KEPT.has(type)) kept.push(bytes.subarray(at, end))
    isAltered ||= type === 'iCCP' || (type === 'eXIf' && orientationIn(bytes.subarray(at + 8, end - 4)) !== 1)
    if (type === 'IEND') return size && { bytes: Buffer.concat(kept), isAltered, ...size }
    at = end
  }
  return undefined
}

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
/** Tables and frames, and the two application segments without which colours are wrong (JFIF, Adobe). */
const isKeptInJpeg = (marker: number): boolean => isFrame(marker) || [0xc4, 0xda, 0xdb, 0xdd, 0xe0, 0xee].includes(marker)

/** Reads a JPEG; undefined when it is not a whole one. */
export function rebuildJpeg(bytes: Buffer): Rebuilt | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined
  const kept = [bytes.subarray(0, 2)]
  let size: Size | undefined
  let isAltered = false
  for (let at = 2; at + 2 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return undefined
    // Cameras and scanners may fill the room before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) return size && { bytes: Buffer.concat([...kept, bytes.subarray(at, at + 2)]), isAltered, ...size }
    if (at + 4 > bytes.length) return undefined
    const length = bytes.readUInt16BE(at + 2)
    const end = marker === 0xda ? endOfScan(bytes, at + 2 + length) : at + 2 + length
    if (length < 2 || end > bytes.length) return undefined
    if (isFrame(marker)) {
      if (length < 8 || size) return undefined
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    }
    isAltered ||= altersJpeg(marker, bytes.subarray(at + 4, end))
    if (isKeptInJpeg(marker)) kept.push(bytes.subarray(at, end))
    at = end
  }
  return undefined
}

/** A profile of colours, or the notes of a camera that was not upright. */
function altersJpeg(marker: number, data: Buffer): boolean {
  if (marker === 0xe2) return data.toString('latin1', 0, 11) === 'ICC_PROFILE'
  return marker === 0xe1 && data.toString('latin1', 0, 6) === 'Exif\0\0' && orientationIn(data) !== 1
}

/** Compressed data runs to the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0x00 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length + 1
}

const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH'])
const ALPHA_FLAG = 0x10

/** Reads a still WebP; undefined when it is not a whole one. */
export function rebuildWebp(bytes: Buffer): Rebuilt | undefined {
  if (bytes.length < 20 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined
  const stop = Math.min(bytes.length, bytes.readUInt32LE(4) + 8)
  const kept: Buffer[] = []
  let size: Size | undefined
  let isAltered = false
  for (let at = 12; at + 8 <= stop;) {
    const type = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (end > stop || type === 'ANIM' || type === 'ANMF') return undefined
    const chunk = Buffer.from(bytes.subarray(at, end))
    if (type === 'VP8X' && length >= 10) chunk[8] = (chunk[8] ?? 0) & ALPHA_FLAG
    size ??= webpSize(type, chunk)
    isAltered ||= type === 'ICCP' || (type === 'EXIF' && orientationIn(chunk.subarray(8)) !== 1)
    if (WEBP_KEPT.has(type)) kept.push(chunk)
    at = end
  }
  if (!size || !kept.some(chunk => /^VP8[ L]/.test(chunk.toString('latin1', 0, 4)))) return undefined
  const body = Buffer.concat(kept)
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  header.writeUInt32LE(body.length + 4, 4)
  return { bytes: Buffer.concat([header, body]), isAltered, ...size }
}

function webpSize(type: string, chunk: Buffer): Size | undefined {
  if (type === 'VP8X' && chunk.length >= 18) return { width: chunk.readUIntLE(12, 3) + 1, height: chunk.readUIntLE(15, 3) + 1 }
  if (type === 'VP8 ' && chunk.length >= 18) return { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff }
  if (type !== 'VP8L' || chunk.length < 13 || chunk[8] !== 0x2f) return undefined
  const bits = chunk.readUInt32LE(9)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
