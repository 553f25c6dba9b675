import { isIP } from 'node:net'

/** First and last address, IPv4 written as IPv6, so that one notation cannot hide another. */
interface Range { first: bigint, last: bigint }

const MAPPED = 0xffffn << 32n
const IPV4: Range = { first: MAPPED, last: MAPPED + 0xffff_ffffn }
const EVERYTHING: Range = { first: 0n, last: 2n ** 128n - 1n }
/** As many addresses as the largest networks of relays publish: 4 million in IPv4, sixteen /32 in IPv6. */
const MOST_PUBLIC = { ipv4: 2n ** 22n, ipv6: 16n * 2n ** 96n }
/** Names that Express gives to networks. */
const NAMED: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}
/** Ends of names that no public registry gives. */
const OWN_NAMES = /(?:^|\.)(?:localhost|local|internal|interne|intranet|lan|corp|home\.arpa|svc)$/

/** The address as a number, or nothing for what only some readers would take for an address. */
function numberOf(address: string): bigint | undefined {
  if (isIP(address) === 4) return address.split('.').reduce((sum, part) => (sum << 8n) + BigInt(part), 0n) + MAPPED
  if (isIP(address) !== 6 || !URL.canParse(`http://[${address}]`)) return undefined
  const [before = [], after = []] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::').map(side => side.split(':').filter(Boolean))
  const parts = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
  return parts.reduce((sum, part) => (sum << 16n) + BigInt(`0x${part}`), 0n)
}

/** The addresses of `network`: an address, alone or with the length of its prefix; no mask, no other notation. */
function rangeOf(network: string): Range | undefined {
  const [, address = '', length] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(network) ?? []
  const number = numberOf(address)
  const bits = isIP(address) === 4 ? 32 : 128
  const prefix = Number(length ?? bits)
  if (number === undefined || prefix < 1 || prefix > bits) return undefined
  const span = 2n ** BigInt(bits - prefix)
  const first = number - number % span
  return { first, last: first + span - 1n }
}

const rangesOf = (networks: string[]): Range[] => networks.flatMap(network => rangeOf(network) ?? [])
const OWN = rangesOf([...Object.values(NAMED).flat(), '100.64.0.0/10'])
const METADATA = rangesOf(['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::254', '100.100.100.200'])

const isWithin = (inner: Range, outer: Range): boolean => inner.first >= outer.first && inner.last <= outer.last

/** Addresses that two ranges have in common. */
function common(one: Range, other: Range): bigint {
  const size = (one.last < other.last ? one.last : other.last) - (one.first > other.first ? one.first : other.first) + 1n
  return size > 0n ? size : 0n
}

function merge(ranges: Range[]): Range[] {
  const merged: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.first < b.first ? -1 : 1)) {
    const previous = merged.at(-1)
    if (!previous || range.first > previous.last + 1n) merged.push({ ...range })
    else if (range.last > previous.last) previous.last = range.last
  }
  return merged
}

/** How many addresses of strangers are in `ranges`, of those in `window`. */
function countPublic(ranges: Range[], window: Range): bigint {
  const own = OWN.filter(range => isWithin(range, window))
  return ranges.reduce((sum, range) => sum + common(range, window) - own.reduce((known, network) => known + common(range, network), 0n), 0n)
}

/** Whether these proxies are some, and not the addresses of strangers: names, addresses and networks, separated by commas. */
export function areNarrowProxies(list: string): boolean {
  const networks = list.split(',').map(item => item.trim()).flatMap(item => NAMED[item] ?? [item])
  const ranges = rangesOf(networks.filter(network => !(network.includes(':') && network.includes('.'))))
  if (ranges.length < networks.length) return false
  const merged = merge(ranges)
  const ipv4 = countPublic(merged, IPV4)
  return ipv4 <= MOST_PUBLIC.ipv4 && countPublic(merged, EVERYTHING) - ipv4 <= MOST_PUBLIC.ipv6
}

const bare = (host: string): string => host.toLowerCase().replace(/^\[|\]$/g, '')

/** Whether a host is of the network of the operator, which a message in clear does not leave. */
export function isOwnNetwork(host: string): boolean {
  const name = bare(host)
  const range = rangeOf(name)
  return range ? OWN.some(own => isWithin(range, own)) : !name.includes('.') || OWN_NAMES.test(name)
}

/** Whether a host is one where clouds keep the secrets of their machines. */
export function isMetadataHost(host: string): boolean {
  const name = bare(host)
  const range = rangeOf(name)
  return range ? METADATA.some(network => isWithin(range, network)) : /^(?:instance-data|metadata)(?:\.|$)/.test(name)
}
