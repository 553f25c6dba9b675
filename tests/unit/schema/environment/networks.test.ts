import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areNarrowProxies, isMetadataHost, isOwnNetwork } from '../../../../schema/environment/networks.ts'

// What Express reads the list with.
const { compile } = createRequire(createRequire(import.meta.url).resolve('express'))('proxy-addr') as { compile: (list: string[]) => (address: string, hop: number) => boolean }
const STRANGERS = ['8.8.8.8', '203.0.113.7', '198.51.100.200', '1.1.1.1', '91.198.174.192', '2001:4860:4860::8888', '2a01:e0a::1', '::ffff:8.8.8.8', '130.1.2.3', '64.5.5.5']

const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('0.0.0.0', '128.0.0.0', '::', '::ffff:0.0.0.0', '::ffff:0:0', '2000::', '10.0.0.0', 'loopback'))
const network = fc.tuple(address, fc.oneof(fc.nat(130).map(length => `/${length}`), fc.constantFrom('', '/0', '/1', '/96', '/255.0.0.0', '/128.0.0.0'))).map(([first, rest]) => first + rest)

describe('the proxies that are believed', () => {
  it('are never as many as strangers, however they are written', () => {
    fc.assert(fc.property(fc.array(network, { minLength: 1, maxLength: 6 }), (list) => {
      if (!areNarrowProxies(list.join(','))) return
      const isTrusted = compile(list)
      expect(STRANGERS.filter(stranger => isTrusted(stranger, 0)).length).toBeLessThan(3)
    }), { numRuns: 3000 })
  })

  it('are read by Express whenever we take them', () => {
    fc.assert(fc.property(network, (item) => {
      if (areNarrowProxies(item)) expect(() => compile([item])).not.toThrow()
    }), { numRuns: 3000 })
  })
})

describe('hosts', () => {
  it.each(['localhost', 'identity', '10.1.2.3', '[fd00::1]', 'base.interne', 'db.relais.svc.cluster.local', '127.0.0.1'])('%s is of the operator', (host) => {
    expect(isOwnNetwork(host)).toBe(true)
  })

  it.each(['relais.example', '203.0.113.7', '[2001:db8::1]', '172.32.0.1', 'interne.example', '::ffff:8.8.8.8'])('%s is not', (host) => {
    expect(isOwnNetwork(host)).toBe(false)
  })

  it.each(['169.254.169.254', '[::ffff:169.254.169.254]', '[fd00:ec2::254]', 'metadata.google.internal', 'METADATA'])('%s gives out secrets of a cloud', (host) => {
    expect(isMetadataHost(host)).toBe(true)
  })
})
