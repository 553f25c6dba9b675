import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { collections } from '@relais/schema'
import { refusalOf } from '@relais/schema/constraints'
import { call, db } from '../../support/stack.ts'
import { aCase, aStructure, anOffer, aPerson, insert, makeWorld, somePlaces, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'

interface Refused { errors: { message: string, extensions: { code: string, says?: { fr: string, en: string } } }[] }

/** Written by triggers, jobs and upgrades alone: nobody's form meets them. */
const BY_THE_PRODUCT = [
  'access_grants', 'person_grants', 'person_structures', 'structure_scopes', 'manifest', 'kits', 'invitations', 'workflow_objects', 'workflow_effects', 'value_history', 'local_changes',
]

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

describe('row 15: a message of the database reaches no screen', () => {
  it('since every constraint that a form may meet has its sentence, in both languages', async () => {
    const { rows } = await db.query<{ name: string, table: string }>(`
      select c.conname as name, t.relname as table from pg_constraint c join pg_class t on t.oid = c.conrelid where c.connamespace = 'public'::regnamespace and c.contype in ('c', 'u', 'f', 'x', 'p')
      union select i.relname, t.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid where x.indisunique and t.relnamespace = 'public'::regnamespace
      union select r[1], '' from pg_proc p, regexp_matches(p.prosrc, 'CONSTRAINT = ''([a-z_]+)''|relais_assert_site\\(.*, ''([a-z_]+)''\\)', 'g') m, lateral (select array_remove(m, null) as r) y where p.pronamespace = 'public'::regnamespace`)
    const met = rows.filter(({ table }) => table === '' || (Object.hasOwn(collections, table) && !BY_THE_PRODUCT.includes(table)))

    expect(met.length).toBeGreaterThan(150)
    expect(met.filter(({ name, table }) => refusalOf({ constraint: name, collection: table }) === null).map(({ name }) => name).toSorted()).toEqual([])
    for (const { name, table } of met) {
      const { fr, en } = refusalOf({ constraint: name, collection: table })?.message ?? { fr: '', en: '' }
      expect([name, fr.startsWith('Rien n’a été modifié : '), en.startsWith('Nothing was changed: '), fr.includes(name)]).toEqual([name, true, true, false])
    }
  })

  it('row 16: fewer places than are taken is refused to an adviser as it is to the partner', async () => {
    const offer = await anOffer(world.organization, world.structure)
    const places = await somePlaces(offer, world.organization, 4)
    for (let count = 0; count < 3; count += 1) {
      const person = await aPerson(world.structure)
      await insert('referrals', { case: await aCase(person, world.structure, {}), person, offer, status: 'sent', date_created: new Date() })
    }

    const { status, body } = await call<Refused>(`/items/offer_places/${places}`, { as: 'conseiller', method: 'PATCH', body: { capacity: 1 } })
    expect([status, body.errors[0]]).toEqual([400, { message: expect.stringContaining('places sont déjà prises par des orientations'), extensions: { code: 'OUT_OF_RANGE', says: { fr: expect.any(String), en: expect.stringContaining('places are already taken') } } }])
  })

  it.each([
    ['a value that another record has', 'structures', () => ({ name: 'Doublon', code: 'ESSAI-DOUBLON', level: 'local', kind: 'mission_locale', time_zone: 'Europe/Paris' }), 400, 'RECORD_NOT_UNIQUE', 'Rien n’a été modifié : une autre structure a déjà ce code. Choisissez-en un autre.'],
    ['a period that ends before it starts', 'memberships', () => ({ structure: world.structure, user: userId('conseiller2'), function: 'adviser', valid_from: '2026-02-01', valid_until: '2026-01-01' }), 400, 'FORM_INVALID', 'Rien n’a été enregistré. Jusqu’au : la fin est avant le début : corrigez l’une des deux dates.'],
    ['a link to what is not there', 'sites', () => ({ organization: '00000000-0000-4000-8000-000000000000', name: 'Nulle part', postal_code: '75011', city: 'Paris', is_main: false, status: 'active' }), 400, 'INVALID_FOREIGN_KEY', 'Rien n’a été modifié : « Organisation » n’existe pas, ou n’existe plus. Choisissez-en une autre.'],
  ])('%s', async (_, collection, row, expected, code, words) => {
    const send = () => call<Refused>(`/items/${collection}`, { as: 'admin', method: 'POST', body: row() })
    await send()
    const { status, body } = await send()
    expect(status).toBe(expected)
    expect(body.errors[0]).toMatchObject({ message: expect.stringContaining(words), extensions: { code } })
    expect(JSON.stringify(body)).not.toMatch(/violates|duplicate key|constraint|has to be unique|Invalid foreign/i)
  })

  it('a number of another system never tells that somebody else has it', async () => {
    const number = randomUUID()
    const [mine, hidden] = [await aPerson(world.structure), await aPerson(await aStructure())]
    await aCase(mine, world.structure, { conseiller: 'referent' })
    await insert('person_identifiers', { person: hidden, kind: 'caf', value: number })
    const send = () => call<Refused>('/items/person_identifiers', { as: 'conseiller', method: 'POST', body: { person: mine, kind: 'caf', value: number } })

    expect((await send()).status).toBe(200)
    const again = await send()
    expect([again.status, again.body.errors[0]?.message]).toEqual([400, 'Rien n’a été modifié : cette personne a déjà ce numéro.'])
  })
})
