import { refusalOf } from '../../../../../extensions/platform/src/outgoing/addresses.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from '../../../../../extensions/platform/src/outgoing/addresses.ts'

const hex = (value: number, width = 2) => value.toString(16).padStart(width, '0')
const octet = fc.nat({ max: 255 })

/** Every spelling that some parser takes for an IPv4 address. */
function spellings([a, b, c, d]: readonly [number, number, number, number]): string[] {
  const whole = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d
  return [
    `${a}.${b}.${c}.${d}`, String(whole), `0x${whole.toString(16)}`, `0${whole.toString(8)}`, `${a}.${b * 65_536 + c * 256 + d}`, `${a}.${b}.${c * 256 + d}`,
    `0x${hex(a)}.0x${hex(b)}.0x${hex(c)}.0x${hex(d)}`, `0${a.toString(8)}.0${b.toString(8)}.0${c.toString(8)}.0${d.toString(8)}`, `${a}.${b}.${c}.${d}.`,
    `[::ffff:${a}.${b}.${c}.${d}]`, `[::ffff:${hex(a)}${hex(b)}:${hex(c)}${hex(d)}]`, `[::${a}.${b}.${c}.${d}]`, `[64:ff9b::${a}.${b}.${c}.${d}]`, `[2002:${hex(a)}${hex(b)}:${hex(c)}${hex(d)}::1]`,
    `[2001:0:4136:e378:8000:63bf:${hex(255 - a)}${hex(255 - b)}:${hex(255 - c)}${hex(255 - d)}]`,
  ]
}

const privateV4 = fc.oneof(
  fc.tuple(fc.constant(10), octet, octet, octet), fc.tuple(fc.constant(127), octet, octet, octet), fc.tuple(fc.constant(0), octet, octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet), fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet), fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet), fc.tuple(fc.constant(198), fc.constantFrom(18, 19), octet, octet),
)

describe('a private address', () => {
  it('is refused in every spelling', () => {
    fc.assert(fc.property(privateV4, (address) => {
      for (const host of spellings(address)) {
        const url = URL.canParse(`https://${host}/x`) ? new URL(`https://${host}/x`) : undefined
        expect([host, url && refusalOf(url)]).toEqual([host, url ? 'host' : undefined])
      }
    }), { numRuns: 500 })
  })

  it.each(['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '2002:0808:0808::1', '2001:db8::1', '3fff::1', '100::1', '5f00::1', 'fec0::1', '4000::1', '', 'localhost', '8.8.8', '08.8.8.8'])('%s is none of the internet', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(['8.8.8.8', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4007::200e'])('%s is on the internet', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('an address to call', () => {
  it.each([
    ['file:///etc/passwd', 'scheme'], ['ftp://example.org/', 'scheme'], ['gopher://example.org/', 'scheme'], ['data:text/plain,x', 'scheme'], ['http://example.org/', 'scheme'],
    ['https://user:secret@example.org/', 'credentials'], ['https://example.org:8443/', 'port'], ['https://example.org:22/', 'port'],
    ['https://localhost/', 'host'], ['https://LOCALHOST./', 'host'], ['https://database/', 'host'], ['https://metadata.google.internal/', 'host'], ['https://printer.local/', 'host'],
    ['https://1.0.0.127.in-addr.arpa/', 'host'], ['https://①②⑦.⓪.⓪.①/', 'host'], ['https://127.1/', 'host'],
  ])('%s is refused (%s)', (address, reason) => {
    expect(refusalOf(new URL(address))).toBe(reason)
  })

  it('may be one of the installation itself, by its exact origin', () => {
    const allowed = ['http://keycloak:8080']

    expect(refusalOf(new URL('http://keycloak:8080/realms/relais'), allowed)).toBeUndefined()
    for (const other of ['http://keycloak:8081/', 'http://keycloak/', 'http://keycloak:8080@evil.example/', 'https://keycloak:8080/', 'http://database:8080/']) {
      expect(refusalOf(new URL(other), allowed)).toBeDefined()
    }
    expect(refusalOf(new URL('https://example.org/'))).toBeUndefined()
  })
})
