import { setImmediate } from 'node:timers/promises'
import { SaxesParser } from 'saxes'

export interface XmlElement { name: string, attributes: readonly XmlAttribute[] }
export interface XmlAttribute { name: string, value: string }

/** What is told of a document as it is read: names without their prefix, references and CDATA read. */
export interface XmlReader { open: (element: XmlElement) => void, text: (text: string) => void, close: (name: string) => void }

/** `active` for a document that defines words or asks for a style sheet; `damaged` for one that is not well formed. */
export type XmlProblem = 'active' | 'damaged'

const CHUNK = 64 * 1024
const MAX_DEPTH = 500
const ENCODINGS: Record<string, string> = { 'utf-8': 'utf-8', 'utf8': 'utf-8', 'us-ascii': 'utf-8', 'utf-16': 'utf-16', 'iso-8859-1': 'windows-1252', 'windows-1252': 'windows-1252' }

/** Reads a document with a strict reader (namespaces bound, one root, no entity but those of XML); gives what stopped it. */
export async function readXml(bytes: Buffer, reader: XmlReader): Promise<XmlProblem | undefined> {
  const text = textOf(bytes)
  if (text === undefined) return 'damaged'
  const parser = new SaxesParser({ xmlns: true })
  let problem: XmlProblem | undefined
  let depth = 0
  parser.on('error', () => { problem ??= 'damaged' })
  parser.on('doctype', () => { problem ??= 'active' })
  parser.on('processinginstruction', ({ target }) => { if (target === 'xml-stylesheet') problem ??= 'active' })
  parser.on('opentag', ({ local, attributes }) => {
    if ((depth += 1) > MAX_DEPTH) problem ??= 'damaged'
    reader.open({ name: local, attributes: Object.values(attributes).map(({ local: name, value }) => ({ name, value })) })
  })
  parser.on('closetag', ({ local }) => {
    depth -= 1
    reader.close(local)
  })
  parser.on('text', data => reader.text(data))
  parser.on('cdata', data => reader.text(data))
  for (let at = 0; at < text.length && !problem; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK))
    // A long sheet leaves the server to the others between two pieces.
    await setImmediate()
  }
  if (!problem) parser.close()
  return problem
}

function textOf(bytes: Buffer): string | undefined {
  const mark = bytes.toString('hex', 0, 2)
  const wide = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : undefined
  const told = /^[^<]{0,4}<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(bytes.toString('latin1', 0, 300))?.[1]?.toLowerCase() ?? 'utf-8'
  const known = Object.hasOwn(ENCODINGS, told) ? ENCODINGS[told] : undefined
  const encoding = wide ?? known
  if (!encoding || encoding === 'utf-16') return undefined
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  }
  catch {
    return undefined
  }
}
