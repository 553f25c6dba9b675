import { describe, expect, it, vi } from 'vitest'
import register from '../../../../extensions/access/src/index.ts'

function load(env: Record<string, unknown>) {
  const filter = vi.fn()
  const init = vi.fn()
  Reflect.apply(register, undefined, [{ filter, init, action: vi.fn(), schedule: vi.fn(), embed: vi.fn() }, { env, services: { ExportService: class { transform(): void {} } } }])
  const handlerOf = (event: string) => filter.mock.calls.find(([name]) => name === event)?.[1]
  return { init, handlerOf }
}

describe('the access hook', () => {
  it('closes routes before and after Directus knows who asks', () => {
    expect(load({}).init.mock.calls.map(([event]) => event)).toEqual(['middlewares.before', 'routes.before'])
  })

  it.each(['user_created', 'role', 'item', 'collection'])('refuses to give a share another %s, even to an administrator', (field) => {
    const refuse = load({}).handlerOf('shares.update')

    expect(() => refuse({ name: 'A', [field]: 'x' }, {}, { accountability: { admin: true } })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    expect(refuse({ name: 'A' }, {}, { accountability: null })).toEqual({ name: 'A' })
  })

  it('does not start with sockets on', () => {
    expect(() => load({ WEBSOCKETS_ENABLED: true })).toThrow('CVE-2026-126539')
    expect(() => load({ WEBSOCKETS_ENABLED: 'true' })).toThrow('CVE-2026-126539')
  })
})
