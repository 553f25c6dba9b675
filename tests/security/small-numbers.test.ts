import { describe, expect, it } from 'vitest'
import { collections } from '../../schema/index.ts'
import { call } from '../support/stack.ts'

/** What steering could ask of `/items` about files: numbers below five, and rows one by one. */
const ASKED = [
  ['rows', 'fields=*'], ['numbers', 'aggregate[count]=*'], ['groups', 'aggregate[count]=*&groupBy=id'], ['extremes', 'aggregate[max]=date_created'],
  ['the size of a list', 'limit=0&meta=filter_count'], ['an export', 'export=csv&fields=id'],
] as const
const FILES = Object.values(collections).filter(({ domain }) => domain === 'cases').map(({ collection }) => collection)

describe('steering, which is promised no number below five, reads no row', () => {
  it.each(ASKED)('%s', async (_what, query) => {
    const answers = await Promise.all(FILES.map(async collection => [collection, (await call(`/items/${collection}?${query}`, { as: 'pilotage' })).status]))

    expect(answers).toEqual(FILES.map(collection => [collection, 403]))
  })

  it('counts no group of files, nor needs of a theme', async () => {
    expect((await call('/items/cases?aggregate[count]=*&groupBy=structure,programme', { as: 'pilotage' })).status).toBe(403)
    expect((await call('/items/needs?fields=*&filter[theme][_eq]=justice', { as: 'pilotage' })).status).toBe(403)
  })

  it.each(['organizations?fields=count(interactions)', 'structures?fields=count(memberships)', 'offers?fields=count(places)&filter[places][reserved][_lt]=5', 'structures?filter[$FOLLOW(cases,structure)][programme][_eq]=cej'])('through a relation of what it reads: %s', async (path) => {
    expect((await call(`/items/${path}`, { as: 'pilotage' })).status).toBe(403)
  })
})
