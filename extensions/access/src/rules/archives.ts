import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

const inflate = promisify(inflateRaw)

export interface Entry { name: string, bytes: Buffer }

export type ArchiveProblem = 'damaged' | 'expanded' | 'encrypted'

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const MAX_ENTRIES = 2_000
/** Everything in an office document once inflated, in bytes. */
const MAX_EXPANDED = 60 * 1024 ** 2
const SYMBOLIC_LINK = 0xa000

interface Listed { name: string, method: number, compressed: number, expanded: number, offset: number }

/**
 * The entries of a zip file, each one inflated within the size it declares: a bomb that lies is stopped there. A zip
 * that begins or ends with something else, holds links, paths or secrets is refused.
 */
export async function readArchive(bytes: Buffer): Promise<Entry[] | ArchiveProblem> {
  const listed = list(bytes)
  if (!Array.isArray(listed)) return listed
  const entries: Entry[] = []
  for (const entry of listed) {
    const start = dataStart(bytes, entry)
    if (start === undefined) return 'damaged'
    const raw = bytes.subarray(start, start + entry.compressed)
    const content = entry.method === 0 ? raw : await inflate(raw, { maxOutputLength: Math.max(1, entry.expanded) }).catch(() => undefined)
    if (content === undefined) return 'expanded'
    if (content.length !== entry.expanded) return 'damaged'
    entries.push({ name: entry.name, bytes: content })
  }
  // Of two entries of one name, some programs read the first and others the last.
  return new Set(entries.map(({ name }) => name.toLowerCase())).size === entries.length ? entries : 'damaged'
}

function list(bytes: Buffer): Listed[] | ArchiveProblem {
  const end = bytes.length - 22
  // No comment at the end: whatever follows could be another file.
  if (end < 0 || bytes.readUInt32LE(0) !== LOCAL || bytes.readUInt32LE(end) !== END) return 'damaged'
  const count = bytes.readUInt16LE(end + 10)
  if (count > MAX_ENTRIES) return 'expanded'
  const entries: Listed[] = []
  let total = 0
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) return 'damaged'
    const nameLength = bytes.readUInt16LE(at + 28)
    const entry = {
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength), method: bytes.readUInt16LE(at + 10),
      compressed: bytes.readUInt32LE(at + 20), expanded: bytes.readUInt32LE(at + 24), offset: bytes.readUInt32LE(at + 42),
    }
    if (bytes.readUInt16LE(at + 8) & 1) return 'encrypted'
    const isLink = ((bytes.readUInt32LE(at + 38) >>> 16) & 0xf000) === SYMBOLIC_LINK
    if (isLink || /(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[a-z]:|\\|\0/i.test(entry.name) || ![0, 8].includes(entry.method)) return 'damaged'
    total += entry.expanded
    if (total > MAX_EXPANDED) return 'expanded'
    entries.push(entry)
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return at === end ? entries : 'damaged'
}

/** Where the bytes of an entry are; undefined where what stands before them says something else than the list. */
function dataStart(bytes: Buffer, { name, method, offset, compressed }: Listed): number | undefined {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) return undefined
  const nameEnd = offset + 30 + bytes.readUInt16LE(offset + 26)
  if (bytes.readUInt16LE(offset + 8) !== method || bytes.toString('utf8', offset + 30, nameEnd) !== name) return undefined
  const start = nameEnd + bytes.readUInt16LE(offset + 28)
  return start + compressed <= bytes.length ? start : undefined
}
