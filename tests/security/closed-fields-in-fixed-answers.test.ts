import { beforeAll, describe, expect, it } from 'vitest'
import { call, db } from '../support/stack.ts'
import { aCase, aPerson, aSite, anOffer, anOrganization, key, makeWorld, somePlaces, update, userId } from '../integration/directory/world.ts'
import { soon } from '../integration/configurator/world.ts'
import type { World } from '../integration/directory/world.ts'
import { canary } from './world.ts'

type Closing = [collection: string, field: string, audience: string]

let world: World
beforeAll(async () => { world = await makeWorld() })

const admin = (path: string, method: string, body?: unknown) => call(path, { as: 'admin', method, ...(body === undefined ? {} : { body }) })

/** Does some work while fields are closed, once `isClosed` sees it. */
async function whileClosed(closings: Closing[], isClosed: () => Promise<boolean>, work: () => Promise<void>): Promise<void> {
  const ids = closings.map(() => key())
  try {
    for (const [at, [collection, field, audience]] of closings.entries()) {
      expect((await admin('/items/field_settings', 'POST', { id: ids[at], collection, field, audience, level: 'none' })).status).toBe(200)
    }
    await soon(isClosed, closed => closed)
    await work()
  }
  finally {
    for (const id of ids) await admin(`/items/field_settings/${id}`, 'DELETE')
  }
}

describe('the page of an offer', () => {
  it('says what is left, and neither how many people are expected nor how many came from elsewhere', async () => {
    await update('offer_places', world.places, { outside: 3 })
    const { body } = await call<{ data: { places: Record<string, unknown> } }>(`/relais/directory/offers/${world.offer}`)

    expect(Object.keys(body.data.places).toSorted()).toEqual(['available', 'capacity', 'confirmed_at', 'id'])
  })

  it('says nothing of places that are closed to visitors', async () => {
    const page = () => call<{ data: { places: Record<string, unknown> | null } }>(`/relais/directory/offers/${world.offer}`)
    await whileClosed([['offer_places', 'available', 'public']], async () => (await page()).body.data.places?.['available'] === null, async () => {
      expect((await page()).body.data.places).toMatchObject({ capacity: expect.any(Number), available: null })
    })
  })
})

describe('a search', () => {
  it('tells nothing of what is closed to visitors, and finds nothing by it', async () => {
    const [word, legal] = [canary(), canary()]
    const organization = await anOrganization(world.structure, { name: `Essai ${canary()}`, description: `Nous accueillons ${word} toute personne, sans rendez-vous.`, legal_name: `Madame ${legal}` })
    await aSite(organization)
    const search = (query: string) => call<{ data: { items: Record<string, unknown>[], total: number } }>(`/relais/directory/search?${query}`)
    const page = async () => JSON.stringify((await call(`/relais/directory/organizations/${organization}`)).body)
    const found = async (query: string) => (await search(query)).body.data
    expect([(await found(`q=${word}`)).total, (await found(`q=${legal}`)).total]).toEqual([1, 1])

    await whileClosed([['organizations', 'description', 'public'], ['organizations', 'legal_name', 'public'], ['sites', 'latitude', 'public'], ['sites', 'longitude', 'public']], async () => !(await page()).includes(word), async () => {
      for (const closed of [word, legal]) expect(await found(`q=${closed}`)).toMatchObject({ total: 0, items: [] })
      const { items: [item] } = await found(`q=${encodeURIComponent((await nameOf(organization)).slice(6))}`)
      expect(item).toMatchObject({ id: organization })
      expect(JSON.stringify(item)).not.toContain(word)
      expect(item).toMatchObject({ latitude: null, longitude: null })
    })
  })
})

const nameOf = async (id: string) => (await call<{ data: { name: string } }>(`/items/organizations/${id}?fields=name`, { as: 'admin' })).body.data.name

describe('the lists that statements of ours write', () => {
  it('give a partner and a person nothing of what is closed to them', async () => {
    const { rows: [own] } = await db.query('select id from people where "user" = $1', [userId('usager')])
    const person: string = own?.id ?? await aPerson(world.structure, { user: userId('usager') })
    const file = await aCase(person, world.structure, { conseiller: 'referent' }, { referent: userId('conseiller') })
    const offer = await anOffer(world.organization, world.structure)
    await somePlaces(offer, world.organization, 5)
    const made = await call<{ data: { id: string } }>('/relais/cases/referrals', { as: 'conseiller', method: 'POST', body: { case: file, offer, idempotency_key: key(), share_phone: true, message: 'Disponible le matin.' } })
    const { id } = made.body.data
    const received = async () => (await call<{ data: { items: Record<string, unknown>[] } }>(`/relais/directory/partner/referrals?organization=${world.organization}`, { as: 'partenaire' })).body.data.items.find(item => item['id'] === id)
    const mine = async () => (await call<{ data: { cases: { id: string, referent: unknown }[] } }>('/relais/cases/mine', { as: 'usager' })).body.data.cases.find(item => item.id === file)
    expect(await received()).toMatchObject({ person_phone: '+33612345678', message: 'Disponible le matin.' })
    expect((await mine())?.referent).not.toBeNull()

    const isClosed = async () => (await call(`/items/referrals/${id}?fields=person_phone`, { as: 'partenaire' })).status === 403
    await whileClosed([['referrals', 'person_phone', 'partner'], ['referrals', 'message', 'partner'], ['cases', 'referent', 'beneficiary']], isClosed, async () => {
      expect(await received()).toMatchObject({ id, person_phone: null, message: null })
      expect(await mine()).toMatchObject({ id: file, referent: null })
    })
  })
})
