import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const KeysSchema = z.object({
  jwks: z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string(), alg: z.string(), use: z.string() })).min(1) }),
  cookieKeys: z.array(z.string()).min(1),
})

export type Keys = z.output<typeof KeysSchema>

/** Reads the signing key and the cookie key of this instance, made at the first start so that a restart keeps sessions. */
export function loadKeys(folder: string): Keys {
  const file = join(folder, 'keys.json')
  if (existsSync(file)) return KeysSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keys = generateKeys()
  writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return keys
}

function generateKeys(): Keys {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' }
  return KeysSchema.parse({ jwks: { keys: [jwk] }, cookieKeys: [randomBytes(32).toString('base64url')] })
}
