import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOGO_FOLDER } from '../../../schema/access/index.ts'
import { call, codeOf, db } from '../../support/stack.ts'
import { anOrganization, formsOf, items, soon, workplaceOf } from './world.ts'

interface Answer { data?: Record<string, unknown>, errors?: { message: string, extensions: { code: string } }[] }
interface Shown { field: string, version: string, origin: string, state: { label: { fr: string }, retired: boolean, section: string | null, choices: { value: string }[] | null } }
interface ShownSection { key: string, version: string, origin: string, state: { label: { fr: string }, sort: number, retired: boolean } }

const ask = (as: string | null, path: string, method = 'GET', body?: unknown) => call<Answer>(`/relais/configurator${path}`, { as, method, ...(body === undefined ? {} : { body }) })
const asked = (path: string, method = 'GET', body?: unknown) => ask('configurateur', path, method, body)
const fieldsOf = async (): Promise<Shown[]> => ((await asked('/organizations')).body.data?.fields ?? []) as Shown[]
const shown = async (field: string): Promise<Shown | undefined> => (await fieldsOf()).find(own => own.field === field)
const versionOf = async (field: string): Promise<string> => (await shown(field))?.version ?? ''
const add = (body: object) => asked('/organizations/fields', 'POST', body)
const patch = async (field: string, body: object) => asked(`/organizations/fields/${field}`, 'PATCH', { version: await versionOf(field), ...body })
const undo = (answer: { body: Answer }) => asked(`/changes/${String(answer.body.data?.change)}/undo`, 'POST')
const sectionsOf = async (): Promise<ShownSection[]> => ((await asked('/organizations')).body.data?.sections ?? []) as ShownSection[]
const sectionVersion = async (key: string): Promise<string> => (await sectionsOf()).find(own => own.key === key)?.version ?? ''
const addSection = (body: object) => asked('/organizations/sections', 'POST', body)
const patchSection = async (key: string, body: object) => asked(`/organizations/sections/${key}`, 'PATCH', { version: await sectionVersion(key), ...body })
const turnSection = async (key: string, action: 'retire' | 'restore') => asked(`/organizations/sections/${key}/${action}`, 'POST', { version: await sectionVersion(key) })
const formSections = async (as: string) => (await formsOf(as)).organizations?.sections.map(({ key, label }) => `${key} ${label.fr}`) ?? []
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
    ['LABEL_TAKEN', '/organizations/fields', { type: 'text', label: { fr: 'TELEPHONE' } }],
    ['LABEL_EMPTY', '/organizations/fields', { type: 'text', label: { fr: '…' } }],
    ['SECTION_UNKNOWN', '/organizations/fields', { type: 'text', label: { fr: 'Essai' }, section: 'section_contact' }],
    ['LEVEL_NOT_OPEN', '/interviews/fields', { type: 'text', label: { fr: 'Essai' }, levels: { public: 'read' } }],
    ['COLLECTION_NOT_OPEN', '/directus_users/sections', { label: { fr: 'Essai' } }],
    ['LABEL_TOO_LONG', '/organizations/sections', { label: { fr: 'a'.repeat(200) } }],
    ['LABEL_TAKEN', '/organizations/sections', { label: { fr: 'coordonnees' } }],
    ['INPUT_INVALID', '/organizations/sections', { label: { fr: 'Essai' }, name: 'section_intruse' }],
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
      const answer = await call<{ data?: { id: string }[] }>(path, { as: 'configurateur' })
      // The whole network sees logos, which another test may have sent.
      const { rows } = await db.query<{ id: string }>('select id from directus_files where folder = $1', [LOGO_FOLDER])
      const logos = new Set(rows.map(({ id }) => id))
      expect([path, answer.status === 403 ? [] : answer.body.data?.filter(({ id }) => path !== '/files' || !logos.has(id)) ?? []]).toEqual([path, []])
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

describe('a section', () => {
  it('is added, renamed, moved and retired once empty; each of it is undone', async () => {
    const added = await addSection({ label: { fr: 'Venir jusqu’à nous', en: 'Getting here' }, help: { fr: 'Bus, voiture, vélo.' } })
    expect([added.status, added.body.data?.field]).toEqual([201, 'x_section_venir_jusqu_a_nous'])
    const key = 'x_section_venir_jusqu_a_nous'
    expect((await db.query('select special, interface, hidden from directus_fields where collection = $1 and field = $2', ['organizations', key])).rows).toEqual([{ special: 'alias,no-data,group', interface: 'group-detail', hidden: false }])
    expect(codeOf(await addSection({ label: { fr: 'VENIR jusqu’a nous' } }))).toBe('LABEL_TAKEN')

    const field = await add({ type: 'text', label: { fr: 'Arrêt le plus proche' }, section: key })
    made.push(String(field.body.data?.field))
    expect(await formSections('conseiller')).toContain(`${key} Venir jusqu’à nous`)
    expect(await inForm('conseiller', 'x_arret_le_plus_proche')).toMatchObject({ section: key })
    expect(codeOf(await turnSection(key, 'retire'))).toBe('SECTION_NOT_EMPTY')
    expect(codeOf(await undo(added))).toBe('SECTION_NOT_EMPTY')

    const renamed = await patchSection(key, { label: { fr: 'Accès', en: 'Access' } })
    expect(await formSections('conseiller')).toContain(`${key} Accès`)
    expect((await undo(renamed)).status).toBe(200)

    const order = async () => (await formSections('conseiller')).map(text => text.split(' ')[0]).filter(name => name === key || name === 'contact')
    expect(await order()).toEqual(['contact', key])
    for (let step = (await sectionsOf()).findIndex(own => own.key === key); step > 0; step--) expect((await patchSection(key, { move: 'up' })).status).toBe(200)
    expect(codeOf(await patchSection(key, { move: 'up' }))).toBe('AT_EDGE')
    expect(await order()).toEqual([key, 'contact'])

    const moved = await patch('x_arret_le_plus_proche', { section: 'contact' })
    const retired = await turnSection(key, 'retire')
    expect(retired.status).toBe(200)
    expect(codeOf(await undo(moved))).toBe('SECTION_UNKNOWN')
    expect(codeOf(await patch('x_arret_le_plus_proche', { section: key }))).toBe('SECTION_UNKNOWN')
    expect((await undo(retired)).status).toBe(200)
    expect((await undo(moved)).status).toBe(200)
    expect(await inForm('conseiller', 'x_arret_le_plus_proche')).toMatchObject({ section: key })
    await patch('x_arret_le_plus_proche', { section: 'local' })
    expect((await turnSection(key, 'retire')).status).toBe(200)
    expect((await turnSection(key, 'restore')).status).toBe(200)
    await turnSection(key, 'retire')
    await call(`/fields/organizations/${key}`, { as: 'admin', method: 'DELETE' })
  })

  it('of the product is renamed for everybody, and stays', async () => {
    const renamed = await patchSection('contact', { label: { fr: 'Nous joindre', en: 'Contact us' } })
    expect(await formSections('conseiller')).toContain('contact Nous joindre')
    expect(await formSections('partenaire')).toContain('contact Nous joindre')
    expect(codeOf(await turnSection('contact', 'retire'))).toBe('SECTION_OF_PRODUCT')
    expect(codeOf(await asked('/organizations/sections/nulle_part', 'PATCH', { version: 'v', move: 'up' }))).toBe('SECTION_MISSING')
    expect((await undo(renamed)).status).toBe(200)
    expect(await formSections('conseiller')).toContain('contact Coordonnées')
  })

  it('is changed by one of two people who saw the same, and the change is written down', async () => {
    const version = await sectionVersion('contact')
    const answers = await Promise.all(['Main gauche', 'Main droite'].map(fr => asked('/organizations/sections/contact', 'PATCH', { version, label: { fr } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.map(codeOf)).toContain('FIELD_CHANGED')
    const kept = answers.find(({ status }) => status === 200)
    const change = String(kept?.body.data?.change)
    const { rows } = await db.query('select 1 from local_changes where id = $1 and field = $2 and details ->> \'type\' = \'section\'', [change, 'section_contact'])
    expect(rows).toHaveLength(1)
    if (kept) expect((await undo(kept)).status).toBe(200)
  })
})

describe('what a change of a field would touch', () => {
  it('is counted: records, rules, saved views and dashboards', async () => {
    const field = String((await add({ type: 'number', label: { fr: 'Places assises' } })).body.data?.field)
    made.push(field)
    await soon(() => items('conseiller', `organizations/${organization}`, 'PATCH', { [field]: 12 }), ({ status }) => status === 200)
    made.push(String((await add({ type: 'number', label: { fr: 'Places debout' } })).body.data?.field))
    expect((await patch('x_places_debout', { rules: [{ kind: 'shown_if', expression: `${field} > 3`, message: null }] })).status).toBe(200)
    const dashboards = await Promise.all(['Un', 'Deux', 'Trois'].map(async name => (await call<{ data: { id: string } }>('/dashboards', { as: 'admin', method: 'POST', body: { name } })).body.data.id))
    for (const dashboard of [...dashboards, ...dashboards.slice(0, 1)]) {
      const panel = { dashboard, type: 'metric', position_x: 1, position_y: 1, width: 4, height: 4, options: { collection: 'organizations', field, function: 'sum' } }
      expect((await call('/panels', { as: 'admin', method: 'POST', body: panel })).status).toBe(200)
    }
    const preset = { bookmark: 'Grandes salles', collection: 'organizations', filter: { [field]: { _gt: 10 } } }
    const { body: { data: kept } } = await call<{ data: { id: number } }>('/presets', { as: 'admin', method: 'POST', body: preset })

    expect((await asked(`/organizations/fields/${field}/impact`)).body.data).toEqual({ records: 1, rules: ['x_places_debout'], views: 1, dashboards: 3, choices: [], neededChoices: [], workflows: [] })

    for (const id of dashboards) await call(`/dashboards/${id}`, { as: 'admin', method: 'DELETE' })
    await call(`/presets/${kept.id}`, { as: 'admin', method: 'DELETE' })
    expect((await patch('x_places_debout', { rules: [] })).status).toBe(200)
  })
})

describe('a retired field', () => {
  it('leaves the rights of everybody, and comes back with them', async () => {
    const added = await add({ type: 'text', label: { fr: 'Bientôt retiré' } })
    const field = String(added.body.data?.field)
    made.push(field)
    const read = () => items('conseiller', `organizations/${organization}?fields=id,${field}`)
    await soon(read, ({ status }) => status === 200)
    await asked(`/organizations/fields/${field}/retire`, 'POST', { version: await versionOf(field) })
    await soon(read, ({ status }) => status === 403)
    await asked(`/organizations/fields/${field}/restore`, 'POST', { version: await versionOf(field) })
    await soon(read, ({ status }) => status === 200)
  })
})

describe('the rules given here are refused', () => {
  const rule = (kind: string, expression: string) => ({ rules: [{ kind, expression, message: null }] })

  it.each([
    ['that read a field which is not there', rule('shown_if', 'x_nulle_part == 1'), 'x_nulle_part'],
    ['that cannot be read', rule('shown_if', 'name =='), ''],
    ['that say something else than yes or no', rule('required_if', 'name'), ''],
    ['that read themselves', rule('computed', 'x_regle + 1'), ''],
    ['whose audience cannot read what they name', { levels: { partner: 'write' }, ...rule('shown_if', 'internal_notes == "x"') }, 'Partenaire'],
  ])('%s', async (_, body, word) => {
    const field = (await shown('x_regle')) ? 'x_regle' : String((await add({ type: 'number', label: { fr: 'Règle' } })).body.data?.field)
    if (!made.includes(field)) made.push(field)
    const answer = await patch(field, body)
    expect([answer.status, codeOf(answer)]).toEqual([400, 'RULE_INVALID'])
    expect(answer.body.errors?.[0]?.message).toContain(word)
    expect((await db.query('select 1 from field_rules where field = $1', [field])).rows).toEqual([])
  })

  it('that go round in a circle with another', async () => {
    made.push(String((await add({ type: 'number', label: { fr: 'Boucle' } })).body.data?.field))
    expect((await patch('x_regle', rule('computed', 'x_boucle + 1'))).status).toBe(200)
    expect(codeOf(await patch('x_boucle', rule('computed', 'x_regle + 1')))).toBe('RULE_INVALID')
    expect(codeOf(await asked('/organizations/fields/x_boucle/retire', 'POST', { version: await versionOf('x_boucle') }))).toBe('FIELD_IN_USE')
    expect((await patch('x_regle', { rules: [] })).status).toBe(200)
  })
})

describe('a collection', () => {
  const LIST = 'commitments'
  const names = Array.from({ length: 500 }, (_, index) => `x_plein_${index}`)

  afterAll(async () => {
    await db.query('delete from directus_fields where collection = $1 and field = any($2)', [LIST, names])
    await db.query(`alter table ${LIST} ${names.map(name => `drop column if exists ${name}`).join(', ')}`)
    await call('/utils/cache/clear?system=true', { as: 'admin', method: 'POST' })
  })

  it('with 500 local fields still answers, and takes no more of them', async () => {
    await db.query(`alter table ${LIST} ${names.map(name => `add column ${name} varchar(255)`).join(', ')}`)
    await db.query('insert into directus_fields (collection, field, interface, "group", special) select $1, unnest($2::text[]), \'input\', \'section_local\', null', [LIST, names])
    await call('/utils/cache/clear?system=true', { as: 'admin', method: 'POST' })

    const started = Date.now()
    const listed = await asked(`/${LIST}`)
    expect((listed.body.data?.fields as Shown[]).filter(({ origin }) => origin === 'local')).toHaveLength(500)
    expect(Date.now() - started).toBeLessThan(5_000)
    expect(codeOf(await asked(`/${LIST}/fields`, 'POST', { type: 'text', label: { fr: 'Un de trop' } }))).toBe('TOO_MANY_FIELDS')
  })
})
