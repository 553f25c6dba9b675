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

/** A photo of a phone, 64 by 32: red on the left, blue on the right. */
export const aHeic = (): Buffer => Buffer.from([
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAAHUAAAAjaWluZgAAAAAA',
  'AQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEB',
  'A3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAIAAAAAEAAAAAAAAA',
  'Av///+AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAAH1tZGF0AAAAcSgBrwngOSMkv//6Mb//+EaeQ/a5hcF//g8Wff4V/n/+ze9RXZWFbILbD0Opm8R2/qm/EqRhs0lk1uPx',
  'AzLY2gjY37MO7eK5BhNXY9wvM5r6IBgHij0hse84jiQ9+d7o0P4za2n34T+L/A4yy2T7lHcC',
].join(''), 'base64')

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

const OFFICE = 'application/vnd.openxmlformats-officedocument.'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
export const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
export const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** The types of the parts of a package, then what it begins with. */
export const aPackage = (main: string, kind: string, more: readonly ZipEntry[], types = ''): Buffer => aZip([
  { name: '[Content_Types].xml', content: `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${types}<Override PartName="/${main}" ContentType="${OFFICE}${kind}"/></Types>` },
  { name: '_rels/.rels', content: aRelation('officeDocument', main, '') }, ...more,
])

/** The relations of a part, with one in them. */
export const aRelation = (type: string, target: string, mode = 'TargetMode="External"'): string => `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATION}/${type}" Target="${target}" ${mode}/></Relationships>`

/** A Word document, with further entries. */
export const aDocx = (...more: ZipEntry[]): Buffer => aPackage('word/document.xml', 'wordprocessingml.document.main+xml', [{ name: 'word/document.xml', content: `<w:document xmlns:w="${WORD}"/>` }, ...more])

/** A workbook, with further entries. */
export const aSheet = (...more: ZipEntry[]): Buffer => aPackage('xl/workbook.xml', 'spreadsheetml.sheet.main+xml', [{ name: 'xl/workbook.xml', content: `<workbook xmlns="${SHEET}"/>` }, ...more])

const OPEN = ['office', 'text', 'table', 'draw', 'script', 'meta', 'style'].map(name => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(' ')

/** An open document, with something in its content and further entries. */
export const anOdt = (content = '', more: readonly ZipEntry[] = [], kind = 'text'): Buffer => aZip([
  { name: 'mimetype', content: `application/vnd.oasis.opendocument.${kind}`, stored: true },
  { name: 'content.xml', content: `<?xml version="1.0"?><office:document-content ${OPEN} xmlns:xlink="http://www.w3.org/1999/xlink">${content}</office:document-content>` }, ...more,
])

/** Text that is put after the beginning of a PDF, with the table that tells where each of its objects is; `trailer` is added to its dictionary. */
export function aPdfOf(objects: string, trailer = '/Root 1 0 R'): Buffer {
  const body = `%PDF-1.7\n${objects}\n`
  const places = new Map(Array.from(body.matchAll(/(?<=^|\s)(\d{1,4}) 0 obj\b/g), ({ index, 1: number }) => [Number(number), index]))
  const rows = [...places].toSorted(([a], [b]) => a - b).map(([number, at]) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`)
  return Buffer.from(`${body}xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer<</Size ${Math.max(0, ...places.keys()) + 1}${trailer}>>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1')
}

/** A PDF of one empty page, with something between its parts. */
export const aPdf = (inside = ''): Buffer => aPdfOf(`1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n${inside}`)
