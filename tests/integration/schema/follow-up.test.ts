import { describe, expect, it } from 'vitest'
import { withScratchDatabase } from '../../support/scratch.ts'
import { aWorld } from './world.ts'
import type { World } from './world.ts'

const inWorld = (work: (world: World) => Promise<void>) => withScratchDatabase(client => work(aWorld(client)))

const contactOf = async (world: World, file: string) => (await world.one('SELECT last_contact_on::text AS day FROM cases WHERE id = $1', [file])).day

async function aFile(world: World, structureRow: Record<string, unknown> = {}) {
  const structure = await world.structure(structureRow)
  return { structure, file: await world.file(await world.person(structure), structure) }
}

describe('an action', () => {
  const stateOf = (world: World, action: string) => world.one('SELECT done_at IS NOT NULL AS dated, done_by FROM actions WHERE id = $1', [action])

  it('knows when and by whom it was done, and forgets it when it is to do again', async () => {
    await inWorld(async (world) => {
      const { file } = await aFile(world)
      const adviser = await world.user('adviser')
      const action = await world.insert('actions', { case: file, theme: 'rights', title: 'Appeler la mairie', responsible: 'adviser', status: 'todo' })
      expect(await stateOf(world, action)).toEqual({ dated: false, done_by: null })

      await world.rows('UPDATE actions SET status = $1, user_updated = $2, date_updated = now() WHERE id = $3', ['done', adviser, action])
      expect(await stateOf(world, action)).toEqual({ dated: true, done_by: adviser })

      await world.rows('UPDATE actions SET status = $1 WHERE id = $2', ['todo', action])
      expect(await stateOf(world, action)).toEqual({ dated: false, done_by: null })
    })
  })

  it('keeps its first date when it is saved again', async () => {
    await inWorld(async (world) => {
      const { file } = await aFile(world)
      const action = await world.insert('actions', { case: file, theme: 'employment', title: 'Refaire le CV', responsible: 'beneficiary', status: 'done', done_at: '2026-01-05T09:00:00Z' })

      await world.rows('UPDATE actions SET status = $1 WHERE id = $2', ['done', action])

      expect(await world.one('SELECT done_at FROM actions WHERE id = $1', [action])).toEqual({ done_at: new Date('2026-01-05T09:00:00Z') })
    })
  })
})

describe('the last contact of a file', () => {
  const interview = async (world: World, file: string, happenedAt: string) =>
    world.insert('interviews', { case: file, user: await world.user('adviser'), happened_at: happenedAt, kind: 'phone' })

  it('follows the interviews, and never goes back', async () => {
    await inWorld(async (world) => {
      const { file } = await aFile(world)

      await interview(world, file, '2026-03-10T10:00:00Z')
      await interview(world, file, '2026-02-01T10:00:00Z')

      expect(await contactOf(world, file)).toBe('2026-03-10')
    })
  })

  it('is a day of the territory, not of the server', async () => {
    await inWorld(async (world) => {
      const { file } = await aFile(world, { time_zone: 'Pacific/Noumea' })

      await interview(world, file, '2026-03-10T20:00:00Z')

      expect(await contactOf(world, file)).toBe('2026-03-11')
    })
  })

  it('does not follow an interview that is still to come', async () => {
    await inWorld(async (world) => {
      const { file } = await aFile(world)

      await interview(world, file, '2100-01-01T10:00:00Z')

      expect(await contactOf(world, file)).toBeNull()
    })
  })
})
