import { createHash } from 'node:crypto'
import { canonical } from '../canonical.ts'

/** SHA-256 of the canonical JSON, in hexadecimal. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}
