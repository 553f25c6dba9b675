import { describe, expect, it } from 'vitest'
import { withScratchDatabase } from '../../support/scratch.ts'
import { aWorld } from './world.ts'
import type { World } from './world.ts'

const inWorld = (work: (world: World) => Promise<void>) => withScratchDatabase(client => work(aWorld(client)))

/** What the account may do now on the file, and why. */
const grantOf = async (world: World, user: string, file: string) =>
  (await world.rows(
    `SELECT level, why FROM access_grants WHERE "user" = $1 AND "case" = $2 AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())`, [user, file],
  ))[0]

async function aHousingReferent(world: World, structureOfReferent?: string) {
  const structure = await world.structure(structureOfReferent ? { parent: structureOfReferent } : {})
  const referent = await world.user('adviser')
  const post = await world.insert('memberships', { structure: structureOfReferent ?? structure, user: referent, function: 'theme_referent', theme: 'housing', valid_from: '2024-01-01' })
  const file = await world.file(await world.person(structure), structure)
  const aNeed = (row: Record<string, unknown> = {}) => world.insert('needs', { case: file, theme: 'housing', description: 'Se loger', identified_on: '2026-01-05', ...row })
  return { structure, referent, post, file, aNeed }
}

describe('the referent of a theme', () => {
  it('opens the files that have a need of this theme, from its start to its end (ML-52)', async () => {
    await inWorld(async (world) => {
      const { referent, file, aNeed } = await aHousingReferent(world)
      expect(await grantOf(world, referent, file)).toBeUndefined()

      const need = await aNeed()
      expect(await grantOf(world, referent, file)).toEqual({ level: 'contribute', why: 'theme' })

      await world.rows('UPDATE needs SET status = $1 WHERE id = $2', ['met', need])
      expect(await grantOf(world, referent, file)).toBeUndefined()
    })
  })

  it('does not open files for the needs of other themes, of other structures, nor closed files', async () => {
    await inWorld(async (world) => {
      const { referent, file, aNeed } = await aHousingReferent(world)
      const elsewhere = await world.structure()
      const other = await world.file(await world.person(elsewhere), elsewhere)
      await world.insert('needs', { case: other, theme: 'housing', description: 'Se loger', identified_on: '2026-01-05' })
      await aNeed({ theme: 'health' })

      expect([await grantOf(world, referent, file), await grantOf(world, referent, other)]).toEqual([undefined, undefined])

      await aNeed()
      await world.rows('SELECT set_config($1, $2, false)', ['relais.transition', 'close'])
      await world.rows('UPDATE cases SET status = $1, closed_on = $2 WHERE id = $3', ['closed', '2026-02-01', file])
      expect(await grantOf(world, referent, file)).toBeUndefined()
    })
  })

  it('reaches the structures below, and loses everything with the post', async () => {
    await inWorld(async (world) => {
      const region = await world.structure({ level: 'region' })
      const { referent, post, file, aNeed } = await aHousingReferent(world, region)
      await aNeed()
      expect(await grantOf(world, referent, file)).toEqual({ level: 'contribute', why: 'theme' })

      await world.rows('UPDATE memberships SET theme = $1 WHERE id = $2', ['health', post])
      expect(await grantOf(world, referent, file)).toBeUndefined()

      await world.rows('UPDATE memberships SET theme = $1 WHERE id = $2', ['housing', post])
      expect(await grantOf(world, referent, file)).toEqual({ level: 'contribute', why: 'theme' })

      await world.rows('UPDATE memberships SET valid_until = $1 WHERE id = $2', ['2025-12-31', post])
      expect(await grantOf(world, referent, file)).toBeUndefined()
    })
  })

  it('keeps the stronger right of the team, in one row', async () => {
    await inWorld(async (world) => {
      const { referent, file, aNeed } = await aHousingReferent(world)
      await aNeed()

      await world.rows('UPDATE cases SET referent = $1 WHERE id = $2', [referent, file])

      expect(await grantOf(world, referent, file)).toEqual({ level: 'manage', why: 'referent' })
      expect(await world.rows('SELECT count(*)::int AS open FROM access_grants WHERE "user" = $1 AND "case" = $2 AND valid_until IS NULL', [referent, file])).toEqual([{ open: 1 }])
    })
  })
})
