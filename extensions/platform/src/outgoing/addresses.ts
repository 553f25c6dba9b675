import { BlockList, isIP } from 'node:net'

/** Networks of IPv4 that are not the public internet (IANA special-purpose registry). */
const CLOSED_V4 = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.31.196.0', 24], ['192.52.193.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['192.175.48.0', 24], ['198.18.0.0', 15], ['198.51.100.0', 24],
  ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const

/** Parts of `2000::/3` that are not the public internet, or that carry an IPv4 address inside (Teredo, 6to4). */
const CLOSED_V6 = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['2620:4f:8000::', 48], ['3fff::', 20]] as const

const closed = new BlockList()
for (const [network, prefix] of CLOSED_V4) closed.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of CLOSED_V6) closed.addSubnet(network, prefix, 'ipv6')

// Everything else of IPv6 is refused as a whole: loopback, local links, unique local, mapped and translated IPv4, multicast.
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

/** Whether an address, as a resolver returns it, is on the public internet. Anything that is not an address is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  // A zone (`%eth0`) only makes sense on a local link.
  return family === 6 && !address.includes('%') && global.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}

/** Names that never leave the machine or the local network. */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|arpa|test|invalid|onion)\.?$/i

/** Why a request to this address is refused, or undefined; `allowed` are the origins of the installation itself. */
export function refusalOf(url: URL, allowed: readonly string[] = []): 'scheme' | 'credentials' | 'port' | 'host' | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme'
  if (url.username !== '' || url.password !== '') return 'credentials'
  if (allowed.includes(url.origin)) return undefined
  if (url.protocol !== 'https:') return 'scheme'
  if (url.port !== '') return 'port'
  // The URL parser has already turned every odd spelling of IPv4 (`0x7f.1`, `2130706433`) into four numbers.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return isPublicAddress(host) ? undefined : 'host'
  return LOCAL_NAME.test(host) || !host.replace(/\.$/, '').includes('.') ? 'host' : undefined
}
