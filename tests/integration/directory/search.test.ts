import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, aSite, anOffer, anOrganization, insert, key, makeWorld, somePlaces, update } from './world.ts'
import type { World } from './world.ts'

interface Item { type: string, id: string, title: string, distance_km: number | null, places_available: number | null, city: string }
interface Found { data: { items: Item[], has_more: boolean, total: number, suggestion: string | null, facets: { themes: Record<string, number>, kinds: Record<string, number> } } }
interface Feature { geometry: { coordinates: number[] }, properties: { id: string, type: string, title: string, organization: string } }

// A word that no other record has, so that the demo world never mixes in.
const letters = key().replaceAll(/[^0-9a-f]/g, '').slice(0, 12).replaceAll(/\d/g, digit => 'ghijklmnop'.charAt(Number(digit)))
const WORD = `zorglu${letters}`
const MISTYPED = WORD.slice(0, 9) + WORD.slice(10)
const titlesOf = (found: Found) => found.data.items.map(item => item.title)

async function search(query: Record<string, string>): Promise<Found> {
  const { status, body } = await call<Found>(`/relais/directory/search?${new URLSearchParams(query)}`)
  expect(status).toBe(200)
  return body
}

let world: World
let lyon: string
let hidden: Record<string, string>

beforeAll(async () => {
  world = await makeWorld()
  const offer = (row: Record<string, unknown>, organization = world.organization) => anOffer(organization, world.structure, row)
  const found = await offer({ title: `Hébergement ${WORD} d’urgence`, kind: 'service', themes: ['housing', 'rights'] })
  await somePlaces(found, world.organization, 4)
  await offer({ title: `Emploi ${WORD}`, kind: 'job', contract_type: 'cdi', themes: ['employment'], zone_codes: ['974'] })
  lyon = await anOrganization(world.structure, { name: `Association ${WORD} de Lyon`, themes: ['housing'] })
  await aSite(lyon, { city: 'Lyon', postal_code: '69003', commune_code: '69383', latitude: 45.7589, longitude: 4.8414 })
  await offer({ title: `Atelier ${WORD} lyonnais`, kind: 'workshop', themes: ['housing'] }, lyon)
  const internal = await anOrganization(world.structure, { name: `Interne ${WORD}`, visibility: 'internal' })
  const archived = await anOrganization(world.structure, { name: `Archivée ${WORD}`, status: 'archived' })
  hidden = {
    internal,
    archived,
    network: await offer({ title: `Réseau ${WORD}`, visibility: 'network' }),
    draft: await offer({ title: `Brouillon ${WORD}`, status: 'draft' }),
    expired: await offer({ title: `Périmée ${WORD}`, expires_on: '2025-01-01' }),
    ended: await offer({ title: `Finie ${WORD}`, ends_on: '2025-01-01' }),
    ofInternal: await offer({ title: `De l’interne ${WORD}` }, internal),
    ofArchived: await offer({ title: `De l’archivée ${WORD}` }, archived),
  }
})

describe('GET /relais/directory/search', () => {
  it.each([
    ['page', '0'], ['page', 'deux'], ['page', '1001'], ['limit', '51'], ['limit', '-1'], ['limit', '1e1'], ['type', 'people'], ['theme', `x' or '1'='1`],
    ['territory', 'Paris'], ['lat', '95'], ['box', '1,2,3'], ['box', '3,2,1,4'], ['box', '1,4,3,2'], ['box', '1,2,181,4'], ['box', '1,2,3,x'], ['radius', '12'], ['radius', '0'], ['radius', '-5'], ['q', 'x'.repeat(201)], ['sort', 'name'], ['filter', '{"_or":[]}'], ['fields', '*'],
  ])('refuses %s=%s in French and names the parameter', async (name, value) => {
    const { status, body } = await call(`/relais/directory/search?${new URLSearchParams({ [name]: value })}`)

    expect(status).toBe(400)
    expect(body.errors?.[0]?.extensions.code).toBe('FORM_INVALID')
    expect(body.errors?.[0]?.message).toMatch(/^Rien n’a été enregistré\. « (?:page|limit|type|theme|territory|lat|lng|box|radius|q|sort|filter|fields) »/)
  })

  it.each([`'; drop table offers; --`, '<script>alert(1)</script>', '😀', 'مسكن', `" or "1"="1`, '% _ \\', ':text ?', '!&|()'])('finds nothing and breaks nothing for %s', async (q) => {
    const { status } = await call(`/relais/directory/search?${new URLSearchParams({ q })}`)

    expect(status).toBe(200)
    expect((await search({ q: WORD })).data.total).toBe(4)
  })

  it('refuses a control character that PostgreSQL cannot hold', async () => {
    expect(codeOf(await call('/relais/directory/search?q=a%00b'))).toBe('FORM_INVALID')
  })

  it('shows only what is public, active and not expired', async () => {
    const { data } = await search({ q: WORD, limit: '50' })

    expect(titlesOf({ data }).sort()).toEqual([`Association ${WORD} de Lyon`, `Atelier ${WORD} lyonnais`, `Emploi ${WORD}`, `Hébergement ${WORD} d’urgence`])
    expect(data).toMatchObject({ total: 4, has_more: false })
  })

  it('finds words without accents, in another form, and with a slip of the finger', async () => {
    expect(titlesOf(await search({ q: `hebergements ${WORD}`, type: 'offer' }))[0]).toBe(`Hébergement ${WORD} d’urgence`)
    expect(titlesOf(await search({ q: MISTYPED, type: 'offer' }))).toContain(`Emploi ${WORD}`)
  })

  it('counts the facets without the filter that each one offers', async () => {
    const { data } = await search({ q: WORD, type: 'offer', theme: 'housing' })

    expect(data.total).toBe(2)
    expect(data.facets).toEqual({ themes: { housing: 2, rights: 1, employment: 1 }, kinds: { service: 1, workshop: 1 } })
  })

  it('filters by kind and tells the places left', async () => {
    const { data } = await search({ q: WORD, kind: 'service' })

    expect(data.items).toMatchObject([{ title: `Hébergement ${WORD} d’urgence`, places_available: 4, city: 'Paris' }])
  })

  it('pages without losing or repeating a result', async () => {
    const pages = await Promise.all(['1', '2', '3'].map(page => search({ q: WORD, limit: '2', page })))

    expect(pages.map(page => page.data.has_more)).toEqual([true, false, false])
    expect(new Set(pages.flatMap(page => page.data.items.map(item => item.id))).size).toBe(4)
  })

  it('reaches the arrondissements of a city, a département, and the zone of an offer', async () => {
    expect(titlesOf(await search({ q: WORD, territory: '69123' })).sort()).toEqual([`Association ${WORD} de Lyon`, `Atelier ${WORD} lyonnais`])
    expect((await search({ q: WORD, territory: '75', type: 'offer' })).data.total).toBe(2)
    expect(titlesOf(await search({ q: WORD, territory: '97411' }))).toEqual([`Emploi ${WORD}`])
  })

  it('keeps what is within the radius and says how far it is', async () => {
    const { data } = await search({ q: WORD, lat: '45.7578', lng: '4.8320', radius: '5' })

    expect(titlesOf({ data }).sort()).toEqual([`Association ${WORD} de Lyon`, `Atelier ${WORD} lyonnais`])
    expect(data.items[0]?.distance_km).toBeGreaterThan(0.5)
    expect(data.items[0]?.distance_km).toBeLessThan(1)
  })

  it('keeps what has a site in the box of a map, and says that site', async () => {
    const box = '4.8,45.7,4.9,45.8'
    const found = await search({ q: WORD, box })

    expect(titlesOf(found).sort()).toEqual([`Association ${WORD} de Lyon`, `Atelier ${WORD} lyonnais`])
    expect(found.data.items.map(({ city }) => city)).toEqual(['Lyon', 'Lyon'])
    expect(found.data.facets.kinds).toEqual({ workshop: 1, association: 1 })
    expect((await search({ q: WORD, box: '4.8,45.7,4.84,45.8' })).data.total).toBe(0)
    expect((await search({ q: WORD, box: '-179.9,-89.9,179.9,89.9' })).data.total).toBe(4)
  })

  it.each(['0', '-1', '0.0'])('row 27: refuses a distance of %s', async (radius) => {
    expect(codeOf(await call(`/relais/directory/search?lat=48.85&lng=2.35&radius=${radius}`))).toBe('FORM_INVALID')
  })

  it('puts the nearest first when the relevance is the same', async () => {
    const { data } = await search({ type: 'offer', lat: '48.8594', lng: '2.3765', radius: '2' })
    const distances = data.items.map(item => item.distance_km ?? Infinity)

    expect(distances).toEqual([...distances].sort((a, b) => a - b))
  })

  it('never caps the total beyond 1000', async () => {
    expect((await search({})).data.total).toBeLessThanOrEqual(1000)
  })
})

describe('GET /relais/directory/map', () => {
  it('draws the same results as the list', async () => {
    const { body } = await call<{ data: { type: string, features: Feature[] } }>(`/relais/directory/map?q=${WORD}`)

    expect(body.data.type).toBe('FeatureCollection')
    expect(body.data.features.map(feature => feature.properties.title).sort()).toEqual(titlesOf(await search({ q: WORD })).sort())
    expect(body.data.features.find(feature => feature.properties.id === lyon)).toEqual({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [4.8414, 45.7589] },
      properties: { id: lyon, type: 'organization', title: `Association ${WORD} de Lyon`, kind: 'association', theme: 'housing', organization: `Association ${WORD} de Lyon` },
    })
  })

  it('draws every site of an organisation', async () => {
    await aSite(lyon, { name: 'Antenne', is_main: false, city: 'Villeurbanne', postal_code: '69100', commune_code: '69266', latitude: 45.7719, longitude: 4.8902 })

    const { body } = await call<{ data: { features: Feature[] } }>(`/relais/directory/map?q=${WORD}&type=organization`)

    expect(body.data.features).toHaveLength(2)
  })

  it('refuses paging', async () => {
    expect(codeOf(await call('/relais/directory/map?page=1'))).toBe('FORM_INVALID')
  })
})

describe('GET /relais/directory/territories', () => {
  it('needs something typed', async () => {
    expect(codeOf(await call('/relais/directory/territories'))).toBe('FORM_INVALID')
    expect(codeOf(await call(`/relais/directory/territories?q=${'x'.repeat(81)}`))).toBe('FORM_INVALID')
  })

  it('finds a commune by its name without accents, its code or its postal code, ten at most', async () => {
    const name = `Zédville-sur-Essai ${key().slice(0, 8)}`
    const { rows: [{ vintage }] } = await db.query('select coalesce(max(vintage), 2026) + 1 as vintage from territories where code = $1', ['97498'])
    await insert('territories', { code: '97498', name, kind: 'commune', vintage, postal_codes: ['97498'], population: 12 })

    const byName = await call<{ data: { code: string, departement: string }[] }>('/relais/directory/territories?q=zedville')
    const byCode = await call<{ data: { code: string }[] }>('/relais/directory/territories?q=97498')
    const many = await call<{ data: unknown[] }>('/relais/directory/territories?q=saint')

    expect(byName.body.data[0]).toMatchObject({ code: '97498', name, departement: '974' })
    expect(byCode.body.data.map(({ code }) => code)).toContain('97498')
    expect(many.body.data.length).toBeLessThanOrEqual(10)
  })
})

describe('GET /relais/directory/places', () => {
  interface Understood { data: { text: string, is_certain: boolean, places: { code: string, name: string, kind: string, departement: string | null }[] } }
  const understand = async (q: string) => (await call<Understood>(`/relais/directory/places?${new URLSearchParams({ q })}`)).body.data

  it('needs something typed', async () => {
    for (const query of ['', '?q=', `?q=${'x'.repeat(201)}`]) expect(codeOf(await call(`/relais/directory/places${query}`))).toBe('FORM_INVALID')
  })

  it.each([
    ['logement à Paris', 'logement', '75056'], ['CV 75011', 'CV', '75111'], ['formation en Creuse', 'formation', '23'], ['emploi dans le 93', 'emploi', '93'], ['atelier CV près de Dijon', 'atelier CV', '21231'],
    ['emploi au Havre', 'emploi', '76351'], ['logement Marseille 3e', 'logement', '13203'], ['aide en Bretagne', 'aide', 'R53'], ['permis à Mayotte', 'permis', '976'],
  ])('section B: understands « %s » as « %s » at %s', async (typed, text, code) => {
    const understood = await understand(typed)

    expect({ ...understood, places: understood.places.map(place => place.code) }).toEqual({ text, places: [code], is_certain: true })
  })

  it('section B: asks which one of several places of a name, and never guesses', async () => {
    const { text, places, is_certain: isCertain } = await understand('psychologue saint denis')

    expect([text, isCertain]).toEqual(['psychologue', false])
    expect(places.slice(0, 2).map(({ code }) => code).sort()).toEqual(['93066', '97411'])
    expect((await understand('permis à La Réunion')).places.map(({ code }) => code)).toEqual(['974', '47222'])
    expect((await understand('emploi Creuse')).places.map(({ kind }) => kind).sort()).toEqual(['commune', 'departement'])
  })

  it.each(['aide à domicile', 'atelier CV', '???', '🙂', 'près', '% _'])('section B: finds no place in « %s »', async (typed) => {
    expect(await understand(typed)).toEqual({ text: typed, places: [], is_certain: false })
  })

  it('section B: a region holds its départements', async () => {
    expect(titlesOf(await search({ q: WORD, territory: 'R11', type: 'offer' })).sort()).toEqual([`Emploi ${WORD}`, `Hébergement ${WORD} d’urgence`])
    expect((await search({ q: WORD, territory: 'R84' })).data.total).toBe(2)
    expect(titlesOf(await search({ q: WORD, territory: 'R04' }))).toEqual([`Emploi ${WORD}`])
    const { body } = await call<{ data: { code: string, kind: string }[] }>('/relais/directory/territories?q=bretagne')
    expect(body.data).toContainEqual(expect.objectContaining({ code: 'R53', kind: 'region' }))
  })
})

describe('what the words may have meant', () => {
  it('section B: is said when they find little, in the words of what can be found', async () => {
    await anOffer(await anOrganization(world.structure), world.structure, { title: 'Métallerie fluviale zinguée' })
    const { data } = await search({ q: 'zinguéee xylotomistes fluvvial' })

    expect(data.suggestion).toMatch(/^zinguée xylotomistes fluvial/)
    expect((await search({ q: 'zinguée' })).data.suggestion).toBeNull()
    expect((await search({ q: '???' })).data.suggestion).toBeNull()
  })

  it('section B: never comes from what is hidden', async () => {
    const [internal, prospect] = await Promise.all([anOrganization(world.structure, { visibility: 'internal', name: 'Wqzvkjub interne' }), anOrganization(world.structure, { status: 'prospect', name: 'Hjvqwzkb à démarcher' })])
    await anOffer(world.organization, world.structure, { title: 'Qwzkxjuv secrète', visibility: 'network' })
    await anOffer(internal, world.structure, { title: 'Zkwvqxub secrète' })
    await anOffer(prospect, world.structure, { title: 'Vxqjkwzu secrète' })

    for (const q of ['qwzkxjvv', 'wqzvkjubb', 'hjvqwzkbb', 'zkwvqxubb', 'vxqjkwzuu']) expect([q, (await search({ q })).data.suggestion]).toEqual([q, null])
    // The same word is said once its organisation is shown.
    await update('organizations', internal, { visibility: 'public' })
    expect((await search({ q: 'zkwvqxubb' })).data.suggestion).toBe('zkwvqxub')
  })
})

describe('from the nearest to the farthest', () => {
  it('row 25: keeps the words, whatever the distance, and starts from home', async () => {
    const { data } = await search({ q: WORD, type: 'offer', lat: '45.7578', lng: '4.8320', sort: 'distance' })

    expect(data.items[0]).toMatchObject({ title: `Atelier ${WORD} lyonnais` })
    expect(data.total).toBe(3)
    const [near = 0, ...others] = data.items.map(item => item.distance_km ?? 0)
    expect(near).toBeLessThan(1)
    expect(Math.min(...others)).toBeGreaterThan(300)
  })

  it('row 25: without words either, no distance is too far', async () => {
    const { data } = await search({ type: 'offer', lat: '45.7578', lng: '4.8320', sort: 'distance', limit: '50' })
    const distances = data.items.flatMap(item => item.distance_km ?? [])

    expect(distances).toEqual([...distances].sort((one, other) => one - other))
    expect(Math.max(...distances)).toBeGreaterThan(30)
  })
})

describe('row 23: the places of an offer are one number, wherever they are read', () => {
  interface Read { offers: { id: string, is_suspended: boolean, places: { session: string | null, available: number | null }[] }[] }
  let own: World
  beforeAll(async () => { own = await makeWorld() })

  /** What the public search, the public page, the partner, the adviser’s page of the organisation and the adviser’s search say. */
  async function doorsOf(offer: string, title: string): Promise<unknown[]> {
    const [found, page, partner, staff, proposed] = [
      await search({ q: title, type: 'offer' }),
      await call<{ data: { places: { available: number | null } | null } }>(`/relais/directory/offers/${offer}`),
      await call<{ data: { offers: { id: string, places: { available: number | null } | null }[] } }>(`/relais/directory/partner/organizations/${own.organization}`, { as: 'partenaire' }),
      await call<{ data: Read }>(`/items/organizations/${own.organization}?fields=offers.id,offers.is_suspended,offers.places.*&deep[offers][_limit]=100`, { as: 'conseiller' }),
      await call<Found>(`/relais/cases/offers?${new URLSearchParams({ q: title })}`, { as: 'conseiller' }),
    ]
    return [
      found.data.items.find(({ id }) => id === offer)?.places_available, page.body.data.places?.available ?? null, partner.body.data.offers.find(({ id }) => id === offer)?.places?.available ?? null,
      staff.body.data.offers.find(({ id }) => id === offer)?.places.find(({ session }) => session === null)?.available ?? null, proposed.body.data.items.find(({ id }) => id === offer)?.places_available,
    ]
  }
  const taken = async (offer: string, count: number, row: Record<string, unknown> = {}) => {
    for (let index = 0; index < count; index++) {
      const file = await aCase(await aPerson(own.structure), own.structure, { conseiller: 'referent' })
      await insert('referrals', { case: file, offer, status: 'sent', sent_at: new Date().toISOString(), ...row })
    }
  }

  it.each([
    ['with referrals under way', 8, 5, async (offer: string) => taken(offer, 3)],
    ['with places taken outside of the tool', 8, 2, async (offer: string) => db.query('update offer_places set outside = 6 where offer = $1', [offer])],
    ['with more taken than there are', 4, 0, async (offer: string) => db.query('update offer_places set outside = 9 where offer = $1', [offer])],
    ['with a session that counts its own', 8, 7, async (offer: string) => {
      const session = await insert('offer_sessions', { offer, starts_at: '2099-01-01T09:00:00Z', time_zone: 'Pacific/Noumea', status: 'open', capacity: 3 })
      await taken(offer, 2, { session })
      await taken(offer, 1)
    }],
    ['without a number', null, null, async (offer: string) => taken(offer, 1)],
  ] as const)('%s', async (what, capacity, expected, happen) => {
    const title = `Offre ${WORD} ${what}`
    const offer = await anOffer(own.organization, own.structure, { title })
    await somePlaces(offer, own.organization, capacity)
    await happen(offer)

    expect(await doorsOf(offer, title)).toEqual([expected, expected, expected, expected, expected])
    const open = (await search({ q: title, type: 'offer', with_places: '1' })).data.items.some(({ id }) => id === offer)
    expect(open).toBe((expected ?? 0) > 0)
  })
})

describe('GET /relais/directory/vocabularies', () => {
  it('gives the terms in use', async () => {
    const code = `essai-${key().slice(0, 8)}`
    await insert('vocabulary_terms', { vocabulary: code, code, label: 'En usage', status: 'active' })
    await insert('vocabulary_terms', { vocabulary: code, code: `${code}-retire`, label: 'Retiré', status: 'retired' })

    const { body } = await call<{ data: Record<string, { code: string }[]> }>('/relais/directory/vocabularies')

    expect(body.data[code]?.map(term => term.code)).toEqual([code])
  })
})

describe('public pages', () => {
  it('answer the same for a missing, an internal and an archived organisation', async () => {
    const answers = await Promise.all([key(), hidden['internal'], hidden['archived'], 'pas-un-identifiant'].map(id => call(`/relais/directory/organizations/${id}`)))

    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([403]))
    expect(new Set(answers.map(answer => JSON.stringify(answer.body))).size).toBe(1)
  })

  it.each(['network', 'draft', 'expired', 'ended', 'ofInternal', 'ofArchived'])('hide an offer that is %s', async (name) => {
    expect((await call(`/relais/directory/offers/${hidden[name]}`)).status).toBe(403)
  })

  it('show an organisation with its sites and its open offers, and nothing internal', async () => {
    const { status, body } = await call<{ data: { organization: Record<string, unknown>, sites: unknown[], offers: { title: string }[] } }>(`/relais/directory/organizations/${world.organization}`)

    expect(status).toBe(200)
    expect(body.data.organization).toMatchObject({ id: world.organization, name: 'Atelier des essais', phone: '+33140000000' })
    expect(body.data.sites).toMatchObject([{ id: world.site, city: 'Paris' }])
    expect(body.data.offers.map(offer => offer.title).sort()).toEqual(['Aide aux démarches', `Emploi ${WORD}`, `Hébergement ${WORD} d’urgence`])
    for (const name of ['internal_notes', 'hosting_potential', 'structure', 'status', 'visibility', 'idempotency_key', 'user_created', 'normalized_name', 'source']) {
      expect(body.data.organization).not.toHaveProperty(name)
    }
  })

  it('show an offer with its organisation, its site and its places', async () => {
    const { body } = await call<{ data: Record<string, Record<string, unknown>> }>(`/relais/directory/offers/${world.offer}`)

    expect(body.data).toMatchObject({ offer: { id: world.offer, title: 'Aide aux démarches' }, organization: { id: world.organization }, site: { id: world.site }, places: { capacity: 8, available: 8 }, sessions: [] })
    expect(body.data['offer']).not.toHaveProperty('idempotency_key')
  })
})
