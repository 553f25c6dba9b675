import { describe, expect, it } from 'vitest'
import { withScratchDatabase } from '../../support/scratch.ts'
import { aWorld, brokenBy } from './world.ts'
import type { World } from './world.ts'

const inWorld = (work: (world: World) => Promise<void>) => withScratchDatabase(client => work(aWorld(client)))

const historyOf = (world: World, item: string, field: string) =>
  world.rows('SELECT value, previous_value, "user", audience, channel FROM value_history WHERE item = $1 AND field = $2 ORDER BY at', [item, field])

async function aPerson(world: World) {
  const structure = await world.structure()
  const adviser = await world.user('adviser')
  const person = await world.person(structure, { phone: '+33639980001', user_created: adviser })
  return { structure, adviser, person }
}

describe('the history of values', () => {
  it('says who wrote each value of a new row, and nothing of the empty ones', async () => {
    await inWorld(async (world) => {
      const { adviser, person } = await aPerson(world)

      expect(await historyOf(world, person, 'phone')).toEqual([{ value: '+33639980001', previous_value: null, user: adviser, audience: 'adviser', channel: null }])
      expect(await historyOf(world, person, 'email')).toEqual([])
    })
  })

  it('takes the author, the audience and the channel of the transaction', async () => {
    await inWorld(async (world) => {
      const { person } = await aPerson(world)
      const beneficiary = await world.user('beneficiary')

      await world.rows('BEGIN')
      await world.rows('SELECT set_config(\'relais.author\', $1, true), set_config(\'relais.channel\', \'portal\', true)', [beneficiary])
      await world.rows('UPDATE people SET phone = $1 WHERE id = $2', ['+33639980002', person])
      await world.rows('COMMIT')

      expect((await historyOf(world, person, 'phone')).at(-1)).toEqual({ value: '+33639980002', previous_value: '+33639980001', user: beneficiary, audience: 'beneficiary', channel: 'portal' })
    })
  })

  it('does not blame the previous author for a change made by the system', async () => {
    await inWorld(async (world) => {
      const { adviser, person } = await aPerson(world)
      await world.rows('UPDATE people SET city = $1, user_updated = $2, date_updated = now() WHERE id = $3', ['Paris', adviser, person])

      await world.rows('UPDATE people SET city = $1 WHERE id = $2', ['Lyon', person])

      expect((await historyOf(world, person, 'city')).map(({ value, user, audience }) => ({ value, user, audience }))).toEqual([
        { value: 'Paris', user: adviser, audience: 'adviser' },
        { value: 'Lyon', user: null, audience: 'system' },
      ])
    })
  })

  it('skips what did not change and what the database derives', async () => {
    await inWorld(async (world) => {
      const { person } = await aPerson(world)

      await world.rows('UPDATE people SET phone = phone, last_name = last_name, date_updated = now() WHERE id = $1', [person])

      expect(await historyOf(world, person, 'phone')).toHaveLength(1)
      for (const derived of ['normalized_name', 'date_updated', 'user_created']) expect(await historyOf(world, person, derived)).toEqual([])
    })
  })

  it('is only ever added to', async () => {
    await inWorld(async (world) => {
      const { person } = await aPerson(world)

      expect(await brokenBy(world.rows('DELETE FROM value_history WHERE item = $1', [person]))).toBe('value_history_append_only')
      expect(await brokenBy(world.rows('UPDATE value_history SET value = \'"x"\' WHERE item = $1', [person]))).toBe('value_history_append_only')
      expect(await brokenBy(world.rows('TRUNCATE value_history'))).toBe('value_history_append_only')
    })
  })

  it('survives the removal of an account, without its name', async () => {
    await inWorld(async (world) => {
      const { person } = await aPerson(world)
      const visitor = await world.user('manager')
      await world.rows('UPDATE people SET city = $1, user_updated = $2, date_updated = now() WHERE id = $3', ['Cayenne', visitor, person])
      await world.rows('UPDATE people SET user_updated = NULL WHERE id = $1', [person])

      await world.rows('DELETE FROM directus_users WHERE id = $1', [visitor])

      expect(await historyOf(world, person, 'city')).toMatchObject([{ value: 'Cayenne', user: null, audience: 'manager' }])
    })
  })

  it('lets a maintenance session erase what the law says to erase', async () => {
    await inWorld(async (world) => {
      const { person } = await aPerson(world)

      await world.rows('BEGIN')
      await world.rows('SELECT set_config(\'relais.maintenance\', \'on\', true)')
      await world.rows('DELETE FROM value_history WHERE item = $1', [person])
      await world.rows('COMMIT')

      expect(await historyOf(world, person, 'phone')).toEqual([])
    })
  })
})
