import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RuleField } from '@relais/schema/forms/rules'
import { plan } from '../../../schema/engine/index.ts'
import { call, db, stack, tokenFor } from '../../support/stack.ts'
import { anOrganization, formsOf, items, refusals, soon, workplaceOf } from './world.ts'
import type { Reply } from './world.ts'

const CONFIGURATOR = 'configurateur'
const FIELDS = { x_debut: 'date', x_fin: 'date', x_places: 'integer', x_prises: 'integer', x_libres: 'integer', x_motif: 'string', x_duree: 'integer', x_sites: 'integer', x_secret: 'string' } as const
const DESCRIPTION = 'Nous accueillons toute personne en difficulté, sans rendez-vous, et cherchons avec elle une solution durable.'
let structure = ''

const admin = (path: string, method: string, body?: unknown) => call<Reply>(path, { as: 'admin', method, ...(body === undefined ? {} : { body }) })
const rule = (field: string, kind: string, expression: string, more: Record<string, unknown> = {}) => items(CONFIGURATOR, 'field_rules', 'POST', { collection: 'organizations', field, kind, expression, ...more })
const create = (as: string, values: Record<string, unknown>) => items(as, 'organizations', 'POST', { name: `Règles ${Math.random()}`, kind: 'association', description: DESCRIPTION, structure, ...values })
const change = (as: string, id: string, values: Record<string, unknown>) => items(as, `organizations/${id}`, 'PATCH', values)
const stored = async (id: string, ...columns: string[]) => (await db.query(`select ${columns.join(', ')} from organizations where id = $1`, [id])).rows[0]
const idOf = ({ body }: { body: Reply }): string => String(body.data?.id)

interface Findings { errors?: { extensions: { code: string, findings?: { code: string, message: { fr: string } }[] } }[] }
const findingsOf = ({ body }: { body: unknown }): string[] => (body as Findings).errors?.flatMap(({ extensions }) => extensions.findings?.map(({ code }) => code) ?? [extensions.code]) ?? []

async function planned(): Promise<string[]> {
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
  structure = await workplaceOf('conseiller')
  for (const [field, type] of Object.entries(FIELDS)) {
    const created = await admin('/fields/organizations', 'POST', { field, type, schema: { is_nullable: true }, meta: { interface: type === 'date' ? 'datetime' : 'input', translations: [{ language: 'fr-FR', translation: field.slice(2) }] } })
    expect(created.status).toBe(200)
  }
  await admin('/items/field_settings', 'POST', [
    { collection: 'organizations', field: 'x_libres', audience: 'partner', level: 'read' }, { collection: 'organizations', field: 'x_places', audience: 'partner', level: 'read' },
    { collection: 'organizations', field: 'x_prises', audience: 'partner', level: 'read' }, { collection: 'organizations', field: 'x_secret', audience: 'adviser', level: 'none' },
  ])
})

afterAll(async () => {
  await admin('/items/field_rules', 'DELETE', { query: { filter: { collection: { _eq: 'organizations' } } } })
  for (const field of Object.keys(FIELDS)) await admin(`/fields/organizations/${field}`, 'DELETE')
  // The rights follow before other tests look at them.
  await soon(planNow, changes => changes.length === 0)
})

describe('a rule is refused when it could not be followed', () => {
  it.each([['conseiller', 403], ['partenaire', 403], ['pilotage', 403]])('%s gives no rule', async (as, status) => {
    expect((await items(as, 'field_rules', 'POST', { collection: 'organizations', field: 'x_libres', kind: 'computed', expression: '1' })).status).toBe(status)
  })

  it.each<[string, string, string, string, string[]]>([
    ['a missing field', 'x_motif', 'required_if', 'x_placess > 1', ['UNKNOWN_FIELD']],
    ['itself', 'x_motif', 'shown_if', 'is_empty(x_motif)', ['ITSELF']],
    ['a field its audience cannot read', 'x_motif', 'shown_if', 'x_secret == "a"', ['NOT_READABLE']],
    ['a value that is no choice', 'x_motif', 'required_if', 'kind == "pirate"', ['NOT_A_CHOICE']],
    ['no condition', 'x_motif', 'required_if', 'x_places + 1', ['NOT_A_CONDITION']],
    ['a product field to compute', 'name', 'computed', '"x"', ['NOT_COMPUTABLE']],
    ['what is not a rule', 'x_motif', 'required_if', 'select 1', ['SYNTAX']],
    ['a search in related rows', 'x_motif', 'required_if', 'sites.exists(s, s.name == "x")', ['UNKNOWN_FUNCTION']],
  ])('%s', async (_, field, kind, expression, codes) => {
    const answer = await rule(field, kind, expression)

    expect([answer.status, findingsOf(answer)]).toEqual([400, codes])
    expect(answer.body.errors?.[0]?.message).toMatch(/^Rien n’a été enregistré\. /)
  })

  it('a rule about a collection or a field that does not exist, and one without its message', async () => {
    const post = (row: Record<string, unknown>) => items(CONFIGURATOR, 'field_rules', 'POST', { collection: 'organizations', field: 'x_motif', kind: 'required_if', expression: 'true', ...row })

    expect(refusals(await post({ collection: 'directus_users' }))).toEqual(['collection NOT_A_CHOICE'])
    expect(refusals(await post({ field: 'x_rien' }))).toEqual(['field NOT_A_CHOICE'])
    expect(refusals(await post({ kind: 'valid_if' }))).toEqual(['message_fr REQUIRED'])
  })

  it('a circle, even between two rules saved together', async () => {
    const answer = await items(CONFIGURATOR, 'field_rules', 'POST', [
      { collection: 'organizations', field: 'x_sites', kind: 'computed', expression: 'x_duree + 1' }, { collection: 'organizations', field: 'x_duree', kind: 'computed', expression: 'x_sites + 1' },
    ])

    expect(findingsOf(answer)).toEqual(['CIRCLE'])
    expect((await db.query('select 1 from field_rules')).rows).toEqual([])
  })
})

describe('a rule saved by the configurator is followed', () => {
  let organization = ''

  beforeAll(async () => {
    const saved = await items(CONFIGURATOR, 'field_rules', 'POST', [
      { collection: 'organizations', field: 'x_libres', kind: 'computed', expression: 'x_places - x_prises' },
      { collection: 'organizations', field: 'x_duree', kind: 'computed', expression: 'days_between(x_debut, x_fin)' },
      { collection: 'organizations', field: 'x_sites', kind: 'computed', expression: 'count(sites)' },
      { collection: 'organizations', field: 'x_motif', kind: 'required_if', expression: 'x_libres < 0' },
      { collection: 'organizations', field: 'x_fin', kind: 'valid_if', expression: 'x_fin >= x_debut', message_fr: 'La fin précède le début : changez l’une des deux dates.', message_en: 'The end comes before the start.' },
    ])
    expect(saved.status).toBe(200)
    organization = await anOrganization(structure)
    // Rights on what is computed follow a moment after the rule.
    await soon(() => change('conseiller', organization, { x_places: 12, x_prises: 2 }), ({ status }) => status === 200)
  })

  it('is in the form: computed, and accepted only if, with its words', async () => {
    const field = async (name: string) => (await formsOf('conseiller')).organizations?.fields.find(({ field }) => field === name)

    expect(await field('x_libres')).toMatchObject({ computed: 'x_places - x_prises', required: false })
    expect(await field('x_fin')).toMatchObject({ validIf: [{ rule: 'x_fin >= x_debut', message: { fr: 'La fin précède le début : changez l’une des deux dates.', en: 'The end comes before the start.' } }] })
    expect((await formsOf('conseiller')).organizations?.counts).toEqual(['sites'])
  })

  it('computes on creation and on change, whatever the caller sent', async () => {
    const answer = await create('conseiller', { x_places: 10, x_prises: 4, x_libres: 999, x_debut: '2026-03-01', x_fin: '2026-03-31' })
    expect(answer.status).toBe(200)
    expect(await stored(idOf(answer), 'x_libres', 'x_duree', 'x_sites')).toEqual({ x_libres: 6, x_duree: 30, x_sites: 0 })

    expect((await change('conseiller', idOf(answer), { x_prises: 7, x_libres: 1 })).status).toBe(200)
    expect(await stored(idOf(answer), 'x_libres')).toEqual({ x_libres: 3 })

    expect((await change('conseiller', idOf(answer), { x_prises: null })).status).toBe(200)
    expect(await stored(idOf(answer), 'x_libres')).toEqual({ x_libres: null })
  })

  it('computes the records that were there again when what it says changes, not when its words do', async () => {
    const { rows: [saved] } = await db.query<{ id: string }>(`select id from field_rules where collection = 'organizations' and field = 'x_libres' and kind = 'computed'`)
    const correct = (row: Record<string, unknown>) => items(CONFIGURATOR, `field_rules/${saved?.id}`, 'PATCH', row)
    const later = () => new Promise(resolve => setTimeout(resolve, 1_500))
    // A value that no rule gives shows whether it was computed again, once what the new rules give to everybody has been written.
    await soon(async () => {
      await db.query('update organizations set x_libres = 777 where id = $1', [organization])
      await later()
      return stored(organization, 'x_libres')
    }, ({ x_libres: free }) => free === 777)

    expect((await correct({ message_en: 'Other words' })).status).toBe(200)
    await later()
    expect(await stored(organization, 'x_libres')).toEqual({ x_libres: 777 })
    expect((await correct({ expression: 'x_places - x_prises + 0' })).status).toBe(200)
    await soon(() => stored(organization, 'x_libres'), ({ x_libres: free }) => free === 10)
    expect((await correct({ expression: 'x_places - x_prises' })).status).toBe(200)
  })

  it('computes each row of one change of many', async () => {
    const ids = [idOf(await create('admin', { x_places: 10, x_prises: 1 })), idOf(await create('admin', { x_places: 20, x_prises: 1 }))]
    const answer = await items('conseiller', 'organizations', 'PATCH', { keys: ids, data: { x_prises: 5 } })

    expect(answer.status).toBe(200)
    expect(await stored(ids[0] ?? '', 'x_libres')).toEqual({ x_libres: 5 })
    expect(await stored(ids[1] ?? '', 'x_libres')).toEqual({ x_libres: 15 })
  })

  it('counts the related rows that come along', async () => {
    const id = idOf(await create('admin', { sites: [{ name: 'Un', postal_code: '75011', city: 'Paris' }, { name: 'Deux', postal_code: '75012', city: 'Paris' }] }))
    expect(await stored(id, 'x_sites')).toEqual({ x_sites: 2 })

    await change('admin', id, { sites: { create: [{ name: 'Trois', postal_code: '75013', city: 'Paris' }], update: [], delete: [] } })
    expect(await stored(id, 'x_sites')).toEqual({ x_sites: 3 })

    await change('admin', id, { name: 'Trois sites' })
    expect(await stored(id, 'x_sites')).toEqual({ x_sites: 3 })
    const { body } = await call<{ data: unknown }>(`/relais/forms/organizations/${id}/counts`, { as: 'admin' })
    expect(body.data).toEqual({ sites: 3 })
  })

  it('counts again when related rows come, move and go by themselves', async () => {
    const [first, second] = [idOf(await create('admin', {})), idOf(await create('admin', {}))]
    const sitesOf = async (id: string) => (await stored(id, 'x_sites')).x_sites
    const site = idOf(await items('admin', 'sites', 'POST', { organization: first, name: 'Seul', postal_code: '75011', city: 'Paris' }))
    expect(await soon(() => sitesOf(first), count => count === 1)).toBe(1)

    await items('admin', `sites/${site}`, 'PATCH', { organization: second })
    expect(await soon(() => sitesOf(second), count => count === 1)).toBe(1)
    expect(await soon(() => sitesOf(first), count => count === 0)).toBe(0)

    await items('admin', `sites/${site}`, 'DELETE')
    expect(await soon(() => sitesOf(second), count => count === 0)).toBe(0)
  })

  it('ends right when two answers of one rule change at once', async () => {
    const id = idOf(await create('admin', { x_places: 10, x_prises: 1 }))
    await Promise.all([change('admin', id, { x_places: 20 }), change('admin', id, { x_prises: 5 })])

    expect(await soon(async () => (await stored(id, 'x_libres')).x_libres, free => free === 15)).toBe(15)
  })

  it('computes and checks rows created inside another, and a file of rows', async () => {
    const site = await items('admin', 'sites', 'POST', { name: 'Accueil', postal_code: '75011', city: 'Paris', organization: { name: `Dans un site ${Date.now()}`, kind: 'association', description: DESCRIPTION, structure, x_places: 3, x_prises: 1 } })
    expect(site.status).toBe(200)
    expect(await stored(String(site.body.data?.organization), 'x_libres')).toEqual({ x_libres: 2 })

    const send = async (rows: unknown[]) => {
      const form = new FormData()
      form.append('file', new Blob([JSON.stringify(rows)], { type: 'application/json' }), 'organizations.json')
      return fetch(`${stack.directusUrl}/utils/import/organizations`, { method: 'POST', headers: { authorization: `Bearer ${await tokenFor('admin')}` }, body: form })
    }
    const row = { name: `Importé ${Date.now()}`, kind: 'association', description: DESCRIPTION, structure, x_places: 8, x_prises: 3, x_libres: 0 }
    expect((await send([{ ...row, x_debut: '2026-03-02', x_fin: '2026-03-01' }])).status).toBe(400)
    expect((await send([row])).status).toBe(200)
    expect((await db.query('select x_libres from organizations where name = $1', [row.name])).rows).toEqual([{ x_libres: 5 }])
  })

  it('refuses with its message, also when the other date moves', async () => {
    expect((await change('conseiller', organization, { x_debut: '2026-03-01', x_fin: '2026-03-31' })).status).toBe(200)
    const answer = await change('conseiller', organization, { x_debut: '2026-05-01' })

    expect(refusals(answer)).toEqual(['x_fin NOT_VALID'])
    expect(answer.body.errors?.[0]?.message).toContain('la fin précède le début : changez l’une des deux dates.')
  })

  it('requires by what is computed', async () => {
    expect(refusals(await change('conseiller', organization, { x_prises: 50 }))).toEqual(['x_motif REQUIRED'])
    expect((await change('conseiller', organization, { x_prises: 50, x_motif: 'Renfort' })).status).toBe(200)
  })

  it('is explained to those who configure, and to nobody else', async () => {
    const { body } = await call<{ data: { fields: RuleField[], rules: unknown[] } }>('/relais/rules/organizations/x_motif', { as: CONFIGURATOR })

    expect(body.data.fields.find(({ name }) => name === 'sites')).toMatchObject({ type: 'rows' })
    expect(body.data.rules).toHaveLength(5)
    expect((await call('/relais/rules/organizations/x_motif', { as: 'conseiller' })).status).toBe(403)
    expect((await call('/relais/rules/directus_users/email', { as: CONFIGURATOR })).status).toBe(403)
  })

  it('keeps a right from being changed so that its audience could not read it any more', async () => {
    const decide = (field: string, audience: string, level: string) => admin('/items/field_settings', 'POST', { collection: 'organizations', field, audience, level })
    const [closed, opened] = [await decide('x_debut', 'adviser', 'none'), await decide('x_duree', 'partner', 'read')]

    expect([closed.status, findingsOf(closed)]).toEqual([400, ['NOT_READABLE', 'NOT_READABLE']])
    expect([opened.status, findingsOf(opened)]).toEqual([400, ['NOT_READABLE', 'NOT_READABLE']])
    expect(closed.body.errors?.[0]?.message).toContain('« debut » n’est pas visible pour : Conseiller')
  })

  it('is followed by the Studio itself where a condition can say it', async () => {
    expect((await rule('x_secret', 'shown_if', 'x_places > 3')).status).toBe(200)
    const conditions = async (field: string) => (await db.query('select conditions from directus_fields where collection = \'organizations\' and field = $1', [field])).rows[0]?.conditions

    expect(await soon(() => conditions('x_secret'), found => Array.isArray(found) && found.length === 1)).toMatchObject([
      { name: 'field_rules.shown_if', rule: { _or: [{ x_places: { _lte: 3 } }, { x_places: { _empty: true } }] }, hidden: true },
    ])
    expect(await conditions('x_libres')).toMatchObject([{ name: 'field_rules.computed', readonly: true }])
    const secret = (await formsOf('admin')).organizations?.fields.find(({ field }) => field === 'x_secret')
    expect(secret?.shownIf).toBe('x_places > 3')
  })

  it('keeps the fields it reads from being deleted, and the schema engine from changing anything', async () => {
    const refused = await admin('/fields/organizations/x_places', 'DELETE')

    expect(await soon(planNow, changes => changes.length === 0)).toEqual([])
    expect([refused.status, findingsOf(refused)]).toEqual([409, ['FIELD_IN_RULE']])
  })
})
