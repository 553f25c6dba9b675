import { describe, expect, it } from 'vitest'
import { withScratchDatabase } from '../../support/scratch.ts'
import { aWorld, brokenBy } from './world.ts'
import type { World } from './world.ts'

const inWorld = (work: (world: World) => Promise<void>) => withScratchDatabase(client => work(aWorld(client)))

const scopesOf = (world: World, user: string) =>
  world.rows('SELECT structure, level, valid_from, valid_until FROM structure_scopes WHERE "user" = $1 ORDER BY valid_from, level', [user])

const grantsOf = (world: World, user: string, file: string) =>
  world.rows('SELECT level, valid_from, valid_until FROM access_grants WHERE "user" = $1 AND "case" = $2 ORDER BY valid_from', [user, file])

/** Somebody who has worked in a structure for years. */
async function aColleague(world: World, structure: string, audience: 'adviser' | 'prescriber' = 'adviser') {
  const user = await world.user(audience)
  const membership = await world.insert('memberships', { structure, user, function: 'adviser', valid_from: '2020-01-01' })
  return { user, membership }
}

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
      const [{ user: before }, { user: after }] = [await aColleague(world, structure), await aColleague(world, structure)]
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
      const { user } = await aColleague(world, structure)
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
      const { user } = await aColleague(world, home)
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
      const { user } = await aColleague(world, await world.structure(), 'prescriber')
      const person = await world.person(structure)
      const file = await world.file(person, structure)
      const member = await world.insert('case_members', { case: file, user, function: 'prescriber', valid_from: '2025-03-02' })

      await world.rows('UPDATE case_members SET valid_until = $1 WHERE id = $2', ['2025-04-01', member])

      expect(await grantsOf(world, user, file)).toMatchObject([{ level: 'contribute', valid_until: new Date('2025-04-01T22:00:00Z') }])
    })
  })
})

describe('grants and the work that they come from', () => {
  const setUp = async (world: World) => {
    const [here, elsewhere] = [await world.structure(), await world.structure()]
    const { user, membership } = await aColleague(world, here)
    const person = await world.person(here)
    const file = await world.file(person, here, { referent: user })
    const rights = async (who: string, at = 'now()') => world.rows(
      `SELECT level, why FROM access_grants WHERE "user" = $1 AND "case" = $2 AND valid_from <= ${at} AND (valid_until IS NULL OR valid_until > ${at})`, [who, file])
    return { here, elsewhere, user, membership, person, file, rights }
  }

  it('end with the last day of the membership, by the clock alone, for a referent, a member and whoever opened it in an emergency', async () => {
    await inWorld(async (world) => {
      const { here, elsewhere, user, membership, person, file, rights } = await setUp(world)
      const [member, emergency] = [await aColleague(world, here), await aColleague(world, elsewhere)]
      await world.insert('case_members', { case: file, user: member.user, function: 'co_referent', valid_from: '2025-03-01' })
      await world.insert('break_glass_accesses', { case: file, user: emergency.user, reason: 'Absence de sa conseillère.', valid_from: new Date(), valid_until: new Date(Date.now() + 3_600_000) })
      const all = [user, member.user, emergency.user]
      expect(await Promise.all(all.map(who => rights(who)))).toEqual([[{ level: 'manage', why: 'referent' }], [{ level: 'contribute', why: 'member' }], [{ level: 'read', why: 'break_glass' }]])

      await world.rows(`UPDATE memberships SET valid_until = (now() AT TIME ZONE 'Europe/Paris')::date WHERE "user" = ANY ($1)`, [all])
      const midnight = `((now() AT TIME ZONE 'Europe/Paris')::date + 1)::timestamp AT TIME ZONE 'Europe/Paris'`
      expect(await Promise.all([user, member.user].flatMap(who => [rights(who), rights(who, midnight)]))).toEqual([[{ level: 'manage', why: 'referent' }], [], [{ level: 'contribute', why: 'member' }], []])

      await world.rows(`UPDATE memberships SET valid_until = '2026-01-31' WHERE "user" = ANY ($1)`, [all])
      expect(await Promise.all(all.map(who => rights(who)))).toEqual([[], [], []])
      expect(await world.rows('SELECT 1 FROM person_grants WHERE person = $1 AND (valid_until IS NULL OR valid_until > now())', [person])).toEqual([])

      await world.rows('UPDATE memberships SET valid_until = NULL WHERE id = $1', [membership])
      expect(await rights(user)).toEqual([{ level: 'manage', why: 'referent' }])
    })
  })

  it('are none without a membership, and go with one that is deleted or that only configures', async () => {
    await inWorld(async (world) => {
      const { here, user, membership, file, rights } = await setUp(world)
      const stranger = await world.user('adviser')
      await world.insert('case_members', { case: file, user: stranger, function: 'reader', valid_from: '2025-03-01' })
      expect(await rights(stranger)).toEqual([])

      await world.insert('memberships', { structure: here, user, function: 'configurator', valid_from: '2020-01-01' })
      await world.rows('DELETE FROM memberships WHERE id = $1', [membership])
      expect(await rights(user)).toEqual([])
    })
  })

  it('do not follow a colleague to another structure, but let in somebody who works elsewhere', async () => {
    await inWorld(async (world) => {
      const { elsewhere, user, membership, file, rights } = await setUp(world)
      const partner = await aColleague(world, elsewhere)
      await world.insert('case_members', { case: file, user: partner.user, function: 'educator', valid_from: '2025-03-01' })
      await world.rows(`UPDATE memberships SET valid_until = '2026-01-31' WHERE id = $1`, [membership])
      await world.insert('memberships', { structure: elsewhere, user, function: 'adviser', valid_from: '2026-02-01' })

      expect([await rights(user), await rights(partner.user)]).toEqual([[], [{ level: 'contribute', why: 'member' }]])
    })
  })

  it('and scopes stop while the structure is archived', async () => {
    await inWorld(async (world) => {
      const { here, user, rights } = await setUp(world)

      await world.rows(`UPDATE structures SET status = 'archived' WHERE id = $1`, [here])
      expect([await rights(user), await scopesOf(world, user)]).toEqual([[], []])

      await world.rows(`UPDATE structures SET status = 'active' WHERE id = $1`, [here])
      expect([await rights(user), await scopesOf(world, user)]).toMatchObject([[{ why: 'referent' }], [{ level: 'contribute' }]])
    })
  })

  it('refuse a period that ends before it starts', async () => {
    await inWorld(async (world) => {
      const { here, user, file } = await setUp(world)
      const backwards = { user, valid_from: '2026-02-01', valid_until: '2026-01-31' }
      const organization = await world.organization(here)

      expect(await brokenBy(world.insert('memberships', { ...backwards, structure: here, function: 'adviser' }))).toBe('memberships_ends_after_start')
      expect(await brokenBy(world.insert('case_members', { ...backwards, case: file, function: 'reader' }))).toBe('case_members_ends_after_start')
      expect(await brokenBy(world.insert('organization_members', { ...backwards, organization, right: 'reader' }))).toBe('organization_members_ends_after_start')
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

      expect(await world.one('SELECT normalized_name FROM people WHERE id = $1', [person])).toEqual({ normalized_name: 'lefevreoeuvre ndiaye zoe' })
    })
  })
})
