import { Agent, request } from 'node:http'

/** One request to send again and again; `variants` are taken in turn, so that no single row stays in every cache. */
export interface Target { url: string, variants: readonly Call[], headers: Record<string, string> }
export interface Call { method: string, path: string, body?: unknown }

export interface Measure { p50_ms: number, p95_ms: number, rps: number, errors: number }

interface Answer { status: number, text: string }

/** Sends one request and reads the whole answer. */
export function send({ url, headers }: Pick<Target, 'url' | 'headers'>, { method, path, body }: Call, agent?: Agent): Promise<Answer> {
  const payload = body === undefined ? undefined : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, {
      method, ...(agent && { agent }),
      headers: { ...headers, ...(payload !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }) },
    }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(payload)
  })
}

/** What one round of requests gave. */
export interface Round { times: number[], errors: number, elapsedMs: number }

/**
 * Sends requests with so many clients at once, each sending its next one when the last is answered whole. A loop over
 * `node:http` and no load library: the same few lines weigh on both sides of a ratio, and nothing is installed.
 */
export async function playRound(target: Target, clients: number, seconds: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const round: Round = { times: [], errors: 0, elapsedMs: 0 }
  let next = 0
  const started = performance.now()
  const client = async () => {
    while (performance.now() < started + seconds * 1000) {
      const call = target.variants[next++ % target.variants.length]
      if (!call) return
      const sentAt = performance.now()
      const { status } = await send(target, call, agent)
      if (status === 200) round.times.push(performance.now() - sentAt)
      else round.errors += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  round.elapsedMs = performance.now() - started
  agent.destroy()
  return round
}

/** The figures of several rounds together. */
export function summary(rounds: readonly Round[]): Measure {
  const times = rounds.flatMap(({ times }) => times).sort((one, other) => one - other)
  const at = (share: number) => round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0, 2)
  const elapsed = rounds.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0) / 1000
  return { p50_ms: at(0.5), p95_ms: at(0.95), rps: round(times.length / elapsed, 1), errors: rounds.reduce((sum, { errors }) => sum + errors, 0) }
}

/** A number with so many decimals. */
export function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}
