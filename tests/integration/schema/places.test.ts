import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { withScratchDatabase } from '../../support/scratch.ts'
import { stack } from '../../support/stack.ts'
import { aWorld, brokenBy } from './world.ts'
import type { World } from './world.ts'

const inWorld = (work: (world: World, database: string) => Promise<void>) => withScratchDatabase((client, name) => work(aWorld(client), name))

const placesOf = (world: World, offer: string) => world.one('SELECT reserved, available FROM offer_places WHERE offer = $1 AND session IS NULL', [offer])

async function anOffer(world: World, capacity: number | null) {
  const structure = await world.structure()
  const offer = await world.offer(await world.organization(structure))
  await world.insert('offer_places', { offer, capacity })
  const aFile = async () => world.file(await world.person(structure), structure)
  return { structure, offer, aFile }
}

describe('places of an offer', () => {
  it('go to three of twenty simultaneous referrals', async () => {
    await inWorld(async (world, database) => {
      const { offer, aFile } = await anOffer(world, 3)
      const files: string[] = []
      while (files.length < 20) files.push(await aFile())
      const pool = new pg.Pool({ ...stack.database, database, max: 20 })
      // The database may be dropped while the last of its sessions says goodbye.
      pool.on('error', () => undefined)

      const outcomes = await Promise.all(files.map(file => brokenBy(pool.query('INSERT INTO referrals (id, "case", offer, status) VALUES (gen_random_uuid(), $1, $2, $3)', [file, offer, 'sent']))))
      await pool.end()

      expect(outcomes.filter(outcome => outcome === undefined)).toHaveLength(3)
      expect(outcomes.filter(outcome => outcome === 'offer_places_not_overbooked')).toHaveLength(17)
      expect(await placesOf(world, offer)).toEqual({ reserved: 3, available: 0 })
    })
  })

  it('come back when the partner refuses', async () => {
    await inWorld(async (world) => {
      const { offer, aFile } = await anOffer(world, 1)
      const referral = await world.insert('referrals', { case: await aFile(), offer, status: 'sent' })

      await world.rows('SELECT set_config(\'relais.transition\', \'refuse\', false)')
      await world.rows('UPDATE referrals SET status = $1 WHERE id = $2', ['refused', referral])

      expect(await placesOf(world, offer)).toEqual({ reserved: 0, available: 1 })
    })
  })

  it('cannot become fewer than those already taken', async () => {
    await inWorld(async (world) => {
      const { offer, aFile } = await anOffer(world, 2)
      await world.insert('referrals', { case: await aFile(), offer, status: 'accepted' })

      expect(await brokenBy(world.rows('UPDATE offer_places SET capacity = 0 WHERE offer = $1', [offer]))).toBe('offer_places_not_overbooked')
    })
  })

  it('are unknown, not zero, when the capacity is unknown', async () => {
    await inWorld(async (world) => {
      const { offer, aFile } = await anOffer(world, null)
      await world.insert('referrals', { case: await aFile(), offer, status: 'sent' })

      expect(await placesOf(world, offer)).toEqual({ reserved: 1, available: null })
    })
  })

  it('cannot be written by hand', async () => {
    await inWorld(async (world) => {
      const { offer } = await anOffer(world, 4)

      await world.rows('UPDATE offer_places SET reserved = 4, available = 99 WHERE offer = $1', [offer])

      expect(await placesOf(world, offer)).toEqual({ reserved: 0, available: 4 })
    })
  })

  it('that are counted are no values that somebody typed: neither the history nor the journal tells them', async () => {
    await inWorld(async (world) => {
      const { offer, aFile } = await anOffer(world, 3)
      await world.insert('referrals', { case: await aFile(), offer, status: 'sent' })
      await world.rows('UPDATE offers SET is_suspended = true, suspension_reason = $2 WHERE id = $1', [offer, 'absence'])
      const { id, withheld } = await world.one('SELECT id, withheld FROM offer_places WHERE offer = $1', [offer])
      await world.rows('UPDATE offer_places SET outside = 5 WHERE id = $1', [id])
      const { over } = await world.one('SELECT over FROM offer_places WHERE id = $1', [id])

      const told = [
        await world.rows('SELECT DISTINCT field FROM value_history WHERE item = $1', [id]),
        await world.rows('SELECT DISTINCT jsonb_object_keys(coalesce(before, $2) || after) AS field FROM relais_journal.entries WHERE item = $1', [id, '{}']),
      ].map(rows => rows.map(({ field }) => field))
      expect({ withheld, over }).toEqual({ withheld: 2, over: 3 })
      for (const fields of told) {
        expect(fields).toEqual(expect.arrayContaining(['capacity', 'outside']))
        for (const counted of ['reserved', 'available', 'over', 'withheld']) expect(fields).not.toContain(counted)
      }
    })
  })

  it('are counted apart for a session that states its own', async () => {
    await inWorld(async (world) => {
      const { offer, aFile } = await anOffer(world, 5)
      const session = await world.insert('offer_sessions', { offer, starts_at: '2027-01-15T09:00:00Z', capacity: 1 })

      await world.insert('referrals', { case: await aFile(), offer, session, status: 'sent' })

      expect(await world.one('SELECT reserved, available FROM offer_places WHERE session = $1', [session])).toEqual({ reserved: 1, available: 0 })
      expect(await placesOf(world, offer)).toEqual({ reserved: 0, available: 5 })
      expect(await brokenBy(world.insert('referrals', { case: await aFile(), offer, session, status: 'sent' }))).toBe('offer_places_not_overbooked')
    })
  })
})

describe('a referral', () => {
  it.each(['draft', 'paused', 'archived'])('is refused on an offer that is %s', async (status) => {
    await inWorld(async (world) => {
      const { offer, aFile } = await anOffer(world, 3)
      await world.rows('UPDATE offers SET status = $1 WHERE id = $2', [status, offer])

      expect(await brokenBy(world.insert('referrals', { case: await aFile(), offer, status: 'sent' }))).toBe('referrals_offer_open')
    })
  })

  it('is refused while another of the same person to the same offer is alive', async () => {
    await inWorld(async (world) => {
      const { offer, aFile } = await anOffer(world, 3)
      const file = await aFile()
      const first = await world.insert('referrals', { case: file, offer, status: 'sent' })

      expect(await brokenBy(world.insert('referrals', { case: file, offer, status: 'proposed' }))).toBe('referrals_one_live')

      await world.rows('SELECT set_config(\'relais.transition\', \'refuse\', false)')
      await world.rows('UPDATE referrals SET status = $1 WHERE id = $2', ['refused', first])
      expect(await brokenBy(world.insert('referrals', { case: file, offer, status: 'sent' }))).toBeUndefined()
    })
  })

  it('copies its owners, dates its steps and writes each of them down', async () => {
    await inWorld(async (world) => {
      const { structure, offer, aFile } = await anOffer(world, 3)
      const partner = await world.user('partner')
      const referral = await world.insert('referrals', { case: await aFile(), offer, status: 'sent' })

      await world.rows('BEGIN')
      await world.rows('SELECT set_config(\'relais.author\', $1, true), set_config(\'relais.transition\', \'accept\', true)', [partner])
      await world.rows('UPDATE referrals SET status = $1, answer_comment = $2 WHERE id = $3', ['accepted', 'À lundi', referral])
      await world.rows('COMMIT')

      expect(await world.one('SELECT r.*, o.organization AS owner FROM referrals r JOIN offers o ON o.id = r.offer WHERE r.id = $1', [referral]))
        .toMatchObject({ structure, sent_at: expect.any(Date), answered_at: expect.any(Date), person: expect.any(String), organization: expect.any(String) })
      expect(await world.rows('SELECT status, audience, comment FROM referral_steps WHERE referral = $1 ORDER BY at', [referral])).toEqual([
        { status: 'sent', audience: 'system', comment: null },
        { status: 'accepted', audience: 'partner', comment: 'À lundi' },
      ])
    })
  })
})
