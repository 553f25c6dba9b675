import { momentsOf } from '../../../../../extensions/platform/src/facts/place.ts'
import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'
import { today } from '@relais/schema/time'

/** A database that answers what a row about to be written says of itself. */
const answering = (...zones: string[]) => ({ raw: async () => ({ rows: zones.map(zone => ({ zone })) }) }) as unknown as Knex

describe('the moment at which a row is judged', () => {
  it('is that of its place', async () => {
    expect((await momentsOf(answering('Indian/Reunion', 'Pacific/Noumea'), 'cases', [{}, {}])).map(({ zone }) => zone)).toEqual(['Indian/Reunion', 'Pacific/Noumea'])
  })

  it('can be read when the row names a zone that does not exist, which its form refuses', async () => {
    const moments = await momentsOf(answering('Nulle/Part'), 'structures', [{ time_zone: 'Nulle/Part' }])

    expect(moments.map(today)).toEqual([expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/)])
  })
})
