import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { ensureFirstAdministrator } from '../../cli/docker/first-administrator.ts'
import { roleIds } from '../../schema/access/index.ts'
import { db, stack } from '../support/stack.ts'
import { linkAccount } from './accounts.ts'
import { addPerson, endpoint, operator } from './realm.ts'
import { Visitor } from './visitor.ts'
import type { Person } from './visitor.ts'

const LOGIN = `${stack.directusUrl}/auth/login/keycloak?redirect=${encodeURIComponent(`${stack.directusUrl}/admin/content`)}`
const whoAmI = async (visitor: Visitor) => (await visitor.request(`${stack.directusUrl}/users/me?fields=email,role,first_name`)).json()

/** Signs in to the Studio as a browser does; `end` is where Directus sends it at last. */
async function enterStudio(person: Person) {
  const visitor = new Visitor()
  const { url } = await visitor.follow(LOGIN)
  const stop = await visitor.signIn(url, person)
  const back = stop.url.startsWith(stack.directusUrl) ? await visitor.request(stop.url) : undefined
  return { visitor, stop, end: back?.headers.get('location') ?? '' }
}

const undo: (() => Promise<unknown>)[] = []

/** Somebody that the operator makes an administrator, as docs/operations.md says; one a test, because a code serves once. */
async function newAdministrator(username: string): Promise<Person> {
  const person = await addPerson(username, ['administrator'], { firstName: 'Claire', lastName: 'Bonnafous' })
  const client = new pg.Client(stack.database)
  await client.connect()
  await ensureFirstAdministrator(client, { RELAIS_ADMIN_EMAIL: person.email, RELAIS_ADMIN_SUBJECT: person.id }).finally(() => client.end())
  undo.push(() => db.query('delete from directus_users where id = $1', [person.id]))
  return person
}

afterAll(async () => {
  for (const back of undo) await back()
})

describe('the Studio', () => {
  it('opens to the first administrator by a password and a code, with the role of their group and their name in Keycloak', async () => {
    const administrator = await newAdministrator('claire.entree')
    const { visitor, stop, end } = await enterStudio(administrator)

    expect(stop.steps).toEqual(['password', 'set-up'])
    expect(end).toBe(`${stack.directusUrl}/admin/content`)
    expect(await whoAmI(visitor)).toMatchObject({ data: { email: administrator.email, role: roleIds.admin, first_name: 'Claire' } })
  })

  it('opens to an adviser without administration', async () => {
    const person = await addPerson('conseiller.studio', ['adviser'], { email: 'conseiller2@relais.example' })
    undo.push(await linkAccount('conseiller2', person))
    const { visitor, stop, end } = await enterStudio(person)

    expect(stop.steps).toEqual(['password', 'set-up'])
    expect(end).toBe(`${stack.directusUrl}/admin/content`)
    expect(await whoAmI(visitor)).toMatchObject({ data: { role: roleIds.adviser } })
    expect((await visitor.request(`${stack.directusUrl}/schema/snapshot`)).status).toBe(404)
  })

  it.each([['partner', 'partenaire2'], ['beneficiary', 'usager2']])('stays closed to a %s, whom the portal tells so', async (group, account) => {
    const person = await addPerson(`${account}.studio`, [group])
    undo.push(await linkAccount(account, person))
    const { visitor, end } = await enterStudio(person)

    expect(end).toBe(`${stack.portalUrl}/studio`)
    expect((await visitor.request(`${stack.directusUrl}/users/me`)).status).not.toBe(200)
  })

  it('stays closed to a person of Keycloak without account, and makes none', async () => {
    const person = await addPerson('sans-compte', ['administrator'])
    const { end } = await enterStudio(person)
    const { rows } = await db.query('select 1 from directus_users where email = $1 or external_identifier = $2', [person.email, person.id])

    expect(end).toContain('reason=')
    expect(rows).toEqual([])
  })

  it('stays closed while the e-mail is not verified: Keycloak lets nobody through', async () => {
    const person = await addPerson('courriel-a-verifier', ['adviser'], { emailVerified: false })
    undo.push(await linkAccount('conseiller.mayotte', person))
    const { stop, end } = await enterStudio(person)

    expect(stop.url).toContain(stack.identityUrl)
    expect(end).toBe('')
  })

  it('takes no answer of Keycloak that it did not ask for, nor the same one twice', async () => {
    const visitor = new Visitor()
    const { url } = await visitor.follow(LOGIN)
    const { url: callback } = await visitor.signIn(url, await newAdministrator('claire.retour'))
    const stranger = await new Visitor().request(callback)
    const first = await visitor.request(callback)
    const again = await visitor.request(callback)

    expect(stranger.headers.get('location') ?? '').not.toBe(`${stack.directusUrl}/admin/content`)
    expect(first.headers.get('location')).toBe(`${stack.directusUrl}/admin/content`)
    expect(again.headers.get('location') ?? '').not.toBe(`${stack.directusUrl}/admin/content`)
  })

  it('is left by signing out, and its session opens nothing any more', async () => {
    const { visitor } = await enterStudio(await newAdministrator('claire.sortie'))
    expect((await visitor.request(`${stack.directusUrl}/users/me`)).status).toBe(200)
    await visitor.request(`${stack.directusUrl}/auth/logout`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"mode":"session"}' })

    expect((await visitor.request(`${stack.directusUrl}/users/me`)).status).toBeGreaterThanOrEqual(400)
  })

  it('does not renew its session when the account is closed in Keycloak', async () => {
    const administrator = await newAdministrator('claire.fermee')
    const { visitor } = await enterStudio(administrator)
    const renew = () => visitor.request(`${stack.directusUrl}/auth/refresh`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"mode":"session"}' })
    const open = await renew()
    await operator(`/relais/users/${administrator.id}`, 'PUT', { enabled: false })
    const closed = await renew()

    expect(open.status).toBe(200)
    expect(closed.status).toBeGreaterThanOrEqual(400)
  })

  it('has a secret that is not the text of the realm file', async () => {
    const refused = await fetch(endpoint('token'), { method: 'POST', headers: { authorization: `Basic ${btoa('relais-studio:${RELAIS_STUDIO_SECRET}')}` }, body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x', redirect_uri: stack.directusUrl }) })

    expect(refused.status).toBe(401)
  })
})
