import type { Accountability, Query } from '@directus/types'
import knex from 'knex'
import { describe, expect, it, vi } from 'vitest'
import { guardKeyQueries, guardSorting } from '../../../../extensions/access/src/key-queries.ts'
import type { KeyFinder } from '../../../../extensions/access/src/key-queries.ts'

type Options = Pick<KeyFinder, 'knex' | 'schema' | 'accountability'>

const someone: Accountability = { user: 'u', role: 'r', roles: ['r'], admin: false, app: false, ip: null }
const people = { collection: 'people', primary: 'code', singleton: false, sortField: null, note: null, accountability: null, fields: {} }

/** A service of items that remembers on whose authority it read. */
function service() {
  const read = vi.fn((_query: Query, _accountability: Accountability | null) => [{ code: 'a' }, { code: null }])
  class Items {
    readonly collection: string
    readonly knex: Options['knex']
    readonly schema: Options['schema']
    readonly accountability: Options['accountability']
    declare getKeysByQuery?: KeyFinder['getKeysByQuery']
    constructor(collection: string, options: Options) {
      this.collection = collection
      this.knex = options.knex
      this.schema = options.schema
      this.accountability = options.accountability
    }

    readByQuery(query: Query) {
      return Promise.resolve(read(query, this.accountability))
    }
  }
  guardKeyQueries(Items)
  return { Items, read }
}

describe('the keys of what a query changes', () => {
  it.each([['an account', someone], ['the server itself', null]])('are read with the rights of %s', async (_who, accountability) => {
    const { Items, read } = service()
    const query: Query = Object.freeze({ filter: { last_name: { _eq: 'x' } }, limit: 1, fields: ['*'] })

    const keys = await new Items('people', { knex: knex({ client: 'pg' }), schema: { collections: { people }, relations: [] }, accountability }).getKeysByQuery?.(query)

    expect(keys).toEqual(['a'])
    expect(read).toHaveBeenCalledExactlyOnceWith({ ...query, fields: ['code'] }, accountability)
  })
})

describe('the order of a whole table', () => {
  it('is for administrators, and for the server itself', async () => {
    const sorted = vi.fn()
    class Utils {
      readonly accountability: Accountability | null
      constructor(accountability: Accountability | null) {
        this.accountability = accountability
      }

      sort(collection: string): Promise<void> {
        return Promise.resolve(sorted(collection))
      }
    }
    guardSorting(Utils)

    await expect(new Utils(someone).sort('vocabulary_terms')).rejects.toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    expect(sorted).not.toHaveBeenCalled()
    for (const accountability of [{ ...someone, admin: true }, null]) await new Utils(accountability).sort('vocabulary_terms')
    expect(sorted).toHaveBeenCalledTimes(2)
  })
})
