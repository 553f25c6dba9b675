import { contractOf } from '../../schema/contracts/index.ts'

/** Throws, with the names of the fields, when an answer of ours is not what its contract says. */
export function assertContract(method: string, url: string, { status, body }: { status: number, body: unknown }): void {
  const { pathname } = new URL(url, 'http://relais.example')
  const found = contractOf(method, pathname.replace(/^.*?\/relais/, ''))
  if (!found || !pathname.includes('/relais/') || status < 200 || status > 299) return
  const { route, contract } = found
  const broken: string[] = []
  if (status !== (contract.status ?? 200)) broken.push(`status ${status}`)
  if (typeof body === 'string' && contract.files) return
  for (const part of ['answer', 'meta'] as const) {
    const name = part === 'answer' ? 'data' : part
    const value = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
    const parsed = contract[part]?.safeParse(value)
    if (parsed && !parsed.success) broken.push(...parsed.error.issues.map(({ path, message }) => `${[name, ...path].map(String).join('.')}: ${message}`))
    if (!contract[part] && value !== undefined) broken.push(`${name}: not in the contract`)
  }
  if (broken.length > 0) throw new Error(`The contract of ${route} is not kept: ${broken.join('; ')}`)
}
