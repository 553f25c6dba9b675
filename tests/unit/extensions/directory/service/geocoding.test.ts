import knex from 'knex'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { placeSites } from '../../../../../extensions/directory/src/service/geocoding.ts'

const host = knex({ client: 'pg' })
const site = { id: 'one', address: '1 rue sûre', postal_code: '75020', city: 'Paris', commune_code: null }
const write = vi.fn()

function place(status: number): Promise<number> {
  vi.spyOn(host, 'raw').mockImplementation(((sql: string, bindings: unknown) => {
    if (sql.startsWith('update')) write(bindings)
    return Promise.resolve({ rows: [site], rowCount: 1 })
  }) as never)
  return placeSites(host, { url: 'https://geo.example', send: () => Promise.resolve(new Response('{}', { status })) })
}

afterEach(() => vi.clearAllMocks())

describe('placeSites', () => {
  it.each([400, 413, 414, 422])('takes %i for a fault of the address, which is asked no more', async (status) => {
    expect(await place(status)).toBe(0)
    expect(write).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'one', latitude: null }))
  })

  it.each([401, 403, 404, 429, 500])('takes %i for a fault of the service: every address is asked again', async (status) => {
    await expect(place(status)).rejects.toThrow(String(status))
    expect(write).not.toHaveBeenCalled()
  })

  it('asks in no order, so that an address that is never answered keeps back none of the others', async () => {
    await place(400)
    expect(host.raw).toHaveBeenNthCalledWith(1, expect.stringContaining('order by random()'), { published: ['active', 'to_refresh'] })
  })
})
