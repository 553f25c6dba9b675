import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** What a sealed text belongs to: it opens for that note of that author only. */
export interface SealOwner { note: string, author: string }

/** Each author has a key of their own, drawn from the key of the installation: 32 bytes. */
function keyOf(secret: string, { author }: SealOwner): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, author, 'relais private note', 32))
}

/** Encrypts a text (AES-256-GCM): nonce, tag and cipher text in one buffer. */
export function seal(text: string, owner: SealOwner, secret: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, keyOf(secret, owner), nonce)
  cipher.setAAD(Buffer.from(owner.note))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Opens what `seal` made; `undefined` when it was altered, moved to another note or author, or sealed with another key. */
export function unseal(sealed: Buffer, owner: SealOwner, secret: string): string | undefined {
  try {
    const decipher = createDecipheriv(ALGORITHM, keyOf(secret, owner), sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(owner.note))
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
  }
  catch {
    return undefined
  }
}
