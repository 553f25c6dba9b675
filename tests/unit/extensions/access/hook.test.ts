import { describe, expect, it, vi } from 'vitest'
import { hook as register } from '../../../../extensions/access/src/hook.ts'

function load(env: Record<string, unknown>) {
  const filter = vi.fn()
  const init = vi.fn()
  class ItemsService {}
  Reflect.apply(register, undefined, [{ filter, init, action: vi.fn(), schedule: vi.fn(), embed: vi.fn() }, { env, database: { client: Object.create({ _query: vi.fn() }) }, services: { ExportService: class { transform(): void {} }, ItemsService, UtilsService: class {}, AssetsService: class { getAsset(): void {} } } }])
  const handlerOf = (event: string) => filter.mock.calls.find(([name]) => name === event)?.[1]
  return { init, handlerOf, ItemsService }
}

describe('the access hook', () => {
  it('closes routes before and after Directus knows who asks, and looks at what failed', () => {
    expect(load({}).init.mock.calls.map(([event]) => event)).toEqual(['middlewares.before', 'routes.before', 'routes.custom.after'])
  })

  it.each(['user_created', 'role', 'item', 'collection'])('refuses to give a share another %s, even to an administrator', (field) => {
    const refuse = load({}).handlerOf('shares.update')

    expect(() => refuse({ name: 'A', [field]: 'x' }, {}, { accountability: { admin: true } })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    expect(refuse({ name: 'A' }, {}, { accountability: null })).toEqual({ name: 'A' })
  })

  // The routes refuse a query that chooses what to change before this is reached: no request of a test sees it missing.
  it('finds the rows to change with the rights of who asks, beneath every route', () => {
    expect(load({}).ItemsService.prototype).toHaveProperty('getKeysByQuery')
  })

  it('does not start with sockets on', () => {
    expect(() => load({ WEBSOCKETS_ENABLED: true })).toThrow('CVE-2026-126539')
    expect(() => load({ WEBSOCKETS_ENABLED: 'true' })).toThrow('CVE-2026-126539')
  })
})
