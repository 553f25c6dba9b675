import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plan } from '../../../schema/engine/index.ts'
import { workflowMigrations } from '../../../schema/engine/workflows.ts'
import type { ApiBody } from '../../support/stack.ts'
import { call, codeOf, db } from '../../support/stack.ts'
import { insert, makeWorld, rowOf, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'
import { forgetWorkflow } from './versions.ts'

interface Said { states: { key: string, kind: string, label: { fr: string, en: string } }[], transitions: object[] }
interface Shown { data: { is_enforced: boolean, is_shipped: boolean, published: Said | null, draft: { revision: string, definition: Said } | null } }
interface Applied { data: { is_done: boolean, records: number | null, empty: number | null, start: string, unknown: { state: string, records: number | null }[] } }

const label = (fr: string) => ({ fr, en: fr })
const ask = <T = ApiBody>(as: string | null, path: string, method = 'GET', body?: unknown) => call<T>(`/relais/workflow${path}`, { as, method, ...(body === undefined ? {} : { body }) })
const begin = (collection: string, field: string, as: string | null = 'configurateur') => ask<{ data: { key: string } }>(as, 's', 'POST', { collection, field, label: label(`Essai ${collection} ${field}`) })
const apply = (key: string, isDry = false, as: string | null = 'configurateur') => ask<Applied>(as, `s/${key}/application`, 'POST', { dry_run: isDry })
const release = (key: string, reason: string, as: string | null = 'configurateur') => ask(as, `s/${key}/application`, 'DELETE', { reason })
const remove = (key: string, as: string | null = 'configurateur') => ask(as, `s/${key}`, 'DELETE')
const reasonOf = ({ body }: { body: unknown }) => (body as ApiBody).errors?.[0]?.extensions['reason']
const stateOf = async (id: string) => (await rowOf('interactions', id))['x_suivi_essai']
const studioOf = async (field: string) => (await db.query<{ interface: string }>('select interface from directus_fields where collection = \'interactions\' and field = $1', [field])).rows[0]?.interface

let world: World
const field = 'x_suivi_essai'
let key: string
let plannedBefore: string[]
let heldBefore: unknown[]
const held = async () => (await db.query('select id from workflows where collection in (\'interactions\', \'needs\', \'actions\', \'offers\', \'people\') order by id')).rows

const planned = async (): Promise<string[]> => {
  const client = await db.connect()
  try {
    return (await plan(client)).changes.map(({ kind, action, key: changed }) => `${kind} ${action} ${changed}`)
  }
  finally {
    client.release()
  }
}
const anInteraction = (row: object = {}) => insert('interactions', { organization: world.organization, structure: world.structure, kind: 'call', user: userId('conseiller'), happened_at: new Date(), summary: 'Premier échange', ...row })
const draw = async (change: (said: Said) => Said) => {
  const { body: { data: { draft, published } } } = await ask<Shown>('configurateur', `s/${key}`)
  const saved = await ask<{ data: { revision: string } }>('configurateur', `s/${key}/draft`, 'PUT', { revision: draft?.revision ?? null, definition: change(draft?.definition ?? published ?? { states: [], transitions: [] }) })
  return ask(`configurateur`, `s/${key}/draft/publish`, 'POST', { revision: saved.body.data.revision })
}
const way = (name: string, from: string[], to: string) => ({ key: name, label: label(name), from, to, who: { audiences: ['adviser', 'manager', 'admin'] }, comment: 'optional' })

beforeAll(async () => {
  world = await makeWorld()
  plannedBefore = await planned()
  heldBefore = await held()
  const choices = [['a_rappeler', 'À rappeler'], ['en_cours', 'En cours'], ['termine', 'Terminé']].map(([value, text]) => ({ value, text }))
  const made = await call('/fields/interactions', { as: 'admin', method: 'POST', body: { field, type: 'string', schema: { is_nullable: true }, meta: { interface: 'select-dropdown', options: { choices }, translations: [{ language: 'fr-FR', translation: 'Suivi essai' }] } } })
  expect(made.status).toBe(200)
})

afterAll(async () => {
  await forgetWorkflow('interactions')
  await db.query('delete from interactions where organization = $1', [world.organization])
  await call(`/fields/interactions/${field}`, { as: 'admin', method: 'DELETE' })
})

describe('a new workflow is refused', () => {
  it.each([null, 'conseiller', 'responsable', 'partenaire', 'pilotage'])('to %s', async (as) => {
    const answers = [await begin('interactions', field, as), await ask(as, '/fields'), await apply('case', true, as), await release('case', 'Pour voir', as), await remove('case', as)]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => (as === null ? 401 : 403)))
  })

  it('to somebody who configures one structure', async () => {
    expect([codeOf(await begin('interactions', field, 'configurateur.paris')), codeOf(await apply('case', false, 'configurateur.paris')), codeOf(await release('case', 'Pour voir', 'configurateur.paris')), codeOf(await remove('case', 'configurateur.paris'))]).toEqual(['LAYER_NOT_OPEN', 'LAYER_NOT_OPEN', 'LAYER_NOT_OPEN', 'LAYER_NOT_OPEN'])
  })

  it.each([
    ['directus_users', 'status', 'COLLECTION_NOT_OPEN'], ['memberships', 'function', 'COLLECTION_NOT_OPEN'], ['workflow_versions', 'status', 'COLLECTION_NOT_OPEN'], ['nothing', 'status', 'COLLECTION_NOT_OPEN'],
    ['cases', 'status', 'FIELD_HELD'], ['cases', 'urgency', 'COLLECTION_HELD'], ['interactions', 'nothing', 'FIELD_UNKNOWN'], ['interactions', 'summary', 'FIELD_NOT_CHOICE'], ['needs', 'case', 'FIELD_NOT_CHOICE'],
    ['actions', 'status', 'FIELD_KEPT'], ['offers', 'status', 'FIELD_KEPT'], ['people', 'health_coverage', 'FIELD_SEALED'], ['people', 'education_level', 'CHOICES_NOT_STATES'],
  ])('on %s, %s: %s', async (collection, name, reason) => {
    const answer = await begin(collection, name)
    expect([answer.status, codeOf(answer), reasonOf(answer)]).toEqual([409, 'FIELD_NOT_HELD', reason])
  })

  it('with a body of another form', async () => {
    for (const body of [{}, { collection: 'interactions', field }, { collection: 'interactions; drop', field, label: label('x') }, { collection: 'interactions', field, label: { fr: ' ', en: '' } }]) expect(codeOf(await ask('configurateur', 's', 'POST', body))).toBe('FORM_INVALID')
  })

  it('without leaving anything', async () => {
    expect(await held()).toEqual(heldBefore)
  })
})

describe('a workflow made here', () => {
  it('begins as a draft with the choices of its field, which nothing else may hold then', async () => {
    const { body: { data: fields } } = await ask<{ data: { collection: string, fields: { field: string }[] }[] }>('configurateur', '/fields')
    expect(fields.find(own => own.collection === 'interactions')?.fields.map(own => own.field)).toContain(field)
    expect(fields.map(own => own.collection)).not.toContain('cases')

    const made = await begin('interactions', field)
    expect(made.status).toBe(201)
    key = made.body.data.key
    const { body: { data } } = await ask<Shown>('configurateur', `s/${key}`)
    expect(data).toMatchObject({ is_enforced: false, is_shipped: false, published: null })
    expect(data.draft?.definition.states.map(own => [own.key, own.kind])).toEqual([['a_rappeler', 'initial'], ['en_cours', 'ordinary'], ['termine', 'ordinary']])
    expect(reasonOf(await begin('interactions', field))).toBe('FIELD_HELD')
    expect(reasonOf(await apply(key))).toBe('NOT_PUBLISHED')
  })

  it('that is thrown away before it is published leaves nothing', async () => {
    const made = await begin('needs', 'urgency')
    const { body: { data: { draft } } } = await ask<Shown>('configurateur', `s/${made.body.data.key}`)
    expect((await ask('configurateur', `s/${made.body.data.key}/draft`, 'DELETE', { revision: draft?.revision })).status).toBe(200)
    expect(codeOf(await ask('configurateur', `s/${made.body.data.key}`))).toBe('WORKFLOW_UNKNOWN')
  })

  it('that was published and that no record followed is removed with all that it says', async () => {
    const { key: unused } = (await begin('needs', 'urgency')).body.data
    const versions = async () => (await db.query('select 1 from workflow_versions v join workflows w on w.id = v.workflow where w.collection = \'needs\'')).rows.length
    await db.query('update workflow_versions v set status = \'published\', published_at = now() from workflows w where w.id = v.workflow and w.key = $1', [unused])
    expect(await versions()).toBe(1)

    expect((await remove(unused)).status).toBe(200)
    expect([codeOf(await remove(unused)), codeOf(await ask('configurateur', `s/${unused}`)), await versions()]).toEqual(['WORKFLOW_UNKNOWN', 'WORKFLOW_UNKNOWN', 0])
  })

  it('is applied once every record stands in a state of it, said before, all of them or none', async () => {
    const published = await draw(({ states }) => ({
      states: states.map(own => (own.key === 'termine' ? { ...own, kind: 'final' } : own)),
      transitions: [way('reprendre', ['a_rappeler'], 'en_cours'), way('finir', ['a_rappeler', 'en_cours'], 'termine')],
    }))
    expect([published.status, published.body]).toMatchObject([200, { data: { number: 1 } }])
    const [stranger, empty, kept] = [await anInteraction({ [field]: 'ailleurs' }), await anInteraction(), await anInteraction({ [field]: 'en_cours' })]

    const counted = (await apply(key, true)).body.data
    expect(counted).toMatchObject({ is_done: false, start: 'a_rappeler', unknown: [{ state: 'ailleurs', records: null }] })
    expect((await apply(key, true, 'admin')).body.data.unknown).toEqual([{ state: 'ailleurs', records: 1 }])
    expect(JSON.stringify(counted)).not.toContain(stranger)
    const refused = await apply(key)
    expect([refused.status, codeOf(refused), JSON.stringify(refused.body)]).toEqual([409, 'WORKFLOW_STRANGERS', expect.stringContaining('« ailleurs » (nombre non communiqué)')])
    expect([await stateOf(empty), await studioOf(field), (await ask<Shown>('configurateur', `s/${key}`)).body.data.is_enforced]).toEqual([null, 'select-dropdown', false])

    await db.query('update interactions set x_suivi_essai = \'en_cours\' where id = $1', [stranger])
    const done = await apply(key)
    expect([done.status, done.body.data]).toMatchObject([200, { is_done: true, unknown: [] }])
    expect([await stateOf(empty), await stateOf(kept), await studioOf(field)]).toEqual(['a_rappeler', 'en_cours', 'relais-steps'])
    const { rows: [left] } = await db.query('select count(*)::int as count from interactions r where not exists (select 1 from workflow_objects o where o.collection = \'interactions\' and o.item = r.id and o.state = r.x_suivi_essai)')
    expect(left).toEqual({ count: 0 })
    expect(reasonOf(await apply(key))).toBe('ALREADY_APPLIED')
  })

  it('holds its records on every channel, as those of the product', async () => {
    const id = await anInteraction()
    expect(await stateOf(id)).toBe('a_rappeler')
    const write = (body: object, method = 'PATCH', path = `/items/interactions/${id}`) => call(path, { as: 'admin', method, body })
    const direct = [await write({ [field]: 'termine' }), await write({ keys: [id], data: { [field]: 'termine' } }, 'PATCH', '/items/interactions'), await write([{ id, [field]: 'termine' }] as never, 'PATCH', '/items/interactions')]
    expect(direct.map(codeOf)).toEqual(['STATE_BY_TRANSITION', 'STATE_BY_TRANSITION', 'STATE_BY_TRANSITION'])
    expect(codeOf(await write({ organization: world.organization, structure: world.structure, user: userId('conseiller'), kind: 'call', happened_at: new Date(), summary: 'x', [field]: 'termine' }, 'POST', '/items/interactions'))).toBe('STATE_NOT_INITIAL')
    await expect(db.query('update interactions set x_suivi_essai = \'termine\' where id = $1', [id])).rejects.toMatchObject({ constraint: 'workflow_transition_only' })
    await expect(anInteraction({ [field]: 'ailleurs' })).rejects.toMatchObject({ constraint: 'workflow_state_known' })
    expect(await stateOf(id)).toBe('a_rappeler')

    const { body: { data } } = await ask<{ data: { state: string, transitions: { key: string, is_possible: boolean }[] } }>('conseiller', `/interactions/${id}/transitions`)
    expect([data.state, data.transitions.map(own => [own.key, own.is_possible])]).toEqual(['a_rappeler', [['reprendre', true], ['finir', true]]])
    expect((await ask('partenaire', `/interactions/${id}/transitions/finir`, 'POST', { from: 'a_rappeler' })).status).toBe(403)
    expect((await ask('conseiller', `/interactions/${id}/transitions/finir`, 'POST', { from: 'a_rappeler', comment: 'Rappelée' })).status).toBe(200)
    expect(codeOf(await ask('conseiller', `/interactions/${id}/transitions/reprendre`, 'POST', { from: 'a_rappeler' }))).toBe('STATE_CHANGED')
    expect([await stateOf(id), (await db.query('select transition, to_state, comment from workflow_events where item = $1', [id])).rows]).toEqual(['termine', [{ transition: 'finir', to_state: 'termine', comment: 'Rappelée' }]])

    const held = await ask<{ data: { collection: string, field: string, initial: string[] }[] }>('conseiller', '/states')
    expect(held.body.data.find(own => own.collection === 'interactions')).toMatchObject({ field, initial: ['a_rappeler'] })
    expect((await ask('responsable', '/interactions/measures')).status).toBe(200)
    const form = await call<{ data: { collections: Record<string, { fields: { field: string, createOnly: boolean }[] }> } }>('/relais/forms', { as: 'admin' })
    expect(form.body.data.collections['interactions']?.fields.find(own => own.field === field)?.createOnly).toBe(true)
  })

  it('keeps its field: it is neither retired nor deleted meanwhile', async () => {
    const { body: { data } } = await call<{ data: { fields: { field: string, version: string }[] } }>('/relais/configurator/interactions', { as: 'configurateur' })
    const answer = await call(`/relais/configurator/interactions/fields/${field}/retire`, { as: 'configurateur', method: 'POST', body: { version: data.fields.find(own => own.field === field)?.version } })
    expect([answer.status, codeOf(answer)]).toEqual([409, 'FIELD_HELD'])
    expect((await call(`/fields/interactions/${field}`, { as: 'admin', method: 'DELETE' })).status).toBeGreaterThan(399)
    expect(await studioOf(field)).toBe('relais-steps')
  })

  it('is left as it is by an upgrade', async () => {
    const before = (await db.query('select w.is_enforced, v.number, v.origin, v.definition from workflows w join workflow_versions v on v.workflow = w.id where w.key = $1', [key])).rows
    expect((await planned()).filter(change => !plannedBefore.includes(change))).toEqual([])
    for (const { sql } of workflowMigrations()) await db.query(sql)
    expect((await db.query('select w.is_enforced, v.number, v.origin, v.definition from workflows w join workflow_versions v on v.workflow = w.id where w.key = $1', [key])).rows).toEqual(before)
    expect([await studioOf(field), await anInteraction().then(stateOf)]).toEqual(['relais-steps', 'a_rappeler'])
  })

  it('is let go for a reason, which the journal keeps, and held again afterwards', async () => {
    expect([reasonOf(await release('case', 'Pour voir')), codeOf(await release(key, ' x '))]).toEqual(['OF_PRODUCT', 'FORM_INVALID'])
    const id = await anInteraction()
    const reason = `Trop de travail ${randomUUID()}`
    expect((await release(key, reason)).status).toBe(200)
    expect(reasonOf(await release(key, reason))).toBe('NOT_APPLIED')
    expect((await db.query('select author, channel, after from relais_journal.entries where collection = \'workflows\' and reason = $1', [reason])).rows).toEqual([{ author: userId('configurateur'), channel: 'studio', after: expect.objectContaining({ is_enforced: false }) }])
    expect((await call(`/items/interactions/${id}`, { as: 'admin', method: 'PATCH', body: { [field]: 'termine' } })).status).toBe(200)
    expect([await stateOf(id), await studioOf(field), (await db.query('select 1 from workflow_objects where collection = \'interactions\'')).rows]).toEqual(['termine', 'select-dropdown', []])

    expect((await apply(key)).status).toBe(200)
    expect((await ask<{ data: { state: string } }>('conseiller', `/interactions/${id}/transitions`)).body.data.state).toBe('termine')
    expect(reasonOf(await remove(key))).toBe('STILL_APPLIED')
    expect((await release(key, 'Fin de l’essai')).status).toBe(200)
  })

  it('that records followed stays, with what was done by it', async () => {
    const answers = [await remove(key), await remove('case')]
    expect(answers.map(answer => [answer.status, reasonOf(answer)])).toEqual([[409, 'USED'], [409, 'OF_PRODUCT']])
    expect(JSON.stringify(answers[0]?.body)).toContain('des fiches ont suivi ce parcours')
    expect((await ask('configurateur', `s/${key}`)).status).toBe(200)
  })
})
