import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collections } from '../../../schema/index.ts'
import { structureId } from '../../../seeds/demo/structures.ts'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, aStructure } from '../directory/world.ts'
import { anOrganization, formsOf, items, soon } from './world.ts'

const [REGION, TOWN, ELSEWHERE] = [structureId('idf'), structureId('ml-paris'), structureId('ml-creuse')]

interface Answer { data?: Record<string, unknown>, errors?: { message: string }[] }
interface Shown { field: string, version: string, isInherited: boolean, state: { label: { fr: string, en: string }, hidden: boolean, retired: boolean, choices: { value: string, label: { fr: string, en: string }, retired: boolean }[] | null } }

/** What somebody who configures asks for a layer; null is the network. */
function configuring(as: string, layer: string | null) {
  const ask = (path: string, method = 'GET', body?: unknown) => call<Answer>(`/relais/configurator${path}${layer === null ? '' : `?layer=${layer}`}`, { as, method, ...(body === undefined ? {} : { body }) })
  const fields = async (): Promise<Shown[]> => ((await ask('/organizations')).body.data?.['fields'] ?? []) as Shown[]
  const shown = async (name: string) => (await fields()).find(({ field }) => field === name)
  return {
    ask, shown,
    add: (fr: string, more: object = {}) => ask('/organizations/fields', 'POST', { type: 'text', label: { fr }, ...more }),
    change: async (name: string, body: object) => ask(`/organizations/fields/${name}`, 'PATCH', { version: (await shown(name))?.version ?? '', ...body }),
    turn: async (name: string, action: 'retire' | 'restore') => ask(`/organizations/fields/${name}/${action}`, 'POST', { version: (await shown(name))?.version ?? '' }),
    undo: ({ body }: { body: Answer }) => ask(`/changes/${String(body.data?.['change'])}/undo`, 'POST'),
  }
}

const network = configuring('configurateur', null)
const region = configuring('configurateur', REGION)
const town = configuring('configurateur.paris', TOWN)
const elsewhere = configuring('configurateur', ELSEWHERE)
const inForm = async (as: string, name: string) => (await formsOf(as)).organizations?.fields.find(({ field }) => field === name)

let organization = ''
const made = new Set<string>()
const fieldOf = ({ body }: { body: Answer }) => {
  const name = String(body.data?.['field'])
  made.add(name)
  return name
}

beforeAll(async () => {
  organization = await anOrganization(TOWN)
})

afterAll(async () => {
  await db.query('delete from field_rules where structure is not null')
  await db.query('delete from field_layers')
  for (const field of made) await call(`/fields/organizations/${field}`, { as: 'admin', method: 'DELETE' })
})

describe('what a change would touch, told to whoever reads no file', () => {
  interface Counted { records: number | null, at_least?: true, choices: { value: string, records: number | null, at_least?: true }[] }
  const impact = async (as: string, layer: string | null, field = 'cases/fields/programme') => (await configuring(as, layer).ask(`/${field}/impact`)).body.data as unknown as Counted
  const choice = ({ choices }: Counted, value: string) => choices.find(own => own.value === value) ?? { value, records: 0 }
  const PROGRAMMES = (collections.cases.fields.programme.choices ?? []).map(({ value }) => String(value))
  const files = async (structures: readonly string[], count: number, programme: string) => {
    for (const structure of structures) for (let index = 0; index < count; index++) await aCase(await aPerson(structure), structure, {}, { programme })
  }

  it('is counted within the layer, no number below five, and no total that gives one', async () => {
    const parent = await aStructure({ name: 'Région des nombres', parent: structureId('national') })
    const [first = '', second = ''] = await Promise.all(['Nord', 'Sud'].map(name => aStructure({ name: `Structure ${name}`, parent })))
    await files([first], 9, 'cej')
    await files([first], 7, 'pacea')
    await files([first, second], 2, 'tig')
    await files([second], 9, 'cej')
    const [whole, north, south] = [await impact('configurateur', parent), await impact('configurateur', first), await impact('configurateur', second)]

    // Beside the two, the smallest of the others: the total of the structure is known by any field that every file fills.
    expect(north).toMatchObject({ records: 18, choices: [{ value: 'cej', records: 9 }, { value: 'pacea', records: null }, { value: 'tig', records: null }] })
    expect(south).toMatchObject({ records: 11, choices: [{ value: 'cej', records: null }, { value: 'tig', records: null }] })
    // What is told of the structures together is what is told of each.
    expect([whole.records, choice(whole, 'cej'), choice(whole, 'pacea'), choice(whole, 'tig')]).toEqual([29, { value: 'cej', records: 9, at_least: true }, { value: 'pacea', records: null }, { value: 'tig', records: null }])
    expect((await impact('configurateur', second, 'people/fields/last_name')).records).toBe(11)
    // Administrators read the files.
    expect(await impact('admin', second)).toMatchObject({ records: 11, choices: [{ value: 'cej', records: 9 }, { value: 'tig', records: 2 }] })
  })

  it('tells of nobody by difference: neither those without a value, nor few that are withheld together', async () => {
    const here = await aStructure({ name: 'Structure des peu nombreux', parent: structureId('national') })
    await files([here], 11, 'cej')
    await files([here], 1, 'pacea')
    await files([here], 2, 'tig')
    await db.query('update cases set summary = case when id = (select min(id::text)::uuid from cases where structure = $1) then null else \'Rempli\' end where structure = $1', [here])

    expect((await impact('configurateur', here)).choices).toEqual(['cej', 'pacea', 'tig'].map(value => ({ value, records: null })))
    expect((await impact('configurateur', here, 'cases/fields/summary')).records).toBeNull()
    expect((await impact('admin', here, 'cases/fields/summary')).records).toBe(13)
  })

  it.each([
    ['one record each', [1, 1, 1, 1, 1, 0]],
    ['some, and none of others', [3, 2, 0, 0, 0, 0]],
  ])('row 20: tells the same of five files whose total is known by another field: %s', async (_what, counts) => {
    const here = await aStructure({ name: 'Structure de cinq dossiers', parent: structureId('national') })
    for (const [index, count] of counts.entries()) await files([here], count, PROGRAMMES[index] ?? '')

    expect((await impact('configurateur', here, 'people/fields/last_name')).records).toBe(5)
    const told = await impact('configurateur', here)
    expect([told.records, told.choices.map(({ records }) => records)]).toEqual([null, told.choices.map(() => null)])
    // Every choice is there, those of no record too: none that is missing tells that the others are not.
    expect(told.choices.map(({ value }) => value)).toEqual(expect.arrayContaining(PROGRAMMES))
    expect((await impact('admin', here)).choices.map(({ records }) => records).toSorted()).toEqual(counts.filter(count => count > 0).toSorted())
  })

  it('is of the structure and those below for its configurator, never of the network', async () => {
    const { rows: [counted] } = await db.query<{ all: number, here: number }>('select count(*)::int as all, count(*) filter (where structure in (select id from structures where id = $1 or parent = $1))::int as here from people', [TOWN])
    const told = await impact('configurateur.paris', TOWN, 'people/fields/last_name')

    expect(counted?.here).toBeLessThan(counted?.all ?? 0)
    expect(told.records ?? 0).toBeLessThanOrEqual(counted?.here ?? 0)
  })
})

describe('the configurator of one structure', () => {
  it('sets that structure and those below, never the network nor another', async () => {
    const { body } = await town.ask('')
    expect((body.data?.['layers'] as { name: string, depth: number }[]).map(({ name, depth }) => [name, depth])).toEqual([['Mission locale de Paris', 2], ['Mission locale de Paris, antenne Ménilmontant', 3]])
    for (const layer of [null, REGION, ELSEWHERE, '00000000-0000-4000-8000-000000000000']) {
      const other = configuring('configurateur.paris', layer)
      const answers = await Promise.all([other.ask('/organizations'), other.ask('/organizations/forms/adviser'), other.ask('/organizations/fields/website/impact'), other.add('Intrus'), other.ask('/organizations/fields/website', 'PATCH', { version: '', label: { fr: 'Intrus' } }), other.ask('/organizations/fields/website/retire', 'POST', { version: '' })])
      expect([layer, answers.map(codeOf)]).toEqual([layer, answers.map(() => 'LAYER_NOT_OPEN')])
    }
    expect(((await configuring('configurateur', null).ask('')).body.data?.['layers'] as unknown[]).slice(0, 3)).toMatchObject([{ structure: null }, { name: 'Coordination nationale Relais', depth: 0 }, { depth: 1 }])
    expect((await db.query('select 1 from directus_fields where field = $1', ['x_intrus'])).rows).toEqual([])
  })

  it('adds a field that only its people see, and undoes it', async () => {
    const added = await town.add('Quai de livraison', { levels: { partner: 'review' } })
    const name = fieldOf(added)
    expect([added.status, name]).toEqual([201, 'x_quai_de_livraison'])
    await soon(() => items('conseiller', `organizations/${organization}`, 'PATCH', { [name]: 'Quai 4' }), ({ status }) => status === 200)
    expect((await items('conseiller2', `organizations/${organization}?fields=${name}`)).status).toBe(403)
    expect([(await inForm('conseiller', name))?.field, await inForm('conseiller2', name), await network.shown(name), await elsewhere.shown(name)]).toEqual([name, undefined, undefined, undefined])
    const undone = await town.undo(added)
    // It holds a value: kept, and asked of nobody.
    expect([undone.status, (await town.shown(name))?.state.retired, await inForm('conseiller', name)]).toEqual([200, true, undefined])
    expect((await town.turn(name, 'restore')).status).toBe(200)
  })

  it('does not learn of a field of another structure by its name', async () => {
    const names = [fieldOf(await town.add('Salle d’attente')), fieldOf(await elsewhere.add('Salle d’attente'))]
    expect(names).toEqual(['x_salle_d_attente', 'x_salle_d_attente_2'])
    expect(codeOf(await town.add('SALLE D’ATTENTE'))).toBe('LABEL_TAKEN')
  })

  it('changes of what comes from above only words, choices, rules and being hidden', async () => {
    expect((await town.shown('website'))?.isInherited).toBe(true)
    for (const body of [{ section: 'identity' }, { width: 'half' }, { move: 'up' }, { levels: { partner: 'none' } }]) {
      const answer = await town.change('website', { ...body, ...('width' in body ? { width: 'full' } : {}) })
      expect([body, answer.status]).toEqual([body, expect.toSatisfy((status: number) => status === 409 || status === 400)])
    }
    expect(codeOf(await town.change('website', { levels: { partner: 'none' } }))).toBe('NOT_IN_LAYER')
    const local = fieldOf(await network.add('Pour tous'))
    expect(codeOf(await town.turn(local, 'retire'))).toBe('NOT_IN_LAYER')
    expect(codeOf(await town.ask('/organizations/sections', 'POST', { label: { fr: 'Une section' } }))).toBe('NOT_IN_LAYER')
  })
})

describe('a word of the network', () => {
  it('reaches everybody except those who wrote another, who find it again when they undo', async () => {
    const [mine] = [await town.change('website', { label: { fr: 'Vitrine', en: 'Window' } })]
    expect(mine.status).toBe(200)
    const national = await network.change('website', { label: { fr: 'Adresse du site', en: 'Site address' }, help: { fr: 'Commence par https.', en: 'Starts with https.' } })
    expect(await inForm('conseiller', 'website')).toMatchObject({ label: { fr: 'Vitrine' }, help: { fr: 'Commence par https.' } })
    expect(await inForm('conseiller2', 'website')).toMatchObject({ label: { fr: 'Adresse du site' } })
    expect((await town.undo(mine)).status).toBe(200)
    expect(await inForm('conseiller', 'website')).toMatchObject({ label: { fr: 'Adresse du site' } })
    expect(codeOf(await configuring('configurateur.paris', null).undo(national))).toBe('LAYER_NOT_OPEN')
    expect((await network.undo(national)).status).toBe(200)
    expect((await db.query('select 1 from field_layers where field = $1', ['website'])).rows).toEqual([])
  })

  it('is worded three times, and each one reads the nearest', async () => {
    const changes = [await network.change('phone', { label: { fr: 'Téléphone du réseau' } }), await region.change('phone', { label: { fr: 'Téléphone régional' } }), await town.change('phone', { label: { fr: 'Standard' } })]
    const labels = async () => Promise.all(['conseiller', 'conseiller2'].map(async as => (await inForm(as, 'phone'))?.label.fr))
    expect(await labels()).toEqual(['Standard', 'Téléphone du réseau'])
    await town.undo(changes[2] ?? { body: {} })
    expect(await labels()).toEqual(['Téléphone régional', 'Téléphone du réseau'])
    for (const index of [1, 0]) expect((await network.undo(changes[index] ?? { body: {} })).status).toBe(200)
  })
})

describe('a choice of a structure', () => {
  it('is offered, accepted and merged there only', async () => {
    const name = fieldOf(await network.add('Accès en transports', { type: 'choice', choices: [{ label: { fr: 'Bus' } }, { label: { fr: 'Métro' } }] }))
    const listed = (await town.shown(name))?.state.choices ?? []
    expect((await town.change(name, { choices: [...listed.map(choice => (choice.value === 'metro' ? { ...choice, retired: true } : choice)), { label: { fr: 'Tramway' } }] })).status).toBe(200)
    const offered = async (as: string) => (await inForm(as, name))?.choices?.filter(({ retired }) => !retired).map(({ value }) => value)
    expect([await offered('conseiller'), await offered('conseiller2')]).toEqual([['bus', 'tramway'], ['bus', 'metro']])
    await soon(() => items('conseiller', `organizations/${organization}`, 'PATCH', { [name]: 'tramway' }), ({ status }) => status === 200)
    expect((await items('conseiller', `organizations/${organization}`, 'PATCH', { [name]: 'metro' })).status).toBe(400)
    // The same word elsewhere is another choice.
    const theirs = (await elsewhere.shown(name))?.state.choices ?? []
    await elsewhere.change(name, { choices: [...theirs, { label: { fr: 'Tramway' } }] })
    expect(await offered('conseiller2')).toEqual(['bus', 'metro', 'tramway_2'])
  })
})

describe('a rule of a structure', () => {
  it('is kept with the field there, and is not shown elsewhere', async () => {
    const changed = await town.change('website', { rules: [{ kind: 'required_if', expression: 'phone == null' }] })
    expect(changed.status).toBe(200)
    expect([(await inForm('conseiller', 'website'))?.requiredIf, (await inForm('conseiller2', 'website'))?.requiredIf]).toEqual(['phone == null', null])
    expect(((await network.shown('website')) as unknown as { state: { rules: unknown[] } }).state.rules).toEqual([])
    const own = fieldOf(await town.add('Note interne'))
    expect(codeOf(await network.change('website', { rules: [{ kind: 'required_if', expression: `${own} != null` }] }))).toBe('RULE_INVALID')
    expect(codeOf(await town.change('website', { rules: [{ kind: 'computed', expression: '"a"' }] }))).toBe('RULE_INVALID')
    expect((await town.undo(changed)).status).toBe(200)
    expect((await inForm('conseiller', 'website'))?.requiredIf).toBeNull()
  })
})
