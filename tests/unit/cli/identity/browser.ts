import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:net'

/** A browser reduced to what signing in needs: cookies by path, redirects one at a time, forms. */
export class Browser {
  #cookies = new Map<string, { value: string, path: string }>()

  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url)
    const cookie = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path)).map(([name, { value }]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, ...(cookie ? { cookie } : {}) } })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  /** Follows redirects until an answer is a page, or an address of another origin, which is returned unvisited. */
  async follow(url: string, response?: Response): Promise<{ url: string, response: Response }> {
    const answer = response ?? await this.request(url)
    const location = answer.headers.get('location')
    if (!location) return { url, response: answer }
    const next = new URL(location, url)
    return next.origin === new URL(url).origin ? this.follow(next.href) : { url: next.href, response: answer }
  }

  post(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.request(url, { method: 'POST', body: new URLSearchParams(form), headers })
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/)
    const name = pair.slice(0, pair.indexOf('='))
    const value = pair.slice(pair.indexOf('=') + 1)
    const path = attributes.find(attribute => attribute.toLowerCase().startsWith('path='))?.slice(5) ?? '/'
    if (value && !line.includes('expires=Thu, 01 Jan 1970')) this.#cookies.set(name, { value, path })
    else this.#cookies.delete(name)
  }
}

/** Code verifier and challenge, as keycloak-js makes them. */
export function pkce(): { verifier: string, challenge: string } {
  const verifier = randomBytes(48).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** Fields of the first form of a page, and where it is sent. */
export function readForm(html: string): { action: string, fields: Record<string, string> } {
  const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1] ?? ''
  const inputs = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return { action, fields: Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value])) }
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
