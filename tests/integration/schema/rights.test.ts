import { describe, expect, it } from 'vitest'
import { withScratchDatabase } from '../../support/scratch.ts'
import { aWorld, brokenBy } from './world.ts'
import type { World } from './world.ts'

const inWorld = (work: (world: World) => Promise<void>) => withScratchDatabase(client => work(aWorld(client)))

const scopesOf = (world: World, user: string) =>
  world.rows('SELECT structure, level, valid_from, valid_until FROM structure_scopes WHERE "user" = $1 ORDER BY valid_from, level', [user])

const grantsOf = (world: World, user: string, file: string) =>
  world.rows('SELECT level, valid_from, valid_until FROM access_grants WHERE "user" = $1 AND "case" = $2 ORDER BY valid_from', [user, file])

async function aTree(world: World) {
  const nation = await world.structure({ level: 'national' })
  const region = await world.structure({ level: 'region', parent: nation })
  const local = await world.structure({ parent: region })
  return { nation, region, local }
}

describe('scopes', () => {
  it('reach the structure of a membership and those below, not those above', async () => {
    await inWorld(async (world) => {
      const { region, local } = await aTree(world)
      const manager = await world.user('manager')

      await world.insert('memberships', { structure: region, user: manager, function: 'manager', valid_from: '2020-01-01' })
      const added = await world.structure({ parent: local })

      expect((await scopesOf(world, manager)).map(({ structure }) => structure).toSorted()).toEqual([region, local, added].toSorted())
    })
  })

  it('follow a structure that moves in the tree', async () => {
    await inWorld(async (world) => {
      const { nation, region, local } = await aTree(world)
      const manager = await world.user('manager')
      await world.insert('memberships', { structure: region, user: manager, function: 'manager', valid_from: '2020-01-01' })

      await world.rows('UPDATE structures SET parent = $1 WHERE id = $2', [nation, local])

      expect((await scopesOf(world, manager)).map(({ structure }) => structure)).toEqual([region])
    })
  })

  it('end with the last day of the membership in the zone of its structure', async () => {
    await inWorld(async (world) => {
      const structure = await world.structure({ time_zone: 'Indian/Reunion' })
      const adviser = await world.user('adviser')

      await world.insert('memberships', { structure, user: adviser, function: 'adviser', valid_from: '2026-01-05', valid_until: '2026-01-09' })

      expect(await scopesOf(world, adviser)).toMatchObject([{ level: 'contribute', valid_from: new Date('2026-01-04T20:00:00Z'), valid_until: new Date('2026-01-09T20:00:00Z') }])
    })
  })

  it('keep the strongest level where two memberships meet, and configuration apart', async () => {
    await inWorld(async (world) => {
      const { region, local } = await aTree(world)
      const user = await world.user('manager')

      await world.insert('memberships', { structure: region, user, function: 'manager', valid_from: '2021-01-01' })
      await world.insert('memberships', { structure: local, user, function: 'adviser', valid_from: '2021-06-01' })
      await world.insert('memberships', { structure: local, user, function: 'configurator', valid_from: '2021-06-01' })

      const current = await world.rows('SELECT level FROM structure_scopes WHERE "user" = $1 AND structure = $2 AND valid_until IS NULL ORDER BY level', [user, local])
      expect(current).toEqual([{ level: 'configure' }, { level: 'manage' }])
    })
  })

  it('disappear with the membership', async () => {
    await inWorld(async (world) => {
      const structure = await world.structure()
      const adviser = await world.user('adviser')
      const membership = await world.insert('memberships', { structure, user: adviser, function: 'adviser', valid_from: '2020-01-01' })

      await world.rows('DELETE FROM memberships WHERE id = $1', [membership])

      expect(await scopesOf(world, adviser)).toEqual([])
    })
  })

  it('refuse a structure placed below itself', async () => {
    await inWorld(async (world) => {
      const { nation, local } = await aTree(world)

      expect(await brokenBy(world.rows('UPDATE structures SET parent = $1 WHERE id = $2', [local, nation]))).toBe('structures_no_cycle')
    })
  })
})

describe('grants', () => {
  it('pass from a referent to the next', async () => {
    await inWorld(async (world) => {
      const structure = await world.structure()
      const [before, after] = [await world.user('adviser'), await world.user('adviser')]
      const person = await world.person(structure)
      const file = await world.file(person, structure, { referent: before })

      await world.rows('UPDATE cases SET referent = $1 WHERE id = $2', [after, file])

      expect(await grantsOf(world, before, file)).toEqual([])
      expect(await grantsOf(world, after, file)).toMatchObject([{ level: 'manage', valid_until: null }])
      expect(await world.rows('SELECT "user" FROM person_grants WHERE person = $1', [person])).toEqual([{ user: after }])
    })
  })

  it('never overlap for somebody who is referent and member at several times', async () => {
    await inWorld(async (world) => {
      const structure = await world.structure()
      const user = await world.user('adviser')
      const file = await world.file(await world.person(structure), structure, { referent: user })

      await world.insert('case_members', { case: file, user, function: 'reader', valid_from: '2024-01-01' })
      await world.insert('case_members', { case: file, user, function: 'educator', valid_from: '2024-06-01', valid_until: '2024-07-31' })

      const grants = await grantsOf(world, user, file)
      expect(grants.map(({ level }) => level)).toEqual(['read', 'contribute', 'read', 'manage'])
      expect(grants.slice(0, -1).map(({ valid_until }) => valid_until)).toEqual(grants.slice(1).map(({ valid_from }) => valid_from))
    })
  })

  it('are one for each person, whatever the number of files', async () => {
    await inWorld(async (world) => {
      const [home, other] = [await world.structure(), await world.structure()]
      const user = await world.user('adviser')
      const person = await world.person(home)

      await world.file(person, home, { referent: user })
      const second = await world.file(person, other, { referent: user })

      expect(await world.rows('SELECT level FROM person_grants WHERE person = $1 AND valid_until IS NULL', [person])).toEqual([{ level: 'manage' }])
      expect((await world.rows('SELECT structure FROM person_structures WHERE person = $1', [person])).map(({ structure }) => structure).toSorted()).toEqual([home, other].toSorted())

      await world.rows('DELETE FROM cases WHERE id = $1', [second])

      expect(await world.rows('SELECT structure FROM person_structures WHERE person = $1', [person])).toEqual([{ structure: home }])
    })
  })

  it('end when the member leaves the team', async () => {
    await inWorld(async (world) => {
      const structure = await world.structure()
      const user = await world.user('prescriber')
      const person = await world.person(structure)
      const file = await world.file(person, structure)
      const member = await world.insert('case_members', { case: file, user, function: 'prescriber', valid_from: '2025-03-02' })

      await world.rows('UPDATE case_members SET valid_until = $1 WHERE id = $2', ['2025-04-01', member])

      expect(await grantsOf(world, user, file)).toMatchObject([{ level: 'contribute', valid_until: new Date('2025-04-01T22:00:00Z') }])
    })
  })
})

describe('owners copied on rows', () => {
  it('follow the organisation to its new structure', async () => {
    await inWorld(async (world) => {
      const [from, to] = [await world.structure(), await world.structure()]
      const organization = await world.organization(from, { visibility: 'internal' })
      const offer = await world.offer(organization)

      await world.rows('UPDATE organizations SET structure = $1 WHERE id = $2', [to, organization])

      expect(await world.one('SELECT restricted_to FROM organizations WHERE id = $1', [organization])).toEqual({ restricted_to: to })
      expect(await world.one('SELECT structure FROM offers WHERE id = $1', [offer])).toEqual({ structure: to })
    })
  })

  it('refuse the site, the need and the objective of somebody else', async () => {
    await inWorld(async (world) => {
      const structure = await world.structure()
      const [mine, theirs] = [await world.organization(structure), await world.organization(structure)]
      const site = await world.insert('sites', { organization: theirs, name: 'Site', postal_code: '75011', city: 'Paris' })
      const [file, other] = [await world.file(await world.person(structure), structure), await world.file(await world.person(structure), structure)]
      const need = await world.insert('needs', { case: other, theme: 'housing', description: 'Se loger', identified_on: '2025-03-01' })
      const objective = await world.insert('objectives', { case: other, theme: 'housing', title: 'Trouver un logement' })
      const offer = await world.offer(mine)

      expect(await brokenBy(world.offer(mine, { site }))).toBe('offers_site_same_organization')
      expect(await brokenBy(world.insert('contacts', { organization: mine, last_name: 'Essai', site }))).toBe('contacts_site_same_organization')
      expect(await brokenBy(world.insert('referrals', { case: file, offer, need, status: 'sent' }))).toBe('referrals_need_same_case')
      expect(await brokenBy(world.insert('actions', { case: file, objective, theme: 'housing', title: 'Visiter' }))).toBe('actions_objective_same_case')
    })
  })

  it('give a file its number', async () => {
    await inWorld(async (world) => {
      const structure = await world.structure({ code: 'ML-ESSAI' })

      const file = await world.file(await world.person(structure), structure)

      expect(await world.one('SELECT reference FROM cases WHERE id = $1', [file])).toEqual({ reference: expect.stringMatching(/^ML-ESSAI-2025-\d{5}$/) })
    })
  })
})

describe('normalised names', () => {
  it('lose case, accents, ligatures and punctuation', async () => {
    await inWorld(async (world) => {
      const structure = await world.structure()
      const person = await world.person(structure, { last_name: 'Lefèvre-Œuvré', first_name: 'Zoé', birth_name: 'N’Diaye' })

      expect(await world.one('SELECT normalized_name FROM people WHERE id = $1', [person])).toEqual({ normalized_name: 'lefevre oeuvre n diaye zoe' })
    })
  })
})
