import { createServer } from 'node:http'
import type { Server } from 'node:http'
import knex from 'knex'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { placeSites } from '../../../extensions/directory/src/service/geocoding.ts'
import { db, stack } from '../../support/stack.ts'
import { anOrganization, insert, makeWorld, rowOf } from './world.ts'

const host = knex({ client: 'pg', connection: { ...stack.database }, pool: { min: 0, max: 2 } })
/** What the service says of the streets of this test: score, kind of what it found, longitude and latitude. */
const STREETS: Record<string, [number, string, number, number]> = {
  'Rue sûre': [0.94, 'housenumber', 2.4001, 48.8701], 'Rue douteuse': [0.55, 'street', 2.4, 48.87], 'Rue inconnue': [0.9, 'municipality', 2.4, 48.87],
  'Rue d’ailleurs': [0.9, 'street', -73.99, 40.7],
}
const asked: URLSearchParams[] = []
let server: Server
let url: string
let status = 200
let organization: string
let structure: string

const site = (address: string | null, row: object = {}) => insert('sites', { organization, name: 'Accueil', address, postal_code: '75020', city: 'Paris', status: 'active', ...row })
const positionOf = async (id: string) => {
  const { latitude, longitude, location_source: source, location_score: score } = await rowOf('sites', id)
  return { latitude, longitude, source, score }
}
const NOWHERE = { latitude: null, longitude: null, source: null, score: null }
const place = () => placeSites(host, { url })

beforeAll(async () => {
  const world = await makeWorld()
  organization = world.organization
  structure = world.structure
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
    asked.push(searchParams)
    const [, found] = Object.entries(STREETS).find(([street]) => searchParams.get('q')?.startsWith(street)) ?? []
    const [score, type, ...coordinates] = found ?? []
    response.writeHead(pathname === '/geocodage/search' ? status : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ type: 'FeatureCollection', features: found ? [{ type: 'Feature', geometry: { type: 'Point', coordinates }, properties: { score, type } }] : [] }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/geocodage`
  // Those of the other tests are not this one’s.
  await db.query('update sites set location_asked_at = now() where location_asked_at is null')
})
beforeEach(() => {
  asked.length = 0
  status = 200
})
afterAll(async () => {
  server.close()
  await host.destroy()
})

describe('row 30: a site whose address is known and whose position is not', () => {
  it('is placed when what is found is precise, sure and in France, and asked once', async () => {
    const [sure, doubtful, town, away, none] = [await site('Rue sûre'), await site('Rue douteuse'), await site('Rue inconnue'), await site('Rue d’ailleurs'), await site(null)]
    // A shelter whose address nobody but the network reads.
    const kept = await site('Rue sûre', { organization: await anOrganization(structure, { visibility: 'network' }) })

    expect(await place()).toBe(1)
    expect(await positionOf(sure)).toEqual({ latitude: 48.8701, longitude: 2.4001, source: 'geocoded', score: 0.94 })
    for (const id of [doubtful, town, away, none, kept]) expect(await positionOf(id)).toEqual(NOWHERE)
    expect(asked).toHaveLength(4)
    expect(Object.fromEntries(asked.find(question => question.get('q')?.startsWith('Rue sûre')) ?? [])).toEqual({ q: 'Rue sûre 75020 Paris', limit: '1', citycode: '75120' })
    expect(await place()).toBe(0)
    expect(asked).toHaveLength(4)
  })

  it.each(['prospect', 'suspended', 'archived'])('is not asked about while its listing is %s, which everybody will not see', async (stage) => {
    const kept = await site('Rue sûre', { organization: await anOrganization(structure, { status: stage }) })

    expect(await place()).toBe(0)
    expect(asked).toEqual([])
    await db.query('delete from sites where id = $1', [kept])
  })

  it('is not asked about where its address is closed to visitors here', async () => {
    const kept = await site('Rue sûre')
    const setting = await insert('field_settings', { collection: 'sites', field: 'address', audience: 'public', level: 'none' })
    const answered = await place().finally(() => db.query('delete from field_settings where id = $1', [setting]))

    expect([answered, asked]).toEqual([0, []])
    await db.query('delete from sites where id = $1', [kept])
  })

  it('follows its address, and leaves a position that somebody typed', async () => {
    const [found, typed] = [await site('Rue sûre'), await site('Rue douteuse', { latitude: 48.86, longitude: 2.39 })]
    await place()

    await db.query(`update sites set address = 'Rue inconnue' where id = any($1)`, [[found, typed]])
    expect(await positionOf(found)).toEqual(NOWHERE)
    expect(await positionOf(typed)).toMatchObject({ latitude: 48.86, source: 'manual' })
    asked.length = 0
    await place()
    expect(asked.map(question => question.get('q'))).toEqual(['Rue inconnue 75020 Paris'])

    await db.query('update sites set latitude = 48.85, longitude = 2.38 where id = $1', [found])
    expect(await positionOf(found)).toEqual({ latitude: 48.85, longitude: 2.38, source: 'manual', score: null })
  })

  it('waits for a service that does not answer, and passes over an address that it refuses', async () => {
    const waiting = await site('Rue sûre')
    status = 503
    await expect(place()).rejects.toThrow('503')
    await expect(placeSites(host, { url: 'http://127.0.0.1:9/' })).rejects.toThrow()
    expect(await positionOf(waiting)).toEqual(NOWHERE)

    status = 400
    expect(await place()).toBe(0)
    status = 200
    expect(await place()).toBe(0)
    expect(asked.filter(question => question.get('q')?.startsWith('Rue sûre'))).toHaveLength(2)
  })

  it('asks nobody unless the operator named a service', async () => {
    await site('Rue sûre')
    expect(await placeSites(host, { url: undefined })).toBe(0)
    expect(asked).toEqual([])
  })
})
