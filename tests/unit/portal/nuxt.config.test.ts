import { beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { SPACES } from '#shared/types/session'

/** Named apart: what Nuxt gives to its configuration is known in the portal only. */
const CONFIG = '../../../portal/nuxt.config.ts'

const RulesSchema = z.record(z.string(), z.object({ ssr: z.boolean().optional(), headers: z.record(z.string(), z.string()).optional() }))

describe('the pages of the spaces', () => {
  let rules: z.output<typeof RulesSchema> = {}
  beforeAll(async () => {
    vi.stubGlobal('defineNuxtConfig', (config: unknown) => config)
    const { default: config } = await import(CONFIG)
    rules = RulesSchema.parse(Object(config).routeRules)
    vi.unstubAllGlobals()
  })

  it.each(SPACES.flatMap(space => [`/${space}`, `/${space}/**`, `/en/${space}`, `/en/${space}/**`]))('%s is neither rendered nor kept on the server', (path) => {
    expect(rules[path]).toEqual({ ssr: false, headers: { 'cache-control': 'no-store' } })
  })
})
