import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routesFor } from '../../extensions/access/src/rules/open-routes.ts'
import { CLOSED_PARTS } from '../../extensions/access/src/rules/surfaces.ts'
import { matchRoute } from '../../schema/access/routes/index.ts'
import { audiences, roleIds } from '../../schema/access/index.ts'
import { userId } from '../integration/directory/world.ts'
import { directusAsShipped, endLaunched } from '../support/as-shipped.ts'
import { routesOfDirectus, routesOfExtensions } from '../support/routes.ts'
import { db, tokenFor } from '../support/stack.ts'
import { studioSession } from '../support/studio-session.ts'
import type { OpenRoute } from '../../schema/access/routes/index.ts'
import type { SignedInAudience } from '../../schema/access/index.ts'
import type { Visitor } from '../../extensions/access/src/rules/open-routes.ts'

/** Somebody who asks, and what Directus knows of them. */
interface Asker { name: string, who: Visitor, headers: () => Promise<Record<string, string>> }

const ACCOUNTS: Partial<Record<SignedInAudience, string>> = {
  partner: 'partenaire', beneficiary: 'usager', adviser: 'conseiller', manager: 'responsable', prescriber: 'prescripteur', configurator: 'configurateur', steering: 'pilotage',
}
const accounts = Object.entries(ACCOUNTS) as [SignedInAudience, string][]
const knownAs = (audience: SignedInAudience) => ({ user: userId(ACCOUNTS[audience] ?? ''), role: roleIds[audience], roles: [roleIds[audience]], admin: false })

const bearers = accounts.map(([audience, account]): Asker => ({
  name: `${audience} with a token`, who: { ...knownAs(audience), app: false }, headers: async () => ({ authorization: `Bearer ${await tokenFor(account)}` }),
}))
/** Sessions as they are made, and one that steering might have kept from when it worked there. */
const sessions = accounts.filter(([audience]) => audience === 'steering' || audiences.some(known => known.audience === audience && known.appAccess)).map(([audience, account]): Asker => {
  const session = studioSession(userId(account), audience)
  return { name: `${audience} in the Studio`, who: { ...knownAs(audience), app: audience !== 'steering', session: 'x' }, headers: () => session }
})
const askers: Asker[] = [{ name: 'a visitor', who: null, headers: async () => ({}) }, ...bearers, ...sessions]

const ID = 'b2c0ffee-0000-4000-8000-000000000000'
/** An address of a route, its parameters given. */
const sampleOf = (path: string) => path.replaceAll(/\/:(\w+)(?:\([^)]*\))?\??/g, (_match, name: string) => `/${name === 'collection' ? 'people' : name === 'field' ? 'city' : name === 'provider' ? 'netlify' : ['chunk', 'file'].includes(name) ? 'index.js' : ID}`)

let api = ''
beforeAll(async () => { api = await directusAsShipped() }, 180_000)
afterAll(endLaunched)

async function ask({ headers }: Asker, method: string, path: string, body: unknown = {}) {
  const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
  const answer = await fetch(`${api}${path}`, {
    method, redirect: 'manual', headers: { ...await headers(), ...hasBody && { 'content-type': 'application/json' } }, ...hasBody && { body: JSON.stringify(body) },
  })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

const isClosed = ({ text }: { text: string }) => text.includes('ROUTE_NOT_AVAILABLE')
/** Many, a few at a time. */
async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let at = 0; at < items.length; at += 10) done.push(...await Promise.all(items.slice(at, at + 10).map(work)))
  return done
}

const declared = [...routesOfDirectus(), ...routesOfExtensions()].map(({ method, path }) => ({ method, path: sampleOf(path) }))
const isClosedToEverybody = (path: string) => CLOSED_PARTS.some(part => path === part.path || path.startsWith(`${part.path}/`))

describe('what the server answers, as shipped', () => {
  it('was found in the code of Directus and in ours', () => {
    expect(declared.length).toBeGreaterThan(350)
    for (const path of ['/items/people', '/schema/snapshot', '/server/health', '/relais/cases/mine', `/flows/trigger/${ID}`]) expect(declared.map(route => route.path)).toContain(path)
  })

  it.each(askers)('is a missing page to $name, but for what the list opens', async (asker) => {
    const missing = await ask(asker, 'GET', `/nothing-${ID}`)
    const closed = declared.filter(({ method, path }) => !matchRoute(routesFor(asker.who), { method, path, query: [] }))
    const answers = await each(closed, async ({ method, path }) => ({ method, path, answer: await ask(asker, method, path) }))

    expect(missing.status).toBe(404)
    expect(closed.length).toBeGreaterThan(200)
    expect(answers.filter(({ answer }) => answer.status !== missing.status || answer.text !== missing.text || answer.type !== missing.type)).toEqual([])
  }, 240_000)

  it.each(askers)('is something else to $name on what the list opens', async (asker) => {
    // Signing out would end the session of the others.
    const opened = routesFor(asker.who).filter(({ path }) => path !== '/auth/logout')
    const { rows: before } = await db.query<{ id: number }>('select id from directus_presets')
    const answers = await each(opened, async route => ({ route: `${route.method} ${route.path}`, answer: await ask(asker, route.method, sampleOf(route.path)) }))
    await db.query('delete from directus_presets where id <> all($1)', [before.map(({ id }) => id)])

    expect(answers.filter(({ answer }) => isClosed(answer) || answer.text.includes('ROUTE_NOT_FOUND') || answer.status >= 500)).toEqual([])
  }, 240_000)

  it.each(askers)('is a missing page to $name once the query has a name that the list does not', async (asker) => {
    const opened = routesFor(asker.who).filter(({ path }) => !['/auth/logout', '/server/ping'].includes(path))
    const withMore = (route: OpenRoute) => ['limite', 'access[token]', 'filter', 'deep', 'export'].find(name => !route.query.includes(name.split('[')[0] ?? ''))
    const answers = await each(opened, async route => ({ route: `${route.method} ${route.path}`, answer: await ask(asker, route.method, `${sampleOf(route.path)}?${withMore(route)}=1`) }))

    expect(answers.filter(({ answer }) => !isClosed(answer))).toEqual([])
  }, 240_000)
})

describe('the query that a body holds', () => {
  it.each(askers)('asks $name for rows and numbers, and for no export nor other version', async (asker) => {
    const searches = routesFor(asker.who).filter(({ method, path }) => method === 'SEARCH' && !path.startsWith('/relais/'))
    const asked = (path: string, query: object) => ask(asker, 'SEARCH', sampleOf(path), { query })
    const opened = await each(searches, async ({ path }) => ({ path, answer: await asked(path, { fields: ['id'], limit: 1 }) }))
    const closed = await each(searches.flatMap(({ path }) => [{ export: 'csv' }, { version: 'x' }, { versionRaw: true }].map(more => ({ path, more }))), async ({ path, more }) => ({ path, more, answer: await asked(path, { fields: ['id'], limit: 1, ...more }) }))

    expect(opened.filter(({ answer }) => isClosed(answer))).toEqual([])
    expect(closed.filter(({ answer }) => !isClosed(answer))).toEqual([])
  }, 120_000)
})

describe('another spelling', () => {
  const adviser = askers.find(({ name }) => name === 'adviser with a token') as Asker

  it.each([
    '/ITEMS/people', '/%69tems/people', '/items/people//', '//items/people', '/items//people', '/items/directus_users', '/items/DIRECTUS_USERS', '/items/people%2f1', '/items/people%00',
    '/items/people;a=b', '/items/%E0%A4%A', '/items/people/..', '/items/./people', '/users/me', '/files/import', '/users/%6d%65', '/assets/files', '/Relais/cases/mine', '/items\\people',
  ])('opens nothing: %s', async (path) => {
    // `fetch` would tidy the path before it is sent.
    const { request } = await import('node:http')
    const { authorization = '' } = await adviser.headers()
    const text = await new Promise<string>((resolve, reject) => {
      request({ host: new URL(api).hostname, port: new URL(api).port, path, headers: { authorization } }, (response) => {
        let whole = ''
        response.on('data', (chunk) => { whole += String(chunk) })
        response.on('end', () => resolve(whole))
      }).on('error', reject).end()
    })

    expect(text).toMatch(/ROUTE_NOT_AVAILABLE|INVALID_ADDRESS|NAME_REFUSED/)
  })

  it('of the method opens nothing: another verb, a header or a field that would replace it', async () => {
    for (const method of ['PUT', 'OPTIONS', 'PROPFIND', 'COPY']) expect([method, isClosed(await ask(adviser, method, '/items/people'))]).toEqual([method, true])
    const answer = await fetch(`${api}/presets?_method=GET`, { method: 'POST', headers: { ...await adviser.headers(), 'x-http-method-override': 'GET' } })
    expect(answer.status).toBe(404)
    expect((await ask(adviser, 'HEAD', '/presets')).status).toBe(404)
    expect((await ask(adviser, 'HEAD', `/items/people/${ID}`)).status).not.toBe(404)
  })

  it('is what Directus answers to administrators, but for what is closed to everybody', async () => {
    const administrator: Asker = { name: 'administrator', who: null, headers: async () => ({ authorization: `Bearer ${await tokenFor('admin')}` }) }
    const reading = declared.filter(({ method, path }) => method === 'GET' && !isClosedToEverybody(path))
    const answers = await each(reading, async ({ path }) => ({ path, answer: await ask(administrator, 'GET', path) }))

    expect(answers.filter(({ answer }) => isClosed(answer)).map(({ path }) => path)).toEqual([])
    for (const { path } of CLOSED_PARTS) {
      for (const spelling of [path, `${path}/x`, path.toUpperCase()]) expect([spelling, isClosed(await ask(administrator, 'POST', spelling))]).toEqual([spelling, true])
    }
  }, 120_000)
})

describe('what visitors may see', () => {
  it('tells neither the version nor the configuration', async () => {
    const { text } = await ask(askers[0] as Asker, 'GET', '/server/info')

    expect(text).not.toContain('11.17')
    expect(text).not.toContain('rateLimit')
  })

  it('gives the words of the public home page', async () => {
    const answer = await ask(askers[0] as Asker, 'GET', '/relais/home')

    expect(isClosed(answer)).toBe(false)
  })

  it('makes nobody an administrator, however empty the database', async () => {
    expect(isClosed(await ask(askers[0] as Asker, 'POST', '/server/setup', { project_owner: 'a@relais.example', password: 'x', first_name: 'A', last_name: 'B' }))).toBe(true)
  })

  it('keeps the Studio and its own screens in reach of its sign-in page', async () => {
    expect((await fetch(`${api}/admin/login`)).status).toBe(200)
    expect((await fetch(`${api}/extensions/sources/index.js`)).status).toBe(200)
  })
})
