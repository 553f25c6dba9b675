import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plan } from '../../../schema/engine/index.ts'
import { call, db } from '../../support/stack.ts'
import { anOrganization, formsOf, insert, items, PAST, refusals, soon, userId, workplaceOf } from './world.ts'
import type { Reply } from './world.ts'

const FIELD = 'x_label_qualite'
let organization = ''

const admin = (path: string, method: string, body?: unknown) => call<Reply>(path, { as: 'admin', method, ...(body === undefined ? {} : { body }) })
const settle = (audience: string, level: string) => admin('/items/field_settings', 'POST', { collection: 'organizations', field: FIELD, audience, level })
const fieldOf = async (as: string) => (await formsOf(as)).organizations?.fields.find(({ field }) => field === FIELD)
const valueSeenBy = async (as: string) => (await items(as, `organizations/${organization}?fields=id,${FIELD}`)).body.data

const planned = async (): Promise<string[]> => {
  const client = await db.connect()
  try {
    return (await plan(client)).changes.map(({ kind, action, key }) => `${kind} ${action} ${key}`)
  }
  finally {
    client.release()
  }
}
let plannedBefore: string[] = []
/** What is to do and was not before: another test may have left something on its way. */
const planNow = async () => (await planned()).filter(change => !plannedBefore.includes(change))

beforeAll(async () => {
  plannedBefore = await planned()
  organization = await anOrganization(await workplaceOf('conseiller'))
  await insert('organization_members', { organization, user: userId('partenaire'), right: 'owner', valid_from: PAST })
  const created = await admin('/fields/organizations', 'POST', {
    field: FIELD, type: 'string', schema: { is_nullable: true },
    meta: {
      interface: 'select-dropdown', note: 'Labels délivrés par la région.', translations: [{ language: 'fr-FR', translation: 'Label qualité' }],
      options: { choices: [{ text: 'Qualiopi', value: 'qualiopi' }, { text: 'Autre', value: 'other' }] },
    },
  })
  expect(created.status).toBe(200)
})

afterAll(async () => {
  if (await fieldOf('admin')) await admin(`/fields/organizations/${FIELD}`, 'DELETE')
})

describe('a field added in the Studio', () => {
  it('is in the section of local fields', async () => {
    expect((await db.query('select "group" from directus_fields where field = $1', [FIELD])).rows).toEqual([{ group: 'section_local' }])
  })

  it('is in the form of staff and writable by them within two seconds, without a restart', async () => {
    const field = await soon(() => fieldOf('conseiller'), found => found !== undefined)
    const saved = await soon(() => items('conseiller', `organizations/${organization}`, 'PATCH', { [FIELD]: 'qualiopi' }), ({ status }) => status === 200)

    expect(field).toMatchObject({
      local: true, kind: 'choice', level: 'write', section: 'local', label: { fr: 'Label qualité', en: 'Label qualité' }, help: { fr: 'Labels délivrés par la région.' },
      choices: [{ value: 'qualiopi', label: { fr: 'Qualiopi', en: 'Qualiopi' } }, { value: 'other', label: { fr: 'Autre', en: 'Autre' } }],
    })
    expect(saved.body.data?.[FIELD]).toBe('qualiopi')
  })

  it('is validated by the server', async () => {
    expect(refusals(await items('conseiller', `organizations/${organization}`, 'PATCH', { [FIELD]: 'inventé' }))).toEqual([`${FIELD} NOT_A_CHOICE`])
    expect(refusals(await items('admin', `organizations/${organization}`, 'PATCH', { [FIELD]: ['qualiopi'] }))).toEqual([`${FIELD} WRONG_TYPE`])
  })

  it('is closed to the others until somebody opens it', async () => {
    expect(await fieldOf('partenaire')).toBeUndefined()
    expect((await items('partenaire', `organizations/${organization}?fields=${FIELD}`)).status).toBe(403)
  })

  it('is opened to partners by a setting, then closed again', async () => {
    const setting = await settle('partner', 'review')
    const seen = await soon(() => valueSeenBy('partenaire'), value => value?.[FIELD] === 'qualiopi')

    expect(seen).toEqual({ id: organization, [FIELD]: 'qualiopi' })
    expect((await fieldOf('partenaire'))?.level).toBe('review')

    await admin(`/items/field_settings/${String(setting.body.data?.id)}`, 'PATCH', { level: 'none' })
    await soon(() => items('partenaire', `organizations/${organization}?fields=${FIELD}`), ({ status }) => status === 403)
    expect(await fieldOf('partenaire')).toBeUndefined()
  })

  it('is not mistaken for another: a decision names a field that exists', async () => {
    const decide = (values: Record<string, string>) => admin('/items/field_settings', 'POST', { collection: 'organizations', field: FIELD, audience: 'partner', level: 'read', ...values })

    expect(refusals(await decide({ field: 'x_labell' }))).toEqual(['field NOT_A_CHOICE'])
    expect(refusals(await decide({ collection: 'directus_users', field: 'email' }))).toEqual(['collection NOT_A_CHOICE'])
    expect(refusals(await decide({ level: 'all' }))).toEqual(['level NOT_A_CHOICE'])
  })

  it('ends in the state of the last decision when several come at once', async () => {
    const audiences = ['prescriber', 'steering', 'service', 'manager']
    await Promise.all(audiences.map(audience => settle(audience, 'read')))
    const isOpen = async () => (await db.query('select count(distinct policy)::int as n from directus_permissions where collection = \'organizations\' and action = \'read\' and $1 = any(string_to_array(fields, \',\'))', [FIELD])).rows[0]?.n

    expect(await soon(isOpen, count => count === 5)).toBe(5)
    await admin('/items/field_settings', 'DELETE', { query: { filter: { field: { _eq: FIELD } } } })
    expect(await soon(isOpen, count => count === 2)).toBe(2)
  })

  it('gains a choice and a condition in the Studio, enforced at once', async () => {
    await admin(`/fields/organizations/${FIELD}`, 'PATCH', {
      meta: {
        options: { choices: [{ text: 'Qualiopi', value: 'qualiopi' }, { text: 'Autre', value: 'other' }, { text: 'ISO 9001', value: 'iso' }] },
        conditions: [{ name: 'Entreprises', rule: { _and: [{ kind: { _eq: 'company' } }] }, required: true, options: {} }],
      },
    })

    await soon(() => items('conseiller', `organizations/${organization}`, 'PATCH', { [FIELD]: 'iso' }), ({ status }) => status === 200)
    await items('conseiller', `organizations/${organization}`, 'PATCH', { [FIELD]: null })
    expect(refusals(await items('conseiller', `organizations/${organization}`, 'PATCH', { kind: 'company' }))).toEqual([`${FIELD} REQUIRED`])
  })

  it('leaves nothing for the schema engine to change', async () => {
    expect(await soon(planNow, changes => changes.length === 0)).toEqual([])
  })

  it('takes its settings and rights with it when it is deleted', async () => {
    expect((await admin(`/fields/organizations/${FIELD}`, 'DELETE')).status).toBe(204)

    await soon(async () => (await db.query('select 1 from field_settings where field = $1', [FIELD])).rows, rows => rows.length === 0)
    await soon(async () => (await db.query('select 1 from directus_permissions where fields like $1', [`%${FIELD}%`])).rows, rows => rows.length === 0)
    expect(await soon(() => fieldOf('conseiller'), found => found === undefined)).toBeUndefined()
    expect(await soon(planNow, changes => changes.length === 0)).toEqual([])
  })
})
