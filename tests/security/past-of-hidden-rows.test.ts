import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../support/stack.ts'
import { aCase, aPerson, anOffer, insert, key, makeWorld, somePlaces, update, userId } from '../integration/directory/world.ts'
import type { World } from '../integration/directory/world.ts'
import { canary, textOf } from './world.ts'

let world: World
let person: string
let file: string

beforeAll(async () => {
  world = await makeWorld()
  const { rows: [own] } = await db.query('select id from people where "user" = $1', [userId('usager')])
  person = own?.id ?? await aPerson(world.structure, { user: userId('usager') })
  file = await aCase(person, world.structure, { conseiller: 'referent' }, { referent: userId('conseiller') })
})

const pastOf = (collection: string, id: string, field: string, as: string) => [`/relais/history/${collection}/${id}?field=${field}`, `/relais/history/${collection}?items=${id}`].map(path => ({ path, as }))

describe('the past of a row that somebody is shown today', () => {
  it.each([['interviews', 'summary'], ['actions', 'description']])('is not given to the person: what %s said before they were shown', async (collection, field) => {
    const word = canary()
    const rows = {
      interviews: { user: userId('conseiller'), kind: 'meeting', happened_at: '2025-03-02T09:00:00Z' },
      actions: { theme: 'housing', title: 'Appeler' },
    }
    const id = await insert(collection, { case: file, ...rows[collection as keyof typeof rows], [field]: `Note ${word}`, visible_to_beneficiary: false })
    await update(collection, id, { [field]: 'Bilan du rendez-vous', visible_to_beneficiary: true })

    expect((await call(`/items/${collection}/${id}?fields=${field}`, { as: 'usager' })).body).toMatchObject({ data: { [field]: 'Bilan du rendez-vous' } })
    for (const { path, as } of pastOf(collection, id, field, 'usager')) {
      const answer = await call(path, { as })
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 403, 'FORBIDDEN'])
    }
    // Those who work on it find it.
    const adviser = await textOf(`/relais/history/${collection}/${id}?field=${field}`, { as: 'conseiller' })
    expect([adviser.status, adviser.text.includes(word)]).toEqual([200, true])
  })

  it('is not given to the partner: the number that the person took back', async () => {
    const sent = await aPerson(world.structure)
    const offer = await anOffer(world.organization, world.structure)
    await somePlaces(offer, world.organization, 5)
    const { body: { data: { id } } } = await call<{ data: { id: string } }>('/relais/cases/referrals', { as: 'conseiller', method: 'POST', body: { case: await aCase(sent, world.structure, { conseiller: 'referent' }), offer, idempotency_key: key(), share_phone: true } })
    await update('people', sent, { phone: null })

    expect((await call(`/items/referrals/${id}?fields=person_phone`, { as: 'partenaire' })).body).toMatchObject({ data: { person_phone: null } })
    for (const { path, as } of pastOf('referrals', id, 'person_phone', 'partenaire')) {
      const { status, text } = await textOf(path, { as })
      expect([path, status, text.includes('33612345678')]).toEqual([path, 403, false])
    }
  })

  it('stays what a partner reads of what they keep themselves', async () => {
    expect((await call(`/relais/history/organizations/${world.organization}?field=name`, { as: 'partenaire' })).status).toBe(200)
  })
})
