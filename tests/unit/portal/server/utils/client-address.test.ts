import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressBehind, hopsOf } from '../../../../../portal/server/utils/client-address.ts'

describe('the address of a browser', () => {
  it.each([
    // [X-Forwarded-For, who is connected, proxies of ours, the address]
    ['6.6.6.6', '203.0.113.9', 0, '203.0.113.9'],
    [undefined, '203.0.113.9', 1, '203.0.113.9'],
    ['203.0.113.9', '172.30.85.1', 1, '203.0.113.9'],
    ['6.6.6.6, 203.0.113.9', '172.30.85.1', 1, '203.0.113.9'],
    ['6.6.6.6,203.0.113.9 , 10.0.0.1', '172.30.85.1', 2, '203.0.113.9'],
    ['203.0.113.9', '172.30.85.1', 2, '203.0.113.9'],
    ['6.6.6.6, unknown', '172.30.85.1', 1, '172.30.85.1'],
    ['6.6.6.6, 2001:db8::9', '172.30.85.1', 1, '2001:db8::9'],
    ['', '::ffff:203.0.113.9', 1, '203.0.113.9'],
  ])('%s from %s behind %i is %s', (forwarded, remote, hops, address) => {
    expect(addressBehind(forwarded, remote, hops)).toBe(address)
  })

  it('never depends on what stands left of what the proxies wrote', () => {
    const address = fc.ipV4()
    fc.assert(fc.property(fc.array(fc.oneof(address, fc.string())), address, fc.array(address, { maxLength: 3 }), address, (claimed, browser, proxies, remote) => {
      const clean = claimed.join(' ').replaceAll(',', ' ')
      const written = [browser, ...proxies].join(', ')
      expect(addressBehind(`${clean}, ${written}`, remote, proxies.length + 1)).toBe(browser)
    }))
  })
})

describe('the number of proxies', () => {
  it.each([[false, 0], [true, 1], [1, 1], [3, 3], [5, 5], [6, 0], [1e9, 0], [0, 0], [-1, 0], [1.5, 0], ['loopback', 0], ['', 0], [undefined, 0]])('%s is %i', (setting, hops) => {
    expect(hopsOf(setting)).toBe(hops)
  })
})
