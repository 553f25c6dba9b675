import { describe, expect, it } from 'vitest'
import { EnvSchema } from '../../../../extensions/configurator/src/env.schema.ts'
import { readSettings } from '../../../../extensions/platform/src/index.ts'

const readEnv = (env: Record<string, unknown>) => readSettings('configurator', EnvSchema, env)

describe('settings of the configurator', () => {
  it('has a default and takes text', () => {
    expect(readEnv({})).toEqual({ CONFIGURATOR_CACHE_TTL_MS: 1000 })
    expect(readEnv({ CONFIGURATOR_CACHE_TTL_MS: '0' })).toEqual({ CONFIGURATOR_CACHE_TTL_MS: 0 })
  })
  it('stops on a setting that makes no sense, and names it', () => {
    expect(() => readEnv({ CONFIGURATOR_CACHE_TTL_MS: 60_000 })).toThrow(/CONFIGURATOR_CACHE_TTL_MS/)
  })
})
