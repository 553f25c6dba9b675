import { isIP } from 'node:net'
import type { H3Event } from 'h3'

declare module 'h3' {
  interface H3EventContext {
    /** Address of the browser, kept through the calls that a page makes while it is rendered. */
    browserAddress?: string
    /** Random value that allows the scripts of this page, and no other, to run. */
    cspNonce?: string
  }
}

/** More proxies than anybody has would believe whatever a browser wrote. */
const MOST_HOPS = 5

/** How many proxies of ours stand before the portal: `NUXT_TRUST_PROXY`, where `true` is one and anything unclear is none. */
export function hopsOf(setting: unknown): number {
  if (setting === true) return 1
  return typeof setting === 'number' && Number.isInteger(setting) && setting > 0 && setting <= MOST_HOPS ? setting : 0
}

/**
 * The address given by the last proxy of ours. Each proxy adds at the right the address that called it: what stands further
 * left was written by whoever called, and is not believed.
 */
export function addressBehind(forwarded: string | undefined, remote: string | undefined, hops: number): string | undefined {
  const chain = [...(forwarded ?? '').split(',').map(address => address.trim()).filter(address => address !== ''), remote ?? '']
  const given = chain[Math.max(chain.length - 1 - hops, 0)] ?? ''
  const address = isIP(given) ? given : remote
  return address?.replace(/^::ffff:(?=\d+\.)/, '')
}

const forwardedIn = ({ node }: H3Event): string => [node.req.headers['x-forwarded-for'] ?? ''].flat().join(',')

/** Address of the browser behind a request. */
export function readBrowserAddress(event: H3Event, setting: unknown): string | undefined {
  return event.context.browserAddress ?? addressBehind(forwardedIn(event), event.node.req.socket.remoteAddress, hopsOf(setting))
}
