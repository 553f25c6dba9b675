import { describe, expect, it } from 'vitest'
import { plan } from '../../../schema/engine/index.ts'
import { seedDemo, seedReference } from '../../../seeds/index.ts'
import { buildWorld } from '../../../seeds/demo/world.ts'
import { findAccount } from '../../../seeds/identity/accounts.ts'
import { structureId } from '../../../seeds/demo/structures.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import { call, db } from '../../support/stack.ts'

const idOf = (name: string) => findAccount(`${name}@relais.example`)?.id
const TRACKED_COUNT = 'select count(*)::int as total from value_history'

describe('seedReference', () => {
  it('writes nothing the second time, even when it reads its sources again', async () => {
    await withScratchDatabase(async (client) => {
      const reports = await seedReference(client, { refresh: true })

      expect(reports.map(({ collection, written }) => [collection, written])).toEqual([['territories', 0], ['vocabulary_terms', 0]])
    })
  })

  it('keeps the label that a local administrator gave to a term', async () => {
    await withScratchDatabase(async (client) => {
      await client.query(`update vocabulary_terms set label = 'Déplacements' where vocabulary = 'theme' and code = 'mobility'`)

      await seedReference(client, { refresh: true })

      const { rows } = await client.query(`select label from vocabulary_terms where vocabulary = 'theme' and code = 'mobility'`)
      expect(rows).toEqual([{ label: 'Déplacements' }])
    })
  })

  it('brings back a territory that was lost and corrects one that was changed', async () => {
    await withScratchDatabase(async (client) => {
      await client.query(`delete from territories where kind = 'epci' and code = (select min(code) from territories where kind = 'epci')`)
      await client.query(`update territories set population = 1 where kind = 'commune' and code = '23176'`)

      const [territories] = await seedReference(client)

      expect(territories?.written).toBe(2)
    })
  })
})

describe('seedDemo', () => {
  it('leaves a world that is there as people made it', async () => {
    await withScratchDatabase(async (client) => {
      await client.query(`delete from saved_views`)

      const reports = await seedDemo(client)

      expect(reports).toEqual([])
      expect((await client.query('select 1 from saved_views')).rows).toEqual([])
    })
  })

  it('adds only the rows that are missing when asked to complete, and changes no other', async () => {
    await withScratchDatabase(async (client) => {
      await client.query(`delete from saved_views`)
      await client.query(`update people set phone = '+33639980001' where id = (select id from people order by id limit 1)`)
      const { rows: [before] } = await client.query(TRACKED_COUNT)

      const reports = await seedDemo(client, { complete: true })

      expect(reports.filter(({ written }) => written > 0).map(({ collection }) => collection)).toEqual(['saved_views'])
      expect((await client.query(TRACKED_COUNT)).rows[0]).toEqual(before)
      expect((await client.query(`select 1 from people where phone = '+33639980001'`)).rows).toHaveLength(1)
    })
  })

  it('tells how each file came to its stage, in steps of its workflow, once', async () => {
    const LAST = `select c.status, e.to_state, e.seconds, e.at = o.since as is_since from cases c
      join workflow_objects o on o.collection = 'cases' and o.item = c.id
      join lateral (select * from workflow_events e where e.item = c.id order by e.at desc, e.from_state desc limit 1) e on true`
    await withScratchDatabase(async (client) => {
      const { rows: [before] } = await client.query('select count(*)::int as total, min(seconds) >= 0 as is_sound from workflow_events')
      const { rows } = await client.query(LAST)

      expect(before).toMatchObject({ is_sound: true })
      expect(rows.length).toBeGreaterThan(100)
      expect(rows.filter(row => row.status !== row.to_state || !row.is_since)).toEqual([])
      await seedDemo(client, { complete: true })
      expect((await client.query('select count(*)::int as total, min(seconds) >= 0 as is_sound from workflow_events')).rows[0]).toEqual(before)
    })
  })

  it('counts the places taken as the database does', async () => {
    const { rows } = await db.query<{ id: string, reserved: number, available: number | null }>('select id, reserved, available from offer_places where session is null')
    const counted = new Map(rows.map(row => [row.id, row]))

    for (const { id, reserved, available } of buildWorld(new Date()).offer_places) expect(counted.get(id)).toEqual({ id, reserved, available })
  })

  it('tells every step of a referral once, and its whole history', async () => {
    const seeded = buildWorld(new Date()).referrals.map(({ id }) => id)
    const { rows: [steps] } = await db.query('select count(*)::int as total from (select 1 from referral_steps where referral = any($1) group by referral, status having count(*) > 1) twice', [seeded])
    const { rows: origins } = await db.query('select distinct audience from value_history order by 1')

    expect(steps).toEqual({ total: 0 })
    expect(origins.map(({ audience }) => audience)).toEqual(expect.arrayContaining(['adviser', 'beneficiary', 'import', 'partner']))
  })

  it('leaves the tracking of values on for what comes next', async () => {
    await withScratchDatabase(async (client) => {
      await seedDemo(client, { complete: true })

      await client.query(`update structures set phone = '+33199000001' where id = $1`, [structureId('national')])

      const { rows } = await client.query(`select value from value_history where collection = 'structures' and item = $1 and field = 'phone'`, [structureId('national')])
      expect(rows).toEqual([{ value: '+33199000001' }])
    })
  })

  it('leaves the schema with nothing to apply', async () => {
    await withScratchDatabase(async (client) => {
      expect((await plan(client)).changes).toEqual([])
    })
  })
})

describe('what the accounts of the world reach', () => {
  it('gives the adviser of Paris the 62 open files of the portfolio', async () => {
    const filter = encodeURIComponent(JSON.stringify({ status: { _neq: 'closed' }, referent: { _eq: '$CURRENT_USER' } }))

    const told = buildWorld(new Date()).cases.filter(file => file.referent === idOf('conseiller') && file.status !== 'closed').map(({ id }) => id)

    const { status, body } = await call<{ data?: { id: string }[] }>(`/items/cases?limit=-1&fields=id&filter=${filter}`, { as: 'conseiller' })

    expect(status).toBe(200)
    expect(told).toHaveLength(62)
    expect(body.data?.map(({ id }) => id)).toEqual(expect.arrayContaining(told))
  })

  it.each(['guadeloupe', 'martinique', 'guyane', 'reunion', 'mayotte', 'saint-pierre-et-miquelon', 'nouvelle-caledonie', 'polynesie'])('gives the adviser of %s people to follow', async (territory) => {
    const { body } = await call<{ data?: unknown[] }>('/items/cases?limit=5&fields=id', { as: `conseiller.${territory}` })

    expect(body.data).toHaveLength(5)
  })
})
