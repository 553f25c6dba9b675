import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db, tokenFor, stack } from '../../support/stack.ts'
import { anOrganization, items, refusals, workplaceOf } from './world.ts'
import type { Reply } from './world.ts'

const DESCRIPTION = 'Nous accueillons toute personne en difficulté, sans rendez-vous, et cherchons avec elle une solution durable.'
let structure = ''
let organization = ''

beforeAll(async () => {
  structure = await workplaceOf('conseiller')
  organization = await anOrganization(structure, { name: 'Atelier des formulaires' })
})

const create = (as: string | null, values: Record<string, unknown>) => items(as, 'organizations', 'POST', { name: 'Atelier créé', kind: 'association', description: DESCRIPTION, structure, ...values })
const change = (as: string | null, values: Record<string, unknown>, id = organization) => items(as, `organizations/${id}`, 'PATCH', values)

describe('rights come before values', () => {
  it.each([[null, 403], ['partenaire', 403], ['usager', 403], ['prescripteur', 403], ['pilotage', 403]])('%s is refused without a word on the values', async (as, status) => {
    const answer = await create(as, { siret: 'faux' })

    expect([answer.status, codeOf(answer)]).toEqual([status, 'FORBIDDEN'])
    expect(JSON.stringify(answer.body)).not.toContain('SIRET')
  })

  it('answers the same for a record that is missing and for one that is not open', async () => {
    const missing = await change('partenaire', { phone: 'x' }, '3f2504e0-4f89-41d3-9a0c-0305e82c3301')
    const foreign = await change('partenaire', { phone: 'x' })

    expect([missing.status, foreign.status]).toEqual([403, 403])
    expect(foreign.body).toEqual(missing.body)
  })
})

describe('values are checked, whoever writes', () => {
  it.each([['conseiller'], ['admin']])('names every wrong field in French to %s', async (as) => {
    const answer = await create(as, { siret: '73282932000075', email: 'x', website: 'javascript:alert(1)', hours: 'demain' })

    expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
    expect(refusals(answer).toSorted()).toEqual(['email BAD_EMAIL', 'hours BAD_HOURS', 'siret BAD_SIRET', 'website BAD_URL'])
    expect(answer.body.errors?.[0]?.message).toMatch(/^Rien n’a été enregistré\. .*SIRET : ce SIRET n’est pas valable/)
  })

  it('keeps nothing of a refused record', async () => {
    const { rows } = await db.query('select count(*)::int as n from organizations where structure = $1', [structure])
    await create('conseiller', { siret: '1' })

    expect((await db.query('select count(*)::int as n from organizations where structure = $1', [structure])).rows).toEqual(rows)
  })

  it('stores values one way', async () => {
    const answer = await create('conseiller', { name: '  Café  de l’Éveil ', siret: '356 000 000 49837', phone: '0692 12 34 56', email: 'Contact@Exemple.FR', hours: 'mo-fr 9:00-12:00' })

    expect(answer.status).toBe(200)
    expect(answer.body.data).toMatchObject({ name: 'Café  de l’Éveil', siret: '35600000049837', phone: '+262692123456', email: 'contact@exemple.fr', hours: 'Mo-Fr 09:00-12:00' })
  })

  it('keeps emoji, right-to-left words and tags as text', async () => {
    const text = `${DESCRIPTION} <script>alert(1)</script> 🙂 مرحبا '; DROP TABLE organizations; --`

    expect((await change('conseiller', { description: text })).status).toBe(200)
    expect((await db.query('select description from organizations where id = $1', [organization])).rows).toEqual([{ description: text }])
  })

  const bad: [string, Record<string, unknown>, string][] = [
    ['an unknown key to an administrator', { role: 'admin' }, 'role UNKNOWN_FIELD'],
    ['a text that is too long', { name: 'x'.repeat(5000) }, 'name TOO_LONG'],
    ['a list where a text is due', { name: ['a'] }, 'name WRONG_TYPE'],
    ['an object where a text is due', { name: { a: 1 } }, 'name WRONG_TYPE'],
    ['a required answer emptied', { name: '  ' }, 'name REQUIRED'],
    ['a value outside its list', { kind: 'pirate' }, 'kind NOT_A_CHOICE'],
    ['a word outside its list', { themes: ['housing', 'piracy'] }, 'themes NOT_A_CHOICE'],
    ['a change of reading direction', { name: 'a\u202Eb' }, 'name FORBIDDEN_CHARACTERS'],
    ['a NUL', { name: 'a\u0000b' }, 'name FORBIDDEN_CHARACTERS'],
    ['a key that is not one', { territory: '1 or 1=1' }, 'territory WRONG_TYPE'],
  ]
  it.each(bad)('refuses %s', async (_, values, refusal) => {
    const answer = await change('admin', values)

    expect([answer.status, refusals(answer)]).toEqual([400, [refusal]])
  })

  it('refuses an unknown key to everybody else as a field that is not theirs', async () => {
    expect((await change('conseiller', { role: 'admin' })).status).toBe(403)
  })
})

describe('a change is judged with what is already there', () => {
  it('asks for what it makes required', async () => {
    const { body } = await items('admin', 'structures', 'POST', { name: 'Structure des règles', code: `R-${Date.now()}`, level: 'local', kind: 'court', time_zone: 'Europe/Paris' })
    const id = String(body.data?.id)

    expect(refusals(await items('admin', `structures/${id}`, 'PATCH', { time_zone: 'Mars/Base' }))).toEqual(['time_zone BAD_TIME_ZONE'])
    expect((await items('admin', `structures/${id}`, 'PATCH', { phone: '01 99 00 12 34' })).status).toBe(200)
  })

  it('does not blame an edit for a value that was already wrong', async () => {
    const old = await anOrganization(structure, { siret: null, phone: 'ancien numéro' })

    expect((await change('conseiller', { name: 'Nouveau nom', phone: 'ancien numéro' }, old)).status).toBe(200)
    expect(refusals(await change('conseiller', { phone: 'autre' }, old))).toEqual(['phone BAD_PHONE'])
  })
})

describe('every channel', () => {
  it('checks a batch and keeps nothing of it when one row is wrong', async () => {
    const row = (name: string, phone: string) => ({ name, phone, kind: 'association', description: DESCRIPTION, structure })
    const answer = await items('conseiller', 'organizations', 'POST', [row('Lot un', '0199001234'), row('Lot deux', 'x')])

    expect(refusals(answer)).toEqual(['phone BAD_PHONE'])
    expect((await db.query('select 1 from organizations where name = \'Lot un\'')).rows).toEqual([])
  })

  it('checks a change of many rows at once', async () => {
    const answer = await items('conseiller', 'organizations', 'PATCH', { keys: [organization], data: { email: 'x' } })

    expect(refusals(answer)).toEqual(['email BAD_EMAIL'])
  })

  it('checks rows created inside another, and creates them when they are right', async () => {
    const name = `Atelier avec site ${Date.now()}`
    const nested = (postal_code: string) => create('admin', { name, sites: [{ name: 'Accueil', postal_code, city: 'Paris' }] })

    expect(refusals(await nested('7501'))).toEqual(['postal_code BAD_POSTAL_CODE'])
    expect(refusals(await nested('75 011'))).toEqual([])
    expect((await db.query('select s.postal_code from sites s join organizations o on o.id = s.organization where o.name = $1', [name])).rows).toEqual([{ postal_code: '75011' }])
  })

  it('checks a file of rows', async () => {
    const form = new FormData()
    form.append('file', new Blob([JSON.stringify([{ name: 'Importé', kind: 'association', description: DESCRIPTION, structure, phone: 'x' }])], { type: 'application/json' }), 'organizations.json')
    const response = await fetch(`${stack.directusUrl}/utils/import/organizations`, { method: 'POST', headers: { authorization: `Bearer ${await tokenFor('admin')}` }, body: form })
    const body: unknown = await response.json()

    expect(response.status).toBe(400)
    expect(JSON.stringify(body)).toContain('FORM_INVALID')
    expect((await db.query('select 1 from organizations where name = \'Importé\'')).rows).toEqual([])
  })

  it('leaves the rows of Directus itself alone', async () => {
    const answer = await call<Reply>('/folders', { as: 'admin', method: 'POST', body: { name: 'Dossier libre' } })

    expect(answer.status).toBe(200)
  })
})
