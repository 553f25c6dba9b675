import { createHash } from 'node:crypto'

/** Namespace of every identifier of the demo world and of the reference data. */
const NAMESPACE = Buffer.from('5e1a15de7a4c4b2e9c0d2f6b8a917340', 'hex')

/** The UUID (version 5) of a readable key: the same key always gives the same identifier. */
export function uuidOf(...key: readonly (string | number)[]): string {
  const digest = createHash('sha1').update(NAMESPACE).update(key.join(':')).digest()
  digest.writeUInt8((digest.readUInt8(6) & 0x0F) | 0x50, 6)
  digest.writeUInt8((digest.readUInt8(8) & 0x3F) | 0x80, 8)
  const hex = digest.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
