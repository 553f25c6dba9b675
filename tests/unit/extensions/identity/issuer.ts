import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { CryptoKey, JWK, JWTPayload } from 'jose'

interface SigningKey { kid: string, alg: 'RS256' | 'ES256', privateKey: CryptoKey, jwk: JWK }

/** A realm on loopback: real keys, real HTTP, tokens as wrong as a test wants them. */
export class TestIssuer {
  readonly url: string
  readonly jwksUrl: string
  requests = 0
  down = false
  #server: Server
  #keys: SigningKey[] = []

  private constructor(server: Server, port: number) {
    this.#server = server
    this.url = `http://127.0.0.1:${port}/realms/relais`
    this.jwksUrl = `${this.url}/protocol/openid-connect/certs`
  }

  static async start(): Promise<TestIssuer> {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const issuer = new TestIssuer(server, address.port)
    server.on('request', (_request, response) => {
      issuer.requests += 1
      response.writeHead(issuer.down ? 503 : 200, { 'Content-Type': 'application/json', 'Connection': 'close' })
      response.end(issuer.down ? 'down' : JSON.stringify({ keys: issuer.#keys.map(key => key.jwk) }))
    })
    await issuer.rotate()
    return issuer
  }

  /** Replaces the keys: tokens signed before are no longer known. */
  async rotate(alg: SigningKey['alg'] = 'RS256'): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    const kid = `key-${Math.random()}`
    this.#keys = [{ kid, alg, privateKey, jwk: { ...await exportJWK(publicKey), kid, alg, use: 'sig' } }]
  }

  get key(): SigningKey {
    const [key] = this.#keys
    if (!key) throw new Error('no key')
    return key
  }

  claims(overrides: JWTPayload = {}): JWTPayload {
    const now = Math.floor(Date.now() / 1000)
    return { iss: this.url, aud: 'relais-api', azp: 'relais-portal', typ: 'Bearer', sub: 'subject-1', iat: now, exp: now + 300, ...overrides }
  }

  /** A token of this realm; an `undefined` claim is left out. */
  sign(overrides: JWTPayload = {}, { kid = this.key.kid, privateKey = this.key.privateKey } = {}): Promise<string> {
    return new SignJWT(this.claims(overrides)).setProtectedHeader({ alg: this.key.alg, kid, typ: 'JWT' }).sign(privateKey)
  }

  async close(): Promise<void> {
    await new Promise(resolve => this.#server.close(resolve))
  }
}
