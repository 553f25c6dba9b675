import type { FileRefusal } from '../errors.ts'
import type { Entry } from './archives.ts'
import { readArchive } from './archives.ts'
import type { Rebuilt } from './images.ts'
import { rebuildJpeg, rebuildPng, rebuildWebp } from './images.ts'

/** A file as it will be kept: its type comes from what it holds, never from what it is called. */
export interface CheckedFile { type: string, extension: string, bytes: Buffer }

const MAX_PIXELS = 25_000_000
const MAX_SIDE = 8_000

const IMAGES: readonly { type: string, extension: string, starts: string, rebuild: (bytes: Buffer) => Rebuilt | undefined }[] = [
  { type: 'image/png', extension: 'png', starts: '89504e47', rebuild: rebuildPng },
  { type: 'image/jpeg', extension: 'jpg', starts: 'ffd8ff', rebuild: rebuildJpeg },
  { type: 'image/webp', extension: 'webp', starts: '52494646', rebuild: rebuildWebp },
]

/** Finds out what a file is and makes it harmless, or says why it is refused. `name` only tells texts apart. */
export async function checkFile(bytes: Buffer, name: string): Promise<CheckedFile | FileRefusal> {
  const image = IMAGES.find(({ starts }) => bytes.subarray(0, starts.length / 2).toString('hex') === starts)
  if (image) {
    const rebuilt = image.rebuild(bytes)
    if (!rebuilt || rebuilt.width === 0 || rebuilt.height === 0) return 'damaged'
    if (rebuilt.width > MAX_SIDE || rebuilt.height > MAX_SIDE || rebuilt.width * rebuilt.height > MAX_PIXELS) return 'dimensions'
    return { type: image.type, extension: image.extension, bytes: rebuilt.bytes }
  }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return checkPdf(bytes)
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return checkOffice(bytes)
  return checkText(bytes, name)
}

/** Actions that a reader runs by itself, and files hidden in the file. */
const ACTIVE_PDF = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b/

function checkPdf(bytes: Buffer): CheckedFile | FileRefusal {
  const text = bytes.toString('latin1')
  if (!/^%PDF-[12]\.\d/.test(text) || !/%%EOF\s*$/.test(text.slice(-1024))) return 'damaged'
  // The mark of the end of a zip near the end: the same bytes would be two files.
  if (text.slice(-66_000).includes('PK\x05\x06')) return 'damaged'
  // A name may be written with its letters as hexadecimal codes.
  const plain = text.replaceAll(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  if (ACTIVE_PDF.test(plain)) return 'active'
  return /\/Encrypt\b/.test(plain) ? 'encrypted' : { type: 'application/pdf', extension: 'pdf', bytes }
}

const ACTIVE_ENTRY = /vbaProject|vbaData|activeX|oleObject|(?:^|\/)(?:Basic|Scripts)\/|\.(?:bin|html?|js|svg|exe|dll|jar|hta|zip|doc[mx]?|xls[mx]?)$/i
const OPEN_DOCUMENTS: Record<string, string> = { 'application/vnd.oasis.opendocument.text': 'odt', 'application/vnd.oasis.opendocument.spreadsheet': 'ods' }
const OFFICE: readonly { main: string, type: string, extension: string }[] = [
  { main: 'word/document.xml', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extension: 'docx' },
  { main: 'xl/workbook.xml', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx' },
]

async function checkOffice(bytes: Buffer): Promise<CheckedFile | FileRefusal> {
  const entries = await readArchive(bytes)
  if (!Array.isArray(entries)) return entries
  const kind = officeKind(entries)
  if (!kind) return 'unknown'
  return entries.some(({ name }) => ACTIVE_ENTRY.test(name) && !/^xl\/printerSettings\//.test(name)) ? 'active' : { ...kind, bytes }
}

function officeKind(entries: Entry[]): { type: string, extension: string } | undefined {
  const [first] = entries
  const mimetype = first?.name === 'mimetype' ? first.bytes?.toString('latin1') ?? '' : ''
  const extension = OPEN_DOCUMENTS[mimetype]
  if (extension) return { type: mimetype, extension }
  const names = new Set(entries.map(({ name }) => name))
  const office = names.has('[Content_Types].xml') ? OFFICE.find(({ main }) => names.has(main)) : undefined
  return office && { type: office.type, extension: office.extension }
}

/** A text that begins like a page, a drawing or a program is none of ours, whatever its name. */
const NOT_A_TEXT = /^\s*(?:<[!?a-z]|#!|GIF8|BM|MZ|\{\\rtf|%!PS)/i
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function checkText(bytes: Buffer, name: string): CheckedFile | FileRefusal {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  }
  catch {
    return 'unknown'
  }
  if (text.trim() === '' || CONTROL.test(text)) return 'unknown'
  if (NOT_A_TEXT.test(text) || /<(?:script|iframe|svg|html|object|embed)[\s>/]/i.test(text)) return 'active'
  if (text.startsWith('BEGIN:VCALENDAR')) return { type: 'text/calendar', extension: 'ics', bytes }
  if (/\.csv$/i.test(name)) return { type: 'text/csv', extension: 'csv', bytes }
  return /\.txt$/i.test(name) ? { type: 'text/plain', extension: 'txt', bytes } : 'unknown'
}
