import { ForbiddenError } from '@directus/errors'
import type { Query } from '@directus/types'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { searchByName } from '../../../../../extensions/cases/src/service/by-name.ts'

const { refuseHiddenPaths, readByQuery } = vi.hoisted(() => ({ refuseHiddenPaths: vi.fn(), readByQuery: vi.fn() }))
vi.mock('@relais/extensions/access', () => ({ refuseHiddenPaths }))

const services = { ItemsService: class { readByQuery = readByQuery } } as never
const context = { database: {}, schema: {}, accountability: { user: 'me' } } as never
const ask = (query: Query) => searchByName({ services }, 'cases', query, context)
const NAMED = { _and: ['anna', 'lukasik'].map(word => ({ person: { normalized_name: { _contains: word } } })) }
const query: Query = { search: 'Anna Łukasik', filter: { programme: { _eq: 'cej' } }, limit: 5 }

beforeEach(() => {
  refuseHiddenPaths.mockReset().mockResolvedValue(undefined)
  readByQuery.mockReset().mockResolvedValue([])
})

describe('searchByName', () => {
  it('asks the names when Directus finds nothing', async () => {
    readByQuery.mockResolvedValueOnce([]).mockResolvedValueOnce([{ id: 1 }])
    expect(await ask(query)).toEqual({ limit: 5, filter: { _and: [query.filter, NAMED] } })
  })

  it('leaves both when neither finds anything: a « no » about somebody named is told with their name', async () => {
    expect(await ask(query)).toEqual({ ...query, filter: { _and: [query.filter, NAMED] } })
  })

  it('has the names judged like any filter of theirs, before anything is read by them', async () => {
    refuseHiddenPaths.mockRejectedValue(new ForbiddenError())
    expect(await ask(query)).toEqual(query)
    expect(refuseHiddenPaths).toHaveBeenCalledWith({ filter: { _and: [query.filter, NAMED] } }, 'cases', expect.objectContaining({ accountability: { user: 'me' } }))
    expect(readByQuery).toHaveBeenCalledTimes(1)
  })
})
