import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { JOBS } from '../../../cli/jobs.ts'
import { call, db, stack } from '../../support/stack.ts'
import { aSite, anOffer, anOrganization, key, makeWorld, somePlaces, update } from './world.ts'
import type { World } from './world.ts'

interface Item { id: string, title: string, city: string | null, places_available: number | null }
interface Found { data: { items: Item[], total: number, suggestion: string | null, facets: { themes: Record<string, number>, kinds: Record<string, number> } } }

// Words that no other record has, made of letters alone.
const aWord = () => `zq${key().replaceAll('-', '').slice(0, 14).replaceAll(/\d/g, digit => 'ghijklmnop'.charAt(Number(digit)))}`

async function search(query: Record<string, string>): Promise<Found['data']> {
  const { status, body } = await call<Found>(`/relais/directory/search?${new URLSearchParams(query)}`)
  expect(status).toBe(200)
  return body.data
}

/** What differs between the entries and what they are made from; nothing else may write these tables meanwhile. */
async function differences(organizations: readonly string[]): Promise<unknown[]> {
  const { rows } = await db.query(`select coalesce(e.type, s.type) as type, coalesce(e.id, s.id) as id
    from (select * from relais_private.search_entries where organization = any($1)) e
    full join (select * from relais_private.search_source where organization = any($1)) s on s.type = e.type and s.id = e.id
    where row(e.*) is distinct from row(s.*)`, [organizations])
  return rows
}

/** A state that no transition of the workflow would give by itself. */
async function setState(organization: string, status: string): Promise<void> {
  await db.query(`begin; set local relais.tracking = 'off'; update organizations set status = ${pg.escapeLiteral(status)} where id = ${pg.escapeLiteral(organization)}; commit`)
}

let world: World

beforeAll(async () => {
  world = await makeWorld()
})

describe('what leaves the public leaves its search at once, and comes back', () => {
  interface Place { organization: string, offer: string, site: string }
  const ways: [string, (place: Place) => Promise<void>, (place: Place) => Promise<void>][] = [
    ...['draft', 'paused', 'archived'].map((status): typeof ways[number] => [`an offer that is ${status}`, ({ offer }) => update('offers', offer, { status }), ({ offer }) => update('offers', offer, { status: 'active' })]),
    ['an offer for the network', ({ offer }) => update('offers', offer, { visibility: 'network' }), ({ offer }) => update('offers', offer, { visibility: 'public' })],
    ['an offer whose last day has ended where it is', ({ offer }) => update('offers', offer, { ends_on: '2025-01-01' }), ({ offer }) => update('offers', offer, { ends_on: null })],
    ['an offer that expired', ({ offer }) => update('offers', offer, { expires_on: '2025-01-01' }), ({ offer }) => update('offers', offer, { expires_on: '2199-01-01' })],
    ...['prospect', 'suspended', 'archived'].map((status): typeof ways[number] => [`an organisation that is ${status}`, ({ organization }) => setState(organization, status), ({ organization }) => setState(organization, 'active')]),
    ...['network', 'internal'].map((visibility): typeof ways[number] => [`an organisation for ${visibility}`, ({ organization }) => update('organizations', organization, { visibility }), ({ organization }) => update('organizations', organization, { visibility: 'public' })]),
  ]

  it.each(ways)('%s', async (_name, leave, comeBack) => {
    const word = aWord()
    const organization = await anOrganization(world.structure)
    const site = await aSite(organization)
    const offer = await anOffer(organization, world.structure, { title: `Atelier ${word}`, site })
    const found = async () => (await search({ q: word })).items.map(({ id }) => id)
    // One letter wrong: neither what is looked for nor what is suggested comes from what is hidden.
    const mistaken = async () => search({ q: `${word.slice(0, 5)}y${word.slice(6)}` })

    expect(await found()).toEqual([offer])
    expect(await mistaken()).toMatchObject({ total: 1, suggestion: word })
    await leave({ organization, offer, site })
    expect(await found()).toEqual([])
    expect(await mistaken()).toMatchObject({ total: 0, suggestion: null })
    await comeBack({ organization, offer, site })
    expect(await found()).toEqual([offer])
  })

  it('but a listing that waits to be confirmed stays', async () => {
    const word = aWord()
    const organization = await anOrganization(world.structure, { name: `Association ${word}` })
    await setState(organization, 'to_refresh')

    expect((await search({ q: word })).total).toBe(1)
  })

  it('an offer or an organisation that is deleted', async () => {
    const word = aWord()
    const organization = await anOrganization(world.structure, { name: `Association ${word}` })
    const offer = await anOffer(organization, world.structure, { title: `Atelier ${word}` })
    expect((await search({ q: word })).total).toBe(2)

    await db.query('delete from offers where id = $1', [offer])
    expect((await search({ q: word })).total).toBe(1)
    await db.query('delete from organizations where id = $1', [organization])
    expect((await search({ q: word })).total).toBe(0)
  })

  it('a site that is closed or removed: the offer is told elsewhere, and found there no more', async () => {
    const word = aWord()
    const organization = await anOrganization(world.structure)
    const site = await aSite(organization, { is_main: false, city: 'Lyon', postal_code: '69003', commune_code: '69383', latitude: 45.7589, longitude: 4.8414 })
    const offer = await anOffer(organization, world.structure, { title: `Atelier ${word}`, site })
    const around = () => search({ q: word, lat: '45.7578', lng: '4.8320', radius: '5' })
    expect((await around()).total).toBe(1)

    await update('sites', site, { status: 'archived' })
    expect((await around()).total).toBe(0)
    expect((await search({ q: word, territory: '69383' })).total).toBe(0)
    expect((await search({ q: word })).items).toMatchObject([{ id: offer, city: null }])

    await aSite(organization)
    await update('offers', offer, { site: null })
    expect((await search({ q: word, territory: '75' })).items).toMatchObject([{ id: offer, city: 'Paris' }])
  })
})

describe('what the search reads', () => {
  it('follows the words, the owner’s name, the kind, the themes and the places left', async () => {
    const [before, after, owner] = [aWord(), aWord(), aWord()]
    const organization = await anOrganization(world.structure)
    const offer = await anOffer(organization, world.structure, { title: `Atelier ${before}` })
    const places = await somePlaces(offer, organization, 1)
    expect((await search({ q: before, with_places: '1', type: 'offer' })).total).toBe(1)

    await update('offers', offer, { title: 'Atelier', description: `Nous proposons ${after} à toute personne.`, kind: 'workshop', themes: ['mobility'] })
    await update('organizations', organization, { name: `Maison ${owner}` })
    await update('offer_places', places, { capacity: 0 })

    expect((await search({ q: before })).total).toBe(0)
    expect(await search({ q: after })).toMatchObject({ total: 1, facets: { themes: { mobility: 1 }, kinds: { workshop: 1 } } })
    expect((await search({ q: `${owner} atelier`, type: 'offer' })).items).toMatchObject([{ id: offer }])
    expect((await search({ q: after, with_places: '1', type: 'offer' })).total).toBe(0)
  })

  it('says nothing of a day: what ended is still there, and left out at each read', async () => {
    const offer = await anOffer(world.organization, world.structure, { ends_on: '2025-01-01' })
    const { rows } = await db.query('select open_until < now() as has_ended from relais_private.search_entries where type = \'offer\' and id = $1', [offer])

    expect(rows).toEqual([{ has_ended: true }])
  })

  it('is no collection, for anybody', async () => {
    for (const as of [null, 'admin', 'conseiller']) expect((await call('/items/search_entries', { as })).status).toBe(403)
    const { body } = await call<{ data: { collection: string }[] }>('/collections', { as: 'admin' })
    expect(body.data.map(({ collection }) => collection).filter(name => name.startsWith('search_'))).toEqual([])
  })

  it('finds a name that is made of words that say nothing', async () => {
    const organization = await anOrganization(world.structure, { name: 'Avec Nous' })
    const { items } = await search({ q: 'avec nous', type: 'organization' })

    expect(items.map(({ id }) => id)).toContain(organization)
  })
})

describe('mistakes in what is typed', () => {
  it.each([
    ['acompagnemant scolairre', 'Accompagnement scolaire'], ['méttalerie', 'Métallerie'], ['fromatoin', 'Formation'], ['pyschologeu', 'Psychologue'], ['plomberi', 'Plomberie'], ['menuis', 'Menuiserie'], ['hébérgemment', 'Hébergement'], ['ŁUKASIKK', 'Łukasik'],
  ])('« %s » finds « %s »', async (typed, title) => {
    const place = aWord()
    const offer = await anOffer(await anOrganization(world.structure, { name: `Maison ${place}` }), world.structure, { title: `${title} d’essai` })

    expect((await search({ q: `${typed} ${place}`, type: 'offer' })).items.map(({ id }) => id)).toEqual([offer])
  })

  it('are not thought of for a word that something has, nor while the words find enough', async () => {
    const word = `${aWord()}k`
    const near = `${word.slice(0, -1)}m`
    const [offer, other] = await Promise.all([word, near].map(title => anOffer(world.organization, world.structure, { title })))
    expect((await search({ q: word })).items.map(({ id }) => id)).toEqual([offer])
    expect((await search({ q: near })).items.map(({ id }) => id)).toEqual([other])
  })

  it('are not forgiven to three letters, nor to words that look alike from afar', async () => {
    await anOffer(world.organization, world.structure, { title: 'Qwx brodequin' })

    expect((await search({ q: 'qwx' })).total).toBe(1)
    expect((await search({ q: 'qwz' })).total).toBe(0)
    expect((await search({ q: 'brodecampaguin' })).total).toBe(0)
  })

  it('are thought of whatever the length of a name or of what was typed, in letters that are many', async () => {
    const word = aWord()
    await anOffer(world.organization, world.structure, { title: `Atelier ${'ﷺ'.repeat(20)}` })

    expect((await search({ q: word })).total).toBe(0)
    expect((await search({ q: 'ﬃ'.repeat(100) })).total).toBe(0)
  })
})

describe('the triggers', () => {
  const organizations: string[] = []

  async function withClients<T>(work: (clients: [pg.Client, pg.Client]) => Promise<T>): Promise<T> {
    const clients: [pg.Client, pg.Client] = [new pg.Client(stack.database), new pg.Client(stack.database)]
    try {
      for (const client of clients) await client.connect()
      return await work(clients)
    }
    finally {
      for (const client of clients) await client.end()
    }
  }

  beforeAll(async () => {
    for (let rank = 0; rank < 6; rank++) {
      const organization = await anOrganization(world.structure, { name: `Maison ${aWord()}` })
      organizations.push(organization)
      for (let offer = 0; offer < 3; offer++) await somePlaces(await anOffer(organization, world.structure), organization, 4)
    }
  })

  it('leave exactly what the rows say, whatever is written in one transaction', async () => {
    await withClients(async ([client]) => {
      const [one, other] = organizations
      await client.query('begin; set local relais.tracking = \'off\'')
      await client.query(`update offers set title = 'Autre titre', organization = $2, site = null where organization = $1`, [one, other])
      await client.query('savepoint here')
      await client.query(`update organizations set status = 'archived' where id = $1`, [other])
      await client.query('rollback to savepoint here')
      await client.query(`update organizations set name = 'Autre nom' where id = $1`, [other])
      await client.query(`delete from offers where id = (select id from offers where organization = $1 limit 1)`, [other])
      await client.query('commit')
      await client.query('begin')
      await client.query(`update organizations set visibility = 'internal' where id = $1`, [other])
      await client.query('rollback')
    })

    expect(await differences(organizations)).toEqual([])
    expect((await db.query('select count(*)::int as n from relais_private.search_queue')).rows).toEqual([{ n: 0 }])
  })

  it('never wait for one another in a circle, and never miss what the other one did', async () => {
    await withClients(async ([one, other]) => {
      // Those whose offers nothing else has moved: each side writes its own.
      const all = organizations.slice(2)
      for (let round = 0; round < 12; round++) {
        await Promise.all([one.query('begin; set local relais.tracking = \'off\''), other.query('begin')])
        const [first = '', ...rest] = round % 2 ? all.toReversed() : all
        // One closes an organisation while the other one adds an offer to it; both write the offers of all the others, in opposite orders.
        await one.query(`update organizations set status = $2 where id = $1`, [first, round % 3 ? 'archived' : 'active'])
        await other.query(`insert into offers (id, organization, structure, kind, title, description, themes, status, visibility) values (gen_random_uuid(), $1, $2, 'service', 'Aide nouvelle', 'Une aide nouvelle pour toute personne.', '[]', 'active', 'public')`, [first, world.structure])
        for (const organization of rest) await one.query(`update offers set title = $2 where id = (select min(id::text)::uuid from offers where organization = $1)`, [organization, `Titre ${round}`])
        for (const organization of rest.toReversed()) await other.query(`update offers set title = $2 where id = (select max(id::text)::uuid from offers where organization = $1)`, [organization, `Titre ${round}`])
        await Promise.all([one.query('commit'), other.query('commit')])
      }
    })

    expect(await differences(organizations)).toEqual([])
  })

  it('look once at a whole import', async () => {
    await withClients(async ([client]) => {
      await client.query('begin')
      await client.query(`insert into offers (id, organization, structure, kind, title, description, themes, status, visibility)
        select gen_random_uuid(), $1, $2, 'service', 'Aide importée ' || n, 'Une aide nouvelle pour toute personne.', '["rights"]', 'active', 'public' from generate_series(1, 500) n`, [organizations[5], world.structure])
      const { rows } = await client.query('select cardinality(offers) as n from relais_private.search_queue where transaction = pg_current_xact_id()')
      await client.query('commit')
      expect(rows).toEqual([{ n: 500 }])
    })

    expect(await differences(organizations)).toEqual([])
  })

  it('follow a table that is emptied at once', async () => {
    await withClients(async ([client]) => {
      const left = async () => (await client.query<{ n: number }>('select count(*)::int as n from relais_private.search_entries where organization = any($1) and available is not null', [organizations])).rows[0]?.n
      expect(await left()).toBeGreaterThan(0)
      await client.query('begin; truncate offer_places')
      expect(await left()).toBe(0)
      await client.query('rollback')
    })

    expect(await differences(organizations)).toEqual([])
  })

  it('are not needed to write everything anew', async () => {
    const broken = organizations[1]
    await db.query('delete from relais_private.search_entries where organization = $1', [broken])
    await db.query(`update relais_private.search_entries set owner_status = 'archived' where organization = $1`, [organizations[2]])
    expect((await differences(organizations)).length).toBeGreaterThan(3)

    await db.query('select relais_search_rebuild()')
    expect(await differences(organizations)).toEqual([])
    expect((await db.query('select word from relais_private.search_words group by word having count(*) > 1')).rows).toEqual([])
  })
})

describe('words that no name has any more', () => {
  const forget = async () => JOBS.find(({ queue }) => queue === 'search.forget')?.run(db)
  const kept = async (words: readonly string[]) => (await db.query<{ word: string }>('select word from relais_private.search_words where word = any($1)', [words])).rows.map(({ word }) => word).toSorted()
  const named = async (word: string) => anOffer(await anOrganization(world.structure), world.structure, { title: `Atelier ${word}` })

  it('are forgotten at night: corrected, or of what is gone; those that something has are kept, once', async () => {
    const [corrected, gone, hidden, own] = [aWord(), aWord(), aWord(), aWord()]
    await update('offers', await named(corrected), { title: `Atelier ${own}` })
    await db.query('delete from offers where id = $1', [await named(gone)])
    await setState(await anOrganization(world.structure, { name: `Association ${hidden}` }), 'archived')
    await db.query('insert into relais_private.search_words (word, plain) values ($1, $1)', [own])
    const all = [corrected, gone, hidden, own]
    expect(await kept(all)).toEqual([...all, own].toSorted())

    expect(await forget()).toBeGreaterThanOrEqual(3)
    expect(await kept(all)).toEqual([hidden, own].toSorted())
    expect(await search({ q: `${own.slice(0, 5)}y${own.slice(6)}` })).toMatchObject({ total: 1, suggestion: own })
  })

  it('are kept when a name takes them up again at the same moment', async () => {
    const word = aWord()
    const offer = await named(word)
    await update('offers', offer, { title: 'Atelier' })
    const client = await db.connect()
    try {
      // Written and not yet committed: whoever forgets would not see it.
      await client.query('begin')
      await client.query('update offers set title = $2 where id = $1', [offer, `Atelier ${word}`])
      await client.query('set constraints all immediate')
      const forgotten = forget()
      await expect.poll(async () => (await db.query(`select count(*)::int as count from pg_locks where relation = 'relais_private.search_entries'::regclass and not granted`)).rows[0].count).toBeGreaterThan(0)
      await client.query('commit')
      await forgotten
    }
    finally {
      await client.query('rollback')
      client.release()
    }

    expect(await kept([word])).toEqual([word])
  })
})

describe('what staff find', () => {
  it('adds what is for the network, and what their structure keeps to itself, words to suggest included', async () => {
    const word = aWord()
    const organization = await anOrganization(world.structure, { visibility: 'internal' })
    const foreign = await anOrganization(world.other, { visibility: 'internal' })
    const own = await anOffer(organization, world.structure, { title: `Atelier ${word}`, visibility: 'network' })
    await anOffer(foreign, world.other, { title: `Atelier ${word}` })
    const asked = async (q: string) => (await call<Found>(`/relais/cases/offers?${new URLSearchParams({ q })}`, { as: 'conseiller' })).body.data

    expect((await asked(word)).items.map(({ id }) => id)).toEqual([own])
    expect(await asked(`${word}x`)).toMatchObject({ total: 1, suggestion: word })
    expect((await search({ q: word })).total).toBe(0)
  })
})
