import { isActive } from './judge.ts'
import { readStructure } from './structure.ts'
import { UnreadablePdf } from './values.ts'

/** What makes a PDF refused. */
export type PdfProblem = 'active' | 'damaged' | 'encrypted' | 'expanded'

/** Text, blanks and a mark of order that servers and mailers put before a file. */
const MAX_BEFORE = 1024
const NOT_BEFORE = /<|^\s*(?:#!|GIF8|BM|MZ|PK)|[^\s\u0020-\uffff]/
const BLANKS = /^[\s\0]*$/
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1')
const ZIP_ENTRY = Buffer.from('PK\x01\x02', 'latin1')
const ZIP_TAIL = 22

/** Whether the beginning of a file says that it is a PDF. */
export const startsPdf = (bytes: Buffer): boolean => {
  const start = bytes.subarray(0, MAX_BEFORE).indexOf('%PDF-')
  return start === 0 || (start > 0 && !NOT_BEFORE.test(bytes.toString('utf8', 0, start)))
}

/**
 * A PDF read by its structure: given back without what stood before it and behind it, or why it is refused. What cannot be
 * read to its end is refused too, because a reader could find there what this one did not.
 */
export async function readPdf(bytes: Buffer): Promise<Buffer | PdfProblem> {
  try {
    const file = await whole(bytes)
    if (file === undefined || hidesArchive(file.kept)) return 'damaged'
    return await isActive(file.structure) ? 'active' : file.kept
  }
  catch (error: unknown) {
    if (error instanceof UnreadablePdf) return error.problem
    throw error
  }
}

interface Whole { kept: Buffer, structure: Awaited<ReturnType<typeof readStructure>> }

async function whole(bytes: Buffer): Promise<Whole | undefined> {
  const start = bytes.subarray(0, MAX_BEFORE).indexOf('%PDF-')
  const body = withoutEnd(bytes)
  if (!body || !/^%PDF-[12]\.\d/.test(body.toString('latin1', start, start + 8))) return undefined
  const alone = body.subarray(start)
  try {
    return { kept: alone, structure: await readStructure(alone) }
  }
  catch (error: unknown) {
    if (start === 0) throw error
    // The places told count what stood before: blanks take its room, behind the first line.
    const line = alone.subarray(0, 8)
    const padded = Buffer.concat([line, Buffer.from('\n'), Buffer.alloc(start - 1, ' '), alone.subarray(8)])
    return { kept: padded, structure: await readStructure(padded) }
  }
}

/** Without the text that follows the end; undefined where bytes of something else do, or where there is no end. */
function withoutEnd(bytes: Buffer): Buffer | undefined {
  const start = bytes.lastIndexOf('startxref')
  const [end] = /^startxref[\s\0]+\d+[\s\0]*(?:%%EOF(?:\r?\n|\r)?)?/.exec(bytes.toString('latin1', Math.max(0, start), start + 80)) ?? []
  if (end === undefined) return undefined
  const after = bytes.subarray(start + end.length)
  const isText = BLANKS.test(after.toString('latin1').slice(0, 100_000)) || !/[^\s\u0020-\uffff]/.test(after.toString('utf8'))
  if (!isText || after.includes(ZIP_END)) return undefined
  return bytes.subarray(0, start + end.length)
}

/** Whether an archive ends where the file ends: programs would open it as one. */
function hidesArchive(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - 65_557)
  for (let at = bytes.indexOf(ZIP_END, from); at !== -1 && at + ZIP_TAIL <= bytes.length; at = bytes.indexOf(ZIP_END, at + 1)) {
    const list = at - bytes.readUInt32LE(at + 12)
    if (list >= 0 && bytes.subarray(list, list + 4).equals(ZIP_ENTRY)) return true
  }
  return false
}
