import { beforeAll, describe, expect, it } from 'vitest'
import { aCase, aPerson, insert, makeWorld, userId } from '../integration/directory/world.ts'
import { call, db } from '../support/stack.ts'

const ACCOUNTS = ['conseiller', 'conseiller2', 'responsable', 'prescripteur', 'configurateur', 'pilotage', 'partenaire', 'partenaire2', 'usager', 'usager2'] as const
type Account = (typeof ACCOUNTS)[number]

/** Who reads each row of one file and of its partner: the adviser and the prescriber of its team, the manager of its structure. */
const READERS: Record<string, readonly Account[]> = {
  people: ['conseiller', 'responsable', 'prescripteur'],
  cases: ['conseiller', 'responsable', 'prescripteur'],
  needs: ['conseiller', 'responsable', 'prescripteur'],
  actions: ['conseiller', 'responsable', 'prescripteur'],
  objectives: ['conseiller', 'responsable', 'prescripteur'],
  interviews: ['conseiller', 'responsable'],
  milestones: ['conseiller', 'responsable'],
  case_members: ['conseiller', 'responsable'],
  relatives: ['conseiller', 'responsable'],
  person_identifiers: ['conseiller', 'responsable'],
  referrals: ['conseiller', 'responsable', 'prescripteur', 'partenaire', 'partenaire2'],
  referral_steps: ['conseiller', 'responsable', 'prescripteur', 'partenaire', 'partenaire2'],
  interactions: ['conseiller', 'responsable'],
}

const rows: Record<string, string> = {}
const keptToItself = { organizations: '', offers: '' }
let person = ''

beforeAll(async () => {
  const { structure, offer, organization } = await makeWorld()
  person = await aPerson(structure)
  const file = await aCase(person, structure, { conseiller: 'reader', prescripteur: 'prescriber' }, { referent: userId('conseiller') })
  const team = await db.query<{ id: string }>('select id from case_members where "case" = $1 limit 1', [file])
  const referral = await insert('referrals', { case: file, offer, status: 'sent', person_display: 'Alix E.' })
  const step = await db.query<{ id: string }>('select id from referral_steps where referral = $1', [referral])
  Object.assign(rows, {
    people: person, cases: file, referrals: referral, case_members: team.rows[0]?.id, referral_steps: step.rows[0]?.id,
    needs: await insert('needs', { case: file, theme: 'housing', description: 'Se loger', identified_on: '2025-01-06' }),
    actions: await insert('actions', { case: file, theme: 'housing', title: 'Appeler la résidence' }),
    objectives: await insert('objectives', { case: file, theme: 'housing', title: 'Un logement stable' }),
    interviews: await insert('interviews', { case: file, user: userId('conseiller'), happened_at: '2025-01-06T10:00:00Z', summary: 'Premier entretien' }),
    milestones: await insert('milestones', { case: file, title: 'Bilan', due_on: '2025-04-01' }),
    relatives: await insert('relatives', { person, last_name: 'Essai', relationship: 'mother' }),
    person_identifiers: await insert('person_identifiers', { person, kind: 'local', value: `E-${person.slice(0, 12)}` }),
    interactions: await insert('interactions', { organization, structure, user: userId('conseiller'), kind: 'call', happened_at: '2025-01-06T10:00:00Z' }),
  })
  keptToItself.organizations = await insert('organizations', { name: 'Organisation réservée', kind: 'association', structure, visibility: 'internal' })
  keptToItself.offers = await insert('offers', { organization: keptToItself.organizations, kind: 'service', title: 'Offre réservée', themes: ['rights'] })
})

async function readersOf(collection: string, id: string): Promise<Account[]> {
  const answers = await Promise.all(ACCOUNTS.map(async as => ({ as, status: (await call(`/items/${collection}/${id}?fields=id`, { as })).status })))
  return answers.filter(({ status }) => status === 200).map(({ as }) => as)
}

describe('a row of a file', () => {
  it.each(Object.keys(READERS))('in %s is read by those it concerns, and by nobody else', async (collection) => {
    expect(await readersOf(collection, rows[collection] ?? '')).toEqual(READERS[collection])
  })

  it.each(Object.keys(READERS))('in %s is not found by listing either', async (collection) => {
    for (const as of ACCOUNTS.filter(account => !READERS[collection]?.includes(account))) {
      const { status, body } = await call<{ data?: unknown[] }>(`/items/${collection}?fields=id&filter[id][_eq]=${rows[collection]}`, { as })
      expect(status === 403 || body.data?.length === 0).toBe(true)
    }
  })

  it('is never read without signing in', async () => {
    for (const collection of Object.keys(READERS)) expect((await call(`/items/${collection}/${rows[collection]}`)).status).toBe(403)
  })

  it('answers like a missing one', async () => {
    const hidden = await call(`/items/cases/${rows.cases}`, { as: 'conseiller2' })
    const missing = await call('/items/cases/00000000-0000-4000-8000-00000000dead', { as: 'conseiller2' })

    expect(hidden.status).toBe(missing.status)
    expect(hidden.body).toEqual(missing.body)
  })

  it('counts once for somebody who has two reasons to read it', async () => {
    const { body } = await call<{ data: { count: string }[] }>(`/items/cases?aggregate[count]=*&filter[id][_eq]=${rows.cases}`, { as: 'conseiller' })

    expect(Number(body.data[0]?.count)).toBe(1)
  })

  it('is not written by a stranger, nor moved to another file by its own team', async () => {
    expect((await call(`/items/needs/${rows.needs}`, { as: 'conseiller2', method: 'PATCH', body: { status: 'met' } })).status).toBe(403)
    expect((await call(`/items/needs/${rows.needs}`, { as: 'conseiller', method: 'PATCH', body: { case: rows.cases } })).status).toBe(403)
    expect((await call(`/items/cases/${rows.cases}`, { as: 'conseiller', method: 'PATCH', body: { person } })).status).toBe(403)
    expect((await call(`/items/referrals/${rows.referrals}`, { as: 'conseiller', method: 'PATCH', body: { status: 'accepted' } })).status).toBe(403)
  })
})

describe('an organisation that a structure keeps to itself', () => {
  it.each(['organizations', 'offers'] as const)('shows its %s to that structure only', async (collection) => {
    expect(await readersOf(collection, keptToItself[collection])).toEqual(['conseiller', 'responsable'])
  })
})

describe('a person in their own space', () => {
  it('reads their row and never another’s', async () => {
    const own = await db.query<{ id: string }>('select id from people where "user" = $1', [userId('usager')])
    const id = own.rows[0]?.id ?? ''

    expect((await call(`/items/people/${id}?fields=first_name`, { as: 'usager' })).status).toBe(200)
    expect((await call(`/items/people/${id}?fields=first_name`, { as: 'usager2' })).status).toBe(403)
    expect((await call<{ data: unknown[] }>('/items/people?fields=id', { as: 'usager' })).body.data).toEqual([{ id }])
  })
})

describe('tables of rights and history', () => {
  it.each(['access_grants', 'person_grants', 'person_structures', 'structure_scopes', 'value_history', 'invitations', 'manifest'])('%s is closed to everybody', async (collection) => {
    for (const as of ACCOUNTS) expect((await call(`/items/${collection}`, { as })).status).toBe(403)
  })
})
