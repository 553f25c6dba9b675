import type { FileRefusal } from '../errors.ts'
import { readOffice } from './office/index.ts'
import { readPdf, startsPdf } from './pdf/index.ts'
import type { Rebuilt } from './images.ts'
import { rebuildJpeg, rebuildPng, rebuildWebp } from './images.ts'
import type { Drawn } from './redraw.ts'
import { MAX_PIXELS, fromHeic, isHeic, redrawn } from './redraw.ts'

/** A file as it will be kept: its type comes from what it holds, never from what it is called. */
export interface CheckedFile { type: string, extension: string, bytes: Buffer }

const MAX_SIDE = 8_000

const IMAGES: readonly { type: string, extension: Drawn, starts: string, rebuild: (bytes: Buffer) => Rebuilt | undefined }[] = [
  { type: 'image/png', extension: 'png', starts: '89504e47', rebuild: rebuildPng },
  { type: 'image/jpeg', extension: 'jpg', starts: 'ffd8ff', rebuild: rebuildJpeg },
  { type: 'image/webp', extension: 'webp', starts: '52494646', rebuild: rebuildWebp },
]

/** Finds out what a file is and makes it harmless, or says why it is refused. `name` only tells texts apart. */
export async function checkFile(bytes: Buffer, name: string): Promise<CheckedFile | FileRefusal> {
  if (IMAGES.some(image => isImage(bytes, image))) return checkImage(bytes)
  if (isHeic(bytes)) return checkHeic(bytes)
  if (startsPdf(bytes)) return checkPdf(bytes)
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return checkOffice(bytes)
  if (bytes.toString('hex', 0, 4) === 'd0cf11e0') return bytes.includes(LOCKED_PACKAGE) ? 'encrypted' : 'unknown'
  return checkText(bytes, name)
}

/** A document of Office under a password is kept in a file of the old kind, under this name. */
const LOCKED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le')

const isImage = (bytes: Buffer, { starts }: { starts: string }): boolean => bytes.toString('hex', 0, starts.length / 2) === starts

async function checkImage(bytes: Buffer): Promise<CheckedFile | FileRefusal> {
  const kind = IMAGES.find(image => isImage(bytes, image))
  const rebuilt = kind?.rebuild(bytes)
  if (!kind || !rebuilt || rebuilt.width === 0 || rebuilt.height === 0) return 'damaged'
  if (rebuilt.width > MAX_SIDE || rebuilt.height > MAX_SIDE || rebuilt.width * rebuilt.height > MAX_PIXELS) return 'dimensions'
  const drawn = rebuilt.isAltered ? await redrawn(bytes, kind.extension) : rebuilt.bytes
  // What draws it again leaves nothing else in it either.
  const last = drawn && (rebuilt.isAltered ? kind.rebuild(drawn)?.bytes : drawn)
  return last ? { type: kind.type, extension: kind.extension, bytes: last } : 'damaged'
}

async function checkHeic(bytes: Buffer): Promise<CheckedFile | FileRefusal> {
  const drawn = await fromHeic(bytes)
  return drawn === undefined ? 'heic' : drawn === 'dimensions' ? drawn : checkImage(drawn)
}

async function checkPdf(bytes: Buffer): Promise<CheckedFile | FileRefusal> {
  const read = await readPdf(bytes)
  return typeof read === 'string' ? read : { type: 'application/pdf', extension: 'pdf', bytes: read }
}

async function checkOffice(bytes: Buffer): Promise<CheckedFile | FileRefusal> {
  const read = await readOffice(bytes)
  return typeof read === 'string' ? read : { ...read, bytes }
}

/** A text that begins like a page or a program is none of ours, whatever its name. Pictures and programs of machines have signs that no text has. */
const NOT_A_TEXT = /^\s*(?:<[!?a-z]|#!|GIF8|\{\\rtf|%!PS)/i
/** The last ones are signs that the alphabet of Windows does not have. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f]/

function checkText(bytes: Buffer, name: string): CheckedFile | FileRefusal {
  const text = textOf(bytes, /\.(?:csv|txt)$/i.test(name))
  if (text === undefined || text.trim() === '' || CONTROL.test(text)) return 'unknown'
  if (NOT_A_TEXT.test(text) || text.slice(0, 1024).includes('%PDF-') || /<(?:script|iframe|svg|html|object|embed)[\s>/]/i.test(text)) return 'active'
  if (text.startsWith('BEGIN:VCALENDAR')) return { type: 'text/calendar', extension: 'ics', bytes }
  if (/\.csv$/i.test(name)) return { type: 'text/csv', extension: 'csv', bytes }
  return /\.txt$/i.test(name) ? { type: 'text/plain', extension: 'txt', bytes } : 'unknown'
}

/** In UTF-8; in the « Unicode » of spreadsheets, whose mark says so; or in the alphabet of Windows that French workbooks are still saved in. */
function textOf(bytes: Buffer, isNamedText: boolean): string | undefined {
  const isWide = isNamedText && bytes.toString('hex', 0, 2) === 'fffe'
  try {
    const text = new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
    // Most pairs of bytes are a letter of some alphabet: such a text has lines.
    return isWide && !text.includes('\n') ? undefined : text
  }
  catch {
    return isNamedText ? new TextDecoder('windows-1252').decode(bytes) : undefined
  }
}
