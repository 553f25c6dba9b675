import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { anOrganization, formsOf, items, soon, workplaceOf } from './world.ts'

interface Answer { data?: Record<string, unknown>, errors?: { message: string, extensions: { code: string } }[] }
interface Shown { field: string, version: string, origin: string, state: { label: { fr: string }, retired: boolean, choices: { value: string }[] | null } }

const ask = (as: string | null, path: string, method = 'GET', body?: unknown) => call<Answer>(`/relais/configurator${path}`, { as, method, ...(body === undefined ? {} : { body }) })
const asked = (path: string, method = 'GET', body?: unknown) => ask('configurateur', path, method, body)
const fieldsOf = async (): Promise<Shown[]> => ((await asked('/organizations')).body.data?.fields ?? []) as Shown[]
const shown = async (field: string): Promise<Shown | undefined> => (await fieldsOf()).find(own => own.field === field)
const versionOf = async (field: string): Promise<string> => (await shown(field))?.version ?? ''
const add = (body: object) => asked('/organizations/fields', 'POST', body)
const patch = async (field: string, body: object) => asked(`/organizations/fields/${field}`, 'PATCH', { version: await versionOf(field), ...body })
const undo = (answer: { body: Answer }) => asked(`/changes/${String(answer.body.data?.change)}/undo`, 'POST')
const inForm = async (as: string, name: string) => (await formsOf(as)).organizations?.fields.find(({ field }) => field === name)
const column = async (name: string) => (await db.query('select 1 from information_schema.columns where table_name = $1 and column_name = $2', ['organizations', name])).rows.length

let organization = ''
const made: string[] = []

beforeAll(async () => {
  organization = await anOrganization(await workplaceOf('conseiller'))
})

afterAll(async () => {
  for (const field of made) await call(`/fields/organizations/${field}`, { as: 'admin', method: 'DELETE' })
})

describe('the configurator refuses', () => {
  it('everybody but those who configure', async () => {
    for (const as of [null, 'partenaire', 'conseiller', 'responsable', 'usager']) {
      expect((await ask(as, '')).status).toBe(403)
      expect((await ask(as, '/organizations/fields', 'POST', { type: 'text', label: { fr: 'Intrus' } })).status).toBe(403)
    }
    expect(await column('x_intrus')).toBe(0)
  })

  it.each([
    ['COLLECTION_NOT_OPEN', '/directus_users/fields', { type: 'text', label: { fr: 'Essai' } }],
    ['COLLECTION_NOT_OPEN', '/access_grants/fields', { type: 'text', label: { fr: 'Essai' } }],
    ['INPUT_INVALID', '/organizations/fields', { type: 'hash', label: { fr: 'Essai' } }],
    ['INPUT_INVALID', '/organizations/fields', { type: 'text', label: { fr: 'Essai' }, field: 'name' }],
    ['LINK_NOT_OPEN', '/organizations/fields', { type: 'link', label: { fr: 'Essai' }, link: 'people' }],
    ['LABEL_TOO_LONG', '/organizations/fields', { type: 'text', label: { fr: 'a'.repeat(200) } }],
  ])('with %s on %s', async (code, path, body) => {
    const answer = await asked(path, 'POST', body)
    expect(codeOf(answer)).toBe(code)
    expect(answer.body.errors?.[0]?.message).toMatch(/\S/)
  })

  it('to hide or retire what the product relies on', async () => {
    expect(codeOf(await patch('name', { hidden: true }))).toBe('FIELD_REQUIRED')
    expect(codeOf(await asked('/organizations/fields/name/retire', 'POST', { version: await versionOf('name') }))).toBe('FIELD_OF_PRODUCT')
  })

  it('to show a configurator any file, through any channel', async () => {
    for (const path of ['/items/people', '/items/cases', '/items/interviews', '/items/local_changes', '/files', '/revisions?filter[collection][_eq]=people', '/activity?filter[collection][_eq]=people']) {
      const answer = await call<{ data?: unknown[] }>(path, { as: 'configurateur' })
      expect([path, answer.status === 403 ? [] : answer.body.data ?? []]).toEqual([path, []])
    }
  })
})

describe('a text field', () => {
  it('is added, seen, changed, and goes with the undoing of each change', async () => {
    const added = await add({ type: 'text', label: { fr: 'Étage d’accueil', en: 'Floor' }, help: { fr: 'Rez-de-chaussée : 0.', en: 'Ground floor: 0.' } })
    expect([added.status, added.body.data?.field]).toEqual([201, 'x_etage_d_accueil'])
    expect(await soon(() => inForm('conseiller', 'x_etage_d_accueil'), Boolean)).toMatchObject({ label: { fr: 'Étage d’accueil', en: 'Floor' }, help: { en: 'Ground floor: 0.' }, section: 'local' })
    expect(codeOf(await add({ type: 'text', label: { fr: 'ETAGE D’ACCUEIL' } }))).toBe('LABEL_TAKEN')

    const renamed = await patch('x_etage_d_accueil', { label: { fr: 'Niveau', en: 'Level' }, levels: { partner: 'review' } })
    expect(renamed.status).toBe(200)
    expect(codeOf(await undo(added))).toBe('CHANGE_FOLLOWED')
    expect((await undo(renamed)).status).toBe(200)
    expect(await inForm('conseiller', 'x_etage_d_accueil')).toMatchObject({ label: { fr: 'Étage d’accueil' } })
    expect((await db.query('select 1 from field_settings where field = $1', ['x_etage_d_accueil'])).rows).toEqual([])

    expect((await undo(added)).status).toBe(200)
    expect(await inForm('conseiller', 'x_etage_d_accueil')).toBeUndefined()
    expect(await column('x_etage_d_accueil')).toBe(0)
    expect(codeOf(await undo(added))).toBe('CHANGE_UNDONE')
  })

  it('is changed by one of two people who saw the same', async () => {
    const { body } = await add({ type: 'text', label: { fr: 'Deux mains' } })
    made.push(String(body.data?.field))
    const version = await versionOf('x_deux_mains')
    const answers = await Promise.all(['Main gauche', 'Main droite'].map(fr => asked('/organizations/fields/x_deux_mains', 'PATCH', { version, label: { fr } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.map(codeOf)).toContain('FIELD_CHANGED')
  })
})

describe('a list of choices', () => {
  it('keeps the answers of a retired choice, merges two and goes back, and keeps its values when its addition is undone', async () => {
    const added = await add({ type: 'choice', label: { fr: 'Accès' }, choices: [{ label: { fr: 'Bus' } }, { label: { fr: 'Car' } }, { label: { fr: 'À pied' } }] })
    made.push('x_acces')
    await soon(() => items('conseiller', `organizations/${organization}`, 'PATCH', { x_acces: 'bus' }), ({ status }) => status === 200)
    const valueOf = async () => (await db.query('select x_acces from organizations where id = $1', [organization])).rows[0]?.x_acces
    expect((await asked('/organizations/fields/x_acces/impact')).body.data).toMatchObject({ records: 1, choices: [{ value: 'bus', records: 1 }] })

    const choices = (await shown('x_acces'))?.state.choices ?? []
    const retired = await patch('x_acces', { choices: choices.map(choice => ({ ...choice, retired: choice.value === 'bus' })) })
    expect(retired.status).toBe(200)
    expect((await items('conseiller', `organizations/${organization}`, 'PATCH', { x_acces: 'bus' })).status).toBe(200)
    const other = await anOrganization(await workplaceOf('conseiller'))
    expect((await items('conseiller', `organizations/${other}`, 'PATCH', { x_acces: 'bus' })).status).toBe(400)
    expect((await undo(retired)).status).toBe(200)

    const merged = await patch('x_acces', { merge: { from: 'bus', into: 'car' } })
    expect([merged.status, await valueOf()]).toEqual([200, 'car'])
    expect([(await undo(merged)).status, await valueOf()]).toEqual([200, 'bus'])

    expect((await undo(added)).status).toBe(200)
    expect([await valueOf(), (await shown('x_acces'))?.state.retired, await inForm('conseiller', 'x_acces')]).toEqual(['bus', true, undefined])
    expect((await asked('/organizations/fields/x_acces/restore', 'POST', { version: await versionOf('x_acces') })).status).toBe(200)
    expect(await inForm('conseiller', 'x_acces')).toMatchObject({ kind: 'choice' })
  })
})

describe('every kind of field', () => {
  it.each(['long_text', 'number', 'decimal', 'date', 'boolean', 'choices', 'link', 'file', 'address', 'phone', 'email'])('%s is added and undone', async (type) => {
    const added = await add({ type, label: { fr: `Essai ${type}` }, ...(type === 'link' ? { link: 'sites' } : {}), ...(type === 'choices' ? { choices: [{ label: { fr: 'Un' } }] } : {}) })
    expect([added.status, added.body.errors]).toEqual([201, undefined])
    expect(await inForm('admin', String(added.body.data?.field))).toMatchObject({ local: true })
    expect((await undo(added)).status).toBe(200)
    expect(await column(String(added.body.data?.field))).toBe(0)
  })
})
