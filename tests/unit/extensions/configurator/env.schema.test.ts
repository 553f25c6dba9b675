import { describe, expect, it } from 'vitest'
import { readEnv } from '../../../../extensions/configurator/src/env.schema.ts'

describe('readEnv', () => {
  it('has a default and takes text', () => {
    expect(readEnv({})).toEqual({ CONFIGURATOR_CACHE_TTL_MS: 1000 })
    expect(readEnv({ CONFIGURATOR_CACHE_TTL_MS: '0' })).toEqual({ CONFIGURATOR_CACHE_TTL_MS: 0 })
  })
  it('stops on a setting that makes no sense, and names it', () => {
    expect(() => readEnv({ CONFIGURATOR_CACHE_TTL_MS: 60_000 })).toThrow(/CONFIGURATOR_CACHE_TTL_MS/)
  })
})
