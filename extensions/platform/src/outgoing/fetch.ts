import { lookup as resolve } from 'node:dns'
import type { LookupAddress } from 'node:dns'
import { request as requestHttp } from 'node:http'
import type { IncomingMessage, RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress, refusalOf } from './addresses.ts'

export interface OutgoingRequest {
  method?: string
  headers?: Record<string, string>
  body?: string
  /** Origins of the installation itself, the only ones that may be private, in clear or on another port. */
  allowed?: readonly string[]
  /** Redirections followed, each checked like the first address; none unless asked for. */
  maxRedirects?: number
  /** Longest wait for the whole answer. */
  timeoutMs?: number
  /** Largest answer, in bytes. */
  maxBytes?: number
  /** How names become addresses; the one of the system unless a test brings its own. */
  lookup?: typeof resolve
}

/** A request that must not leave: its address, the one it resolves to, or one it is sent on to is closed. */
export class OutgoingRefusedError extends Error {
  override name = 'OutgoingRefusedError'
  readonly reason: string

  constructor(reason: string) {
    super(`The request does not leave: ${reason}.`)
    this.reason = reason
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** Not sent on to another origin. */
const OWN_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization'])

/**
 * The only way out of the server. The name is resolved once, every address it gives is checked, and the connection is
 * made to those very addresses: a second answer of the name server changes nothing.
 * Throws `OutgoingRefusedError` for a closed address; network failures pass through.
 */
export async function fetchOutside(address: string | URL, options: OutgoingRequest = {}): Promise<Response> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? 10_000)
  let url = new URL(address)
  let sent: OutgoingRequest = options
  for (let left = options.maxRedirects ?? 0; ; left -= 1) {
    const reason = refusalOf(url, options.allowed)
    if (reason) throw new OutgoingRefusedError(reason)
    const answer = await send(url, sent, signal)
    const location = answer.headers.location
    if (!REDIRECTS.has(answer.statusCode ?? 0) || location === undefined) return read(answer, options.maxBytes ?? 1_000_000)
    answer.destroy()
    if (left <= 0) throw new OutgoingRefusedError('redirect')
    if (!URL.canParse(location, url.href)) throw new OutgoingRefusedError('redirect')
    const next: URL = new URL(location, url.href)
    sent = follow(sent, answer.statusCode ?? 0, next.origin === url.origin)
    url = next
  }
}

function follow(sent: OutgoingRequest, status: number, sameOrigin: boolean): OutgoingRequest {
  const headers = Object.fromEntries(Object.entries(sent.headers ?? {}).filter(([name]) => sameOrigin || !OWN_HEADERS.has(name.toLowerCase())))
  if (status === 307 || status === 308) return { ...sent, headers }
  const { body: _body, ...rest } = sent
  return { ...rest, method: 'GET', headers }
}

function send(url: URL, { method = 'GET', headers = {}, body, allowed = [], lookup = resolve }: OutgoingRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const options: RequestOptions = {
    method, headers, signal,
    // A kept connection would skip the check of the address.
    agent: false,
    ...(allowed.includes(url.origin) ? {} : { lookup: checked(lookup) }),
  }
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, resolve)
    request.once('error', reject)
    request.end(body)
  })
}

/** Gives the connection the addresses that were checked, all of them public, or none. */
function checked(lookup: typeof resolve): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { all: true, verbatim: true }, (error, found: LookupAddress[]) => {
      if (error) return done(error, '')
      if (found.length === 0 || found.some(({ address }) => !isPublicAddress(address))) return done(new OutgoingRefusedError('address'), '')
      if (options.all) done(null, found)
      else done(null, found[0]?.address ?? '', found[0]?.family)
    })
  }
}

async function read(answer: IncomingMessage, maxBytes: number): Promise<Response> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    const part = Buffer.from(chunk)
    size += part.length
    if (size > maxBytes) throw new OutgoingRefusedError('size')
    chunks.push(part)
  }
  const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] => value === undefined ? [] : [[name, String(value)]])
  const status = answer.statusCode ?? 502
  return new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), { status, headers })
}
