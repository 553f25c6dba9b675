import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A real PNG of one colour; `claimed` is the size that its header tells, `extra` the chunks put before the pixels. */
export function aPng({ width = 2, height = 2, claimed = { width, height }, extra = [] }: { width?: number, height?: number, claimed?: { width: number, height: number }, extra?: [string, string][] } = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(claimed.width, 0)
  header.writeUInt32BE(claimed.height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc((width * 3 + 1) * height))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), ...extra.map(([type, text]) => chunk(type, Buffer.from(text))), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0)),
  ])
}

const segment = (marker: number, data: Buffer | string): Buffer => {
  const body = Buffer.from(data)
  return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body])
}

/** The structure of a JPEG, with its camera, its place and its comment. */
export function aJpeg({ width = 4, height = 3 }: { width?: number, height?: number } = {}): Buffer {
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'), segment(0xe0, 'JFIF\0'), segment(0xe1, 'Exif\0\0GPS 48.8566 2.3522'), segment(0xfe, 'taken by Jeanne'), segment(0xdb, Buffer.alloc(65)),
    segment(0xc0, Buffer.from([8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0])), segment(0xc4, Buffer.alloc(20)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]), Buffer.from('ffd9', 'hex'),
  ])
}

/** The structure of a WebP with its position in EXIF. */
export function aWebp({ width = 4, height = 3 }: { width?: number, height?: number } = {}): Buffer {
  const riff = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(data.length)
    return Buffer.concat([Buffer.from(type, 'latin1'), length, data, Buffer.alloc(data.length % 2)])
  }
  const canvas = Buffer.alloc(10)
  canvas[0] = 0x18
  canvas.writeUIntLE(width - 1, 4, 3)
  canvas.writeUIntLE(height - 1, 7, 3)
  const body = Buffer.concat([Buffer.from('WEBP'), riff('VP8X', canvas), riff('VP8L', Buffer.from([0x2f, 0, 0, 0, 0, 1])), riff('EXIF', Buffer.from('GPS 48.8566'))])
  return riff('RIFF', body)
}

export interface ZipEntry { name: string, content: string | Buffer, /** Size told instead of the true one. */ told?: number, link?: boolean, stored?: boolean }

/** A zip file, made by hand so that it may lie. */
export function aZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const listing: Buffer[] = []
  let offset = 0
  for (const { name, content, told, link, stored } of entries) {
    const raw = Buffer.from(content)
    const data = stored ? raw : deflateRawSync(raw)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(stored ? 0 : 8, 4)
    common.writeUInt32LE(crc32(raw), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(told ?? raw.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(link ? 0xa1ff0000 : 0, 6)
    rest.writeUInt32LE(offset, 10)
    listing.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(listing)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}

/** A Word document, with further entries. */
export const aDocx = (...more: ZipEntry[]): Buffer => aZip([{ name: '[Content_Types].xml', content: '<Types/>' }, { name: 'word/document.xml', content: '<w:document/>' }, ...more])

/** A PDF of one empty page, with something between its parts. */
export const aPdf = (inside = ''): Buffer => Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n${inside}\ntrailer<</Root 1 0 R>>\n%%EOF\n`, 'latin1')
