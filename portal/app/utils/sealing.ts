/** A key of the browser, of which the types of Node have no name. */
export type SealingKey = Awaited<ReturnType<typeof crypto.subtle.deriveKey>>

const NONCE_BYTES = 12

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))
const textOf = (bytes: Uint8Array): string => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))

/** A key that opens what it sealed and cannot be taken out of the browser; null where the browser has no cryptography (a page without HTTPS). */
export async function sealingKey(secret: string): Promise<SealingKey | null> {
  if (!globalThis.crypto?.subtle) return null
  const source = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode('relais drafts')
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }, source, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** Seals a text for the name under which it is kept (AES-256-GCM). */
export async function sealText(key: SealingKey, name: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }, key, new TextEncoder().encode(text))
  return textOf(new Uint8Array([...iv, ...new Uint8Array(sealed)]))
}

/** Opens what `sealText` made; undefined when it was altered, moved, or sealed with another key. */
export async function openText(key: SealingKey, name: string, sealed: string): Promise<string | undefined> {
  try {
    const bytes = bytesOf(sealed)
    const algorithm = { name: 'AES-GCM', iv: bytes.subarray(0, NONCE_BYTES), additionalData: new TextEncoder().encode(name) }
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, bytes.subarray(NONCE_BYTES)))
  }
  catch {
    return undefined
  }
}
