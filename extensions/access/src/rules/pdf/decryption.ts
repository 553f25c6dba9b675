import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import type { PdfDictionary, PdfValue } from './values.ts'
import { UnreadablePdf, isDictionary, isName, isText } from './values.ts'

/** Reads what a file that everybody may open (no password to read it) has encrypted: only printing or copying is held back. */
export interface Decryption { text: (bytes: Buffer, number: number, generation: number) => Buffer, stream: (bytes: Buffer, number: number, generation: number) => Buffer }

type Method = 'none' | 'rc4' | 'aes128' | 'aes256'
type Resolve = (value: PdfValue | undefined) => PdfValue

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')
const METHODS: Record<string, Method> = { None: 'none', V2: 'rc4', AESV2: 'aes128', AESV3: 'aes256' }

const locked = (at: string): UnreadablePdf => new UnreadablePdf('encrypted', at)
const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest()

/** The key of a file that opens without a password; throws when it asks for one or is encrypted in a way that is not known. */
export function openWithoutPassword(encrypt: PdfDictionary, resolve: Resolve, id: Buffer): Decryption {
  const of = (key: string): PdfValue => resolve(encrypt.entries.get(key))
  const integer = (key: string, fallback?: number): number => {
    const value = of(key) ?? fallback
    if (typeof value !== 'number' || !Number.isInteger(value)) throw locked(key)
    return value
  }
  const bytes = (key: string, length: number): Buffer => {
    const value = of(key)
    if (!isText(value) || value.bytes.length < length) throw locked(key)
    return value.bytes.subarray(0, length)
  }
  const filter = of('Filter')
  if (!isName(filter) || filter.name !== 'Standard') throw locked('handler')
  const [version, revision] = [integer('V'), integer('R')]
  const isModern = version === 5
  if (![1, 2, 4, 5].includes(version) || !(isModern ? [5, 6] : [2, 3, 4]).includes(revision)) throw locked('version')
  const length = version === 1 ? 5 : version === 4 ? 16 : Math.floor(integer('Length', 40) / 8)
  const key = isModern
    ? modernKey({ revision, user: bytes('U', 48), userKey: bytes('UE', 32) })
    : oldKey({ revision, length, owner: bytes('O', 32), user: bytes('U', revision === 2 ? 32 : 16), permissions: integer('P'), id, isMetadataOpen: of('EncryptMetadata') === false })
  const methodOf = (name: string): Method => version < 4 ? 'rc4' : filterMethod(of('CF'), of(name), resolve)
  const [texts, streams] = [methodOf('StrF'), methodOf('StmF')]
  return {
    text: (data, number, generation) => decrypt(data, texts, objectKey(key, texts, number, generation)),
    stream: (data, number, generation) => decrypt(data, streams, objectKey(key, streams, number, generation)),
  }
}

function filterMethod(filters: PdfValue, name: PdfValue, resolve: Resolve): Method {
  if (name === null || (isName(name) && name.name === 'Identity')) return 'none'
  const filter = isName(name) && isDictionary(filters) ? resolve(filters.entries.get(name.name)) : null
  const method = isDictionary(filter) ? resolve(filter.entries.get('CFM')) : null
  const known = isName(method) && Object.hasOwn(METHODS, method.name) ? METHODS[method.name] : undefined
  if (!known) throw locked('crypt filter')
  return known
}

interface OldKey { revision: number, length: number, owner: Buffer, user: Buffer, permissions: number, id: Buffer, isMetadataOpen: boolean }

/** ISO 32000-1, algorithms 2, 4 and 5, with an empty password. */
function oldKey({ revision, length, owner, user, permissions, id, isMetadataOpen }: OldKey): Buffer {
  if (length < 5 || length > 16) throw locked('length')
  const rights = Buffer.alloc(4)
  rights.writeInt32LE(permissions | 0)
  let key = md5(PADDING, owner, rights, id, revision >= 4 && isMetadataOpen ? Buffer.alloc(4, 255) : Buffer.alloc(0)).subarray(0, length)
  if (revision >= 3) for (let round = 0; round < 50; round += 1) key = md5(key).subarray(0, length)
  let proof = revision === 2 ? rc4(key, PADDING) : rc4(key, md5(PADDING, id))
  if (revision >= 3) for (let round = 1; round < 20; round += 1) proof = rc4(Buffer.from(key.map(byte => byte ^ round)), proof)
  if (!proof.equals(user)) throw locked('password')
  return key
}

/** ISO 32000-2, algorithm 2.A, with an empty password. */
function modernKey({ revision, user, userKey }: { revision: number, user: Buffer, userKey: Buffer }): Buffer {
  const hash = (salt: Buffer): Buffer => revision === 5 ? createHash('sha256').update(salt).digest() : hardened(salt)
  if (!hash(user.subarray(32, 40)).equals(user.subarray(0, 32))) throw locked('password')
  const decipher = createDecipheriv('aes-256-cbc', hash(user.subarray(40, 48)), Buffer.alloc(16)).setAutoPadding(false)
  return Buffer.concat([decipher.update(userKey), decipher.final()])
}

/** ISO 32000-2, algorithm 2.B, with an empty password. */
function hardened(salt: Buffer): Buffer {
  let key = createHash('sha256').update(salt).digest()
  for (let round = 0, last = 0; round < 64 || last > round - 32; round += 1) {
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false)
    const mixed = cipher.update(Buffer.concat(Array.from({ length: 64 }, () => key)))
    const remainder = mixed.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3
    key = createHash(['sha256', 'sha384', 'sha512'][remainder] ?? 'sha256').update(mixed).digest()
    last = mixed.at(-1) ?? 0
  }
  return key.subarray(0, 32)
}

function objectKey(key: Buffer, method: Method, number: number, generation: number): Buffer {
  if (method === 'aes256' || method === 'none') return key
  const place = Buffer.from([number & 255, number >> 8 & 255, number >> 16 & 255, generation & 255, generation >> 8 & 255])
  return md5(key, place, method === 'aes128' ? Buffer.from('sAlT') : Buffer.alloc(0)).subarray(0, Math.min(16, key.length + 5))
}

function decrypt(data: Buffer, method: Method, key: Buffer): Buffer {
  if (method === 'none' || data.length === 0) return data
  if (method === 'rc4') return rc4(key, data)
  try {
    const decipher = createDecipheriv(method === 'aes128' ? 'aes-128-cbc' : 'aes-256-cbc', key, data.subarray(0, 16))
    return Buffer.concat([decipher.update(data.subarray(16)), decipher.final()])
  }
  catch {
    throw locked('bytes')
  }
}

/** Old files only; the library of Node no longer has it. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index)
  const swap = (a: number, b: number): void => { [state[a], state[b]] = [state[b] ?? 0, state[a] ?? 0] }
  for (let index = 0, other = 0; index < 256; index += 1) {
    other = (other + (state[index] ?? 0) + (key[index % key.length] ?? 0)) & 255
    swap(index, other)
  }
  let [index, other] = [0, 0]
  return Buffer.from(data.map((byte) => {
    index = (index + 1) & 255
    other = (other + (state[index] ?? 0)) & 255
    swap(index, other)
    return byte ^ (state[((state[index] ?? 0) + (state[other] ?? 0)) & 255] ?? 0)
  }))
}
