import knex from 'knex'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAccount } from '../../extensions/access/src/service/account.ts'
import type { Account } from '../../extensions/access/src/service/account.ts'
import { decideRows } from '../../extensions/access/src/service/explain.ts'
import { collections, getCollection } from '../../schema/index.ts'
import { randomFor } from '../../seeds/lib/prng.ts'
import { aCase, aPerson, aStructure, anOrganization, insert, key, userId } from '../integration/directory/world.ts'
import { bearer, mint } from '../integration/identity/mint.ts'
import type { ApiBody } from '../support/stack.ts'
import { call, codeOf, db, stack } from '../support/stack.ts'
import { aCrowd, anAccount } from './crowd.ts'
import type { Somebody } from './crowd.ts'

const PAIRS = 10_000
const ROWS_ASKED = 100

const random = randomFor('explanations')
const host = knex({ client: 'pg', connection: { ...stack.database }, pool: { min: 0, max: 2 } })
const keys: Record<string, string[]> = {}
let crowd: (Somebody & { account: Account, token: string })[] = []

beforeAll(async () => {
  const people = await aCrowd(random, 65)
  // One of each who surely works somewhere: what was drawn may leave an audience without any mandate in force.
  const [structure, organization] = [await aStructure(), await anOrganization(await aStructure())]
  for (const audience of ['adviser', 'manager', 'prescriber', 'configurator', 'steering', 'partner'] as const) {
    const sure = await anAccount(audience)
    if (audience === 'partner') await insert('organization_members', { organization, user: sure.id, right: 'owner', valid_from: '2024-01-01' })
    else await insert('memberships', { structure, user: sure.id, function: audience === 'prescriber' ? 'adviser' : audience, valid_from: '2024-01-01' })
    people.push(sure)
  }
  // Rows that content alone hides: an organisation kept to itself, what is not shown to the person, what is not sent.
  await db.query(`update organizations set visibility = 'internal' where id in (select id from organizations order by id limit 20)`)
  await db.query(`update actions set visible_to_beneficiary = not visible_to_beneficiary where id in (select id from actions order by id limit 60)`)
  for (const { id } of people.slice(0, 12)) await insert('saved_views', { user: id, space: 'portfolio', name: 'Vue', is_shared: false })
  for (const name of Object.keys(collections)) {
    const { rows } = await db.query<{ id: string }>(`select id from "${name}" order by md5(id::text) limit 600`)
    keys[name] = rows.map(({ id }) => id)
  }
  crowd = []
  for (const somebody of people) {
    const account = await readAccount(host, somebody.id)
    if (account) crowd.push({ ...somebody, account, token: await mint(somebody.id, { exp: Math.floor(Date.now() / 1000) + 3600 }) })
  }
}, 180_000)
afterAll(() => host.destroy())

/** What Directus answers about these rows: the ones it gives; none when it refuses the question. */
async function realAnswer(token: string, collection: string, ids: string[], field: string | null): Promise<Set<string>> {
  const fields = field === null ? ['id'] : ['id', field]
  const { status, body } = await call<{ data?: { id: string }[] }>(`/items/${collection}`, {
    method: 'SEARCH', headers: bearer(token), body: { query: { fields, filter: { id: { _in: ids } }, limit: -1 } },
  })
  expect([200, 401, 403]).toContain(status)
  return new Set(body.data?.map(({ id }) => id))
}

const disagreements: string[] = []
const seen = { pairs: 0, granted: 0, withField: 0, audiences: new Set<string>() }

async function compareOnce({ account, token, audience, status } = random.pick(crowd), only?: string): Promise<void> {
  const collection = only ?? random.pick(Object.keys(keys).filter(name => (keys[name]?.length ?? 0) > 0))
  const ids = random.sample(keys[collection] ?? [], ROWS_ASKED)
  const field = random.chance(0.5) ? random.pick(Object.entries(getCollection(collection)?.fields ?? {}).filter(([, { type }]) => type !== 'alias').map(([name]) => name)) : null
  const decisions = await decideRows(host, account, { collection, action: 'read', field }, ids)
  const given = await realAnswer(token, collection, ids, field)
  for (const id of ids) {
    seen.pairs += 1
    if (field !== null) seen.withField += 1
    if (given.has(id)) seen.granted += 1
    if (given.has(id) && audience !== null) seen.audiences.add(audience)
    if (decisions.get(id) !== given.has(id)) disagreements.push(`${audience} (${status}) ${collection}.${field} ${id}: explained ${decisions.get(id)}, answered ${given.has(id)}`)
  }
}

describe('the explanation', () => {
  it(`agrees with the real answer on ${PAIRS.toLocaleString('en')} random pairs of an account and a row`, async () => {
    while (seen.pairs < PAIRS) await compareOnce()
    // Chance may have drawn nothing that some audience reads: structures are read by all.
    const audiences = [...new Set(crowd.flatMap(({ audience }) => audience ?? []))].toSorted()
    for (const somebody of crowd) if (somebody.audience !== null && !seen.audiences.has(somebody.audience)) await compareOnce(somebody, 'structures')

    expect(disagreements).toEqual([])
    expect([...seen.audiences].toSorted()).toEqual(audiences)
    expect(audiences).toEqual(['adviser', 'beneficiary', 'configurator', 'manager', 'partner', 'prescriber', 'service', 'steering'])
    expect(seen.granted / seen.pairs).toBeGreaterThan(0.05)
    expect(seen.withField / seen.pairs).toBeGreaterThan(0.3)
  }, 300_000)
})

interface Answer { data: { decision: string, reasons: { about: string, isMet: boolean, text: { fr: string, en: string } }[], changes: { fr: string, en: string }[] } }

const question = (query: Record<string, string>) => `/relais/access/explain?${new URLSearchParams(query)}`

describe('GET /relais/access/explain', () => {
  let structure: string
  let person: string
  let file: string
  let stranger: string
  let adviser: Somebody

  beforeAll(async () => {
    structure = await aStructure({ name: 'Mission locale expliquée' })
    const elsewhere = await aStructure({ name: 'Structure d’ailleurs' })
    await insert('memberships', { structure, user: userId('responsable'), function: 'manager', valid_from: '2024-01-01' })
    person = await aPerson(structure)
    file = await aCase(person, structure, {})
    stranger = await aCase(await aPerson(elsewhere), elsewhere, {})
    adviser = await anAccount('adviser')
    await insert('memberships', { structure, user: adviser.id, function: 'adviser', valid_from: '2024-01-01' })
  })

  const ask = async (query: Record<string, string>, as: string | null = 'responsable') =>
    call<Answer>(question({ user: adviser.id, collection: 'cases', item: file, ...query }), { as })
  const texts = ({ body }: { body: Answer }) => body.data.reasons.map(({ text }) => text.fr)

  it('refuses whoever is neither administrator nor manager', async () => {
    expect((await ask({}, null)).status).toBe(401)
    for (const as of ['conseiller', 'partenaire', 'usager', 'prescripteur', 'configurateur', 'pilotage']) expect((await ask({}, as)).status).toBe(403)
  })

  it('answers a manager about another structure as about what does not exist', async () => {
    const missing = await ask({ item: key() })
    const outsider = await anAccount('adviser')

    for (const hidden of [await ask({ item: stranger }), await ask({ user: outsider.id }), await ask({ user: key() }), await ask({ collection: 'nothing' }), await ask({ item: 'x' })]) {
      expect([hidden.status, hidden.body]).toEqual([403, missing.body])
    }
  })

  it('refuses what is no question', async () => {
    expect(codeOf(await ask({ action: 'steal' }))).toBe('FORM_INVALID')
    expect(codeOf(await ask({ field: 'a b' }))).toBe('FORM_INVALID')
  })

  it('says who lacks what, and that doing it changes the answer', async () => {
    const before = await ask({})
    await insert('case_members', { case: file, user: adviser.id, function: 'reader', valid_from: '2025-01-06' })
    const after = await ask({})
    const change = await ask({ action: 'update' })

    expect(before.body.data).toMatchObject({ decision: 'refused', changes: [{ fr: 'L’ajouter à l’équipe du dossier.' }] })
    expect(texts(before)).toContain('n’est pas dans l’équipe du dossier')
    expect(after.body.data).toMatchObject({ decision: 'granted', changes: [] })
    expect(texts(after)).toContain('membre de l’équipe du dossier depuis le 6 janvier 2025')
    expect(change.body.data.decision).toBe('refused')
    expect(texts(change)).toContain('n’est pas dans l’équipe du dossier avec un droit suffisant : son droit est « Consulter »')
  })

  it('tells an access that expired, with its last day', async () => {
    const late = await anAccount('adviser')
    await insert('memberships', { structure, user: late.id, function: 'adviser', valid_from: '2024-01-01' })
    await insert('case_members', { case: file, user: late.id, function: 'educator', valid_from: '2024-01-01', valid_until: '2025-03-31' })

    const answer = await ask({ user: late.id })

    expect(answer.body.data.decision).toBe('refused')
    expect(texts(answer)).toContain('n’est pas dans l’équipe du dossier : accès expiré le 31 mars 2025')
  })

  it('names the structure of a manager, and what a field lacks', async () => {
    const manager = await ask({ user: userId('responsable'), action: 'update', field: 'reference' })
    const prescriber = await anAccount('prescriber')
    await insert('memberships', { structure, user: prescriber.id, function: 'adviser', valid_from: '2024-01-01' })
    await insert('case_members', { case: file, user: prescriber.id, function: 'prescriber', valid_from: '2025-01-06' })
    const closed = await ask({ user: prescriber.id, field: 'summary' })

    expect(manager.body.data.decision).toBe('granted')
    expect(texts(manager).join()).toContain('responsable de la structure « Mission locale expliquée » depuis le 1er janvier 2024')
    expect(closed.body.data.decision).toBe('refused')
    expect(closed.body.data.changes[0]?.fr).toBe('Le produit ferme ce champ à ce profil : aucun réglage ne l’ouvre.')
  })

  it('says to an administrator that an account is suspended, or has no profile', async () => {
    const suspended = await anAccount('adviser', 'suspended')
    const orphan = await anAccount(null)

    expect(texts(await ask({ user: suspended.id }, 'admin'))).toEqual(['le compte est suspendu'])
    expect(texts(await ask({ user: orphan.id }, 'admin'))).toEqual(['le compte n’a aucun profil du produit'])
  })

  it('never tells a value', async () => {
    await db.query('update cases set summary = $2 where id = $1', [file, 'canari-de-synthèse'])

    expect(JSON.stringify((await ask({ field: 'summary' })).body)).not.toContain('canari')
  })
})

describe('POST /relais/access/explain/accounts', () => {
  const find = (as: string | null, body: unknown) => call<ApiBody & { data: { id: string }[] }>('/relais/access/explain/accounts', { as, method: 'POST', body })

  it('refuses whoever is neither administrator nor manager', async () => {
    for (const as of ['conseiller', 'configurateur', 'partenaire']) expect((await find(as, { q: 'ya' })).status).toBe(403)
  })

  it('finds for a manager only those who have to do with the structures managed', async () => {
    const outsider = await anAccount('adviser')
    const ids = async (as: string) => (await find(as, { q: 'essai' })).body.data.map(({ id }) => id)
    await db.query('update directus_users set last_name = $2, first_name = $2 where id = $1', [outsider.id, 'Aaa essai'])

    expect(await ids('admin')).toContain(outsider.id)
    expect(await ids('responsable')).not.toContain(outsider.id)
    expect(codeOf(await find('admin', { q: 'x' }))).toBe('FORM_INVALID')
  })

  it('finds an account by its whole address, never by a part of it', async () => {
    const found = async (as: string, q: string) => (await find(as, { q })).body.data.map(({ id }) => id)

    for (const as of ['admin', 'responsable']) {
      expect(await found(as, 'Conseiller@relais.example')).toEqual([userId('conseiller')])
      for (const part of ['conseiller@r', 'onseiller@relais.example', 'relais.example', '%@relais.example', 'conseiller_relais.example']) expect([part, await found(as, part)]).toEqual([part, []])
    }
  })

  it('row 11: finds a colleague in any spelling and any order, and nobody for signs alone', async () => {
    const found = async (q: string) => (await find('admin', { q })).body.data.map(({ id }) => id)
    const [ndiaye, dang] = [await anAccount('adviser'), await anAccount('adviser')]
    await db.query('update directus_users set first_name = $2, last_name = $3 where id = $1', [ndiaye.id, 'Aïssatou', 'N’Diaye'])
    await db.query('update directus_users set first_name = $2, last_name = $3 where id = $1', [dang.id, 'Thị Hương', 'Đặng'])

    for (const q of ['Ndiaye', 'n\'diaye', 'N’Diaye Aïssatou', 'aissatou ndiaye']) expect([q, await found(q)]).toEqual([q, expect.arrayContaining([ndiaye.id])])
    for (const q of ['Đặng', 'dang', 'Huong Dang']) expect([q, await found(q)]).toEqual([q, expect.arrayContaining([dang.id])])
    for (const q of ['- -', '???', '🙂🙂', '%%', '__']) expect([q, await found(q)]).toEqual([q, []])
  })
})
