import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { anOrganization, formsOf, insert, items, soon, userId, workplaceOf } from './world.ts'

interface Choice { value: string, label: { fr: string, en: string }, retired: boolean }
interface Shown { field: string, version: string, state: { retired: boolean, choices: Choice[] | null } }
interface Touched { records: number, views: number, rules: string[], workflows: string[], neededChoices: { value: string, rules: string[], workflows: string[] }[] }
interface Answer { data?: { change?: string, field?: string, fields?: Shown[] }, errors?: { message: string, extensions: { code: string } }[] }

const ask = (path: string, method = 'GET', body?: unknown) => call<Answer>(`/relais/configurator${path}`, { as: 'configurateur', method, ...(body === undefined ? {} : { body }) })
const shown = async (field: string, collection = 'organizations') => (await ask(`/${collection}`)).body.data?.fields?.find(own => own.field === field)
const add = async (body: object, collection = 'organizations') => {
  const answer = await ask(`/${collection}/fields`, 'POST', body)
  if (answer.body.data?.field) made.push([collection, answer.body.data.field])
  return answer
}
const patch = async (field: string, body: object, collection = 'organizations') => ask(`/${collection}/fields/${field}`, 'PATCH', { version: (await shown(field, collection))?.version, ...body })
const turn = async (field: string, action: 'retire' | 'restore') => ask(`/organizations/fields/${field}/${action}`, 'POST', { version: (await shown(field))?.version })
const undo = (answer: { body: Answer }) => ask(`/changes/${String(answer.body.data?.change)}/undo`, 'POST')
const touchedBy = async (field: string, collection = 'organizations', query = '') => (await call<{ data: Touched }>(`/relais/configurator/${collection}/fields/${field}/impact${query}`, { as: 'admin' })).body.data
const valueOf = async (field: string, id = organization) => (await db.query(`select "${field}" as value from organizations where id = $1`, [id])).rows[0]?.value

const made: [string, string][] = []
let organization = ''

beforeAll(async () => {
  organization = await anOrganization(await workplaceOf('conseiller'))
})

afterAll(async () => {
  for (const [collection, field] of made.reverse()) await call(`/fields/${collection}/${field}`, { as: 'admin', method: 'DELETE' })
})

describe('a choice whose adding is undone', () => {
  it('goes as by « Retiré »: who picked it keeps it, and the field is still edited', async () => {
    await add({ type: 'choices', label: { fr: 'Horaires souples' }, choices: [{ label: { fr: 'Matin' } }] })
    const before = (await shown('x_horaires_souples'))?.state.choices ?? []
    const added = await patch('x_horaires_souples', { choices: [...before, { label: { fr: 'Soir' } }] })
    await soon(() => items('conseiller', `organizations/${organization}`, 'PATCH', { x_horaires_souples: ['soir'] }), ({ status }) => status === 200)

    expect((await undo(added)).status).toBe(200)

    expect((await shown('x_horaires_souples'))?.state.choices?.map(({ value, retired }) => [value, retired])).toEqual([['matin', false], ['soir', true]])
    expect((await items('conseiller', `organizations/${organization}`, 'PATCH', { x_horaires_souples: ['soir', 'matin'] })).status).toBe(200)
    expect(await valueOf('x_horaires_souples')).toEqual(['soir', 'matin'])
  })
})

describe('a new yes or no', () => {
  it('has three states: whoever was never asked has not said no', async () => {
    await add({ type: 'boolean', label: { fr: 'Permis de conduire' } })
    expect(await valueOf('x_permis_de_conduire')).toBeNull()
    expect((await formsOf('admin'))['organizations']?.fields.find(({ field }) => field === 'x_permis_de_conduire')?.default).toBeNull()

    for (const said of [false, true, null]) {
      await soon(() => items('conseiller', `organizations/${organization}`, 'PATCH', { x_permis_de_conduire: said }), ({ status }) => status === 200)
      expect(await valueOf('x_permis_de_conduire')).toBe(said)
    }
    await items('conseiller', `organizations/${organization}`, 'PATCH', { x_permis_de_conduire: false })
    expect((await touchedBy('x_permis_de_conduire')).records).toBe(1)
  })
})

describe('a computed field', () => {
  it('is computed on the records that were there', async () => {
    await add({ type: 'number', label: { fr: 'Places du matin' } })
    await add({ type: 'number', label: { fr: 'Places doublées' } })
    await soon(() => items('conseiller', `organizations/${organization}`, 'PATCH', { x_places_du_matin: 4 }), ({ status }) => status === 200)

    expect((await patch('x_places_doublees', { rules: [{ kind: 'computed', expression: 'x_places_du_matin * 2' }] })).status).toBe(200)
    expect(await soon(() => valueOf('x_places_doublees'), value => value !== null)).toBe(8)

    expect((await patch('x_places_doublees', { rules: [{ kind: 'computed', expression: 'x_places_du_matin * 3' }] })).status).toBe(200)
    expect(await soon(() => valueOf('x_places_doublees'), value => value === 12)).toBe(12)
  })
})

describe('data that may not be held', () => {
  it.each(['NIR', 'Numéro de sécurité sociale', 'Casier judiciaire'])('is refused as a field, with the reason: %s', async (fr) => {
    const answer = await add({ type: 'text', label: { fr } })

    expect([answer.status, codeOf(answer)]).toEqual([400, 'DATA_FORBIDDEN'])
    expect(answer.body.errors?.[0]?.message).toMatch(/pas le droit d’être gardée ici \(.+\)/)
  })

  it('is refused as a new name of a field, and as a question in the helping words of none', async () => {
    await add({ type: 'text', label: { fr: 'Numéro interne' } })
    expect(codeOf(await patch('x_numero_interne', { label: { fr: 'NIR' } }))).toBe('DATA_FORBIDDEN')
  })
})

describe('a retired field', () => {
  it('does not keep another from being retired by its rules, and comes back after what they read', async () => {
    await add({ type: 'text', label: { fr: 'Sujet lu' } })
    await add({ type: 'text', label: { fr: 'Lecteur' } })
    expect((await patch('x_lecteur', { rules: [{ kind: 'shown_if', expression: 'x_sujet_lu != null' }] })).status).toBe(200)
    const refused = await turn('x_sujet_lu', 'retire')
    expect([codeOf(refused), refused.body.errors?.[0]?.message]).toEqual(['FIELD_IN_USE', expect.stringContaining('« Lecteur »')])

    expect((await turn('x_lecteur', 'retire')).status).toBe(200)
    expect((await turn('x_sujet_lu', 'retire')).status).toBe(200)

    const early = await turn('x_lecteur', 'restore')
    expect([codeOf(early), early.body.errors?.[0]?.message]).toEqual(['READS_RETIRED', expect.stringContaining('« Sujet lu »')])
    expect((await turn('x_sujet_lu', 'restore')).status).toBe(200)
    expect((await turn('x_lecteur', 'restore')).status).toBe(200)
  })
})

describe('what a change would touch', () => {
  it('names the rules and the workflows that read a field, and the choices that they need', async () => {
    await add({ type: 'choice', label: { fr: 'Suite donnée' }, choices: [{ label: { fr: 'Favorable' } }, { label: { fr: 'Autre' } }] })
    await add({ type: 'text', label: { fr: 'Précision de la suite' } })
    await patch('x_precision_de_la_suite', { rules: [{ kind: 'shown_if', expression: 'x_suite_donnee == "favorable"' }] })

    expect(await touchedBy('x_suite_donnee')).toMatchObject({ rules: ['x_precision_de_la_suite'], neededChoices: [{ value: 'favorable', rules: ['x_precision_de_la_suite'], workflows: [] }] })
    const status = await touchedBy('status', 'cases')
    expect(status.workflows.length).toBeGreaterThan(0)
    expect(status.neededChoices.find(({ value }) => value === 'support')?.workflows).toEqual(status.workflows)
  })

  it('counts for a structure what its people made, not the whole network', async () => {
    const [mine, other] = [await workplaceOf('conseiller'), await workplaceOf('responsable', 'manager')]
    await add({ type: 'text', label: { fr: 'Couleur du badge' } })
    const aView = (account: string) => insert('saved_views', { user: userId(account), space: 'directory', name: 'Badges', query: JSON.stringify({ x_couleur_du_badge: 'rouge' }) })
    await aView('conseiller')

    expect((await touchedBy('x_couleur_du_badge')).views).toBe(1)
    expect((await touchedBy('x_couleur_du_badge', 'organizations', `?layer=${mine}`)).views).toBe(1)
    const alone = await db.query('select 1 from memberships where structure = $1 and "user" = $2', [other, userId('conseiller')])
    expect(alone.rows).toEqual([])
    expect((await touchedBy('x_couleur_du_badge', 'organizations', `?layer=${other}`)).views).toBe(0)
  })
})

describe('a link', () => {
  it('is not given to people whose list would be empty', async () => {
    const answer = await add({ type: 'link', link: 'organizations', label: { fr: 'Partenaire connu' }, levels: { beneficiary: 'read' } }, 'people')
    const open = await add({ type: 'link', link: 'structures', label: { fr: 'Structure connue' }, levels: { beneficiary: 'read' } }, 'people')

    expect([codeOf(answer), open.status]).toEqual(['LINK_CLOSED', 201])
    expect(answer.body.errors?.[0]?.message).toMatch(/ne voit rien de « .+ », sa liste serait vide/)
  })
})
