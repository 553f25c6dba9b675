import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aMember, aMembership, aPerson, aStructure, anOrganization, insert, key, makeWorld, rowOf, userId } from './world.ts'
import type { World } from './world.ts'

interface Line {
  id: string
  collection: string
  item: string
  item_label: string
  field: string
  field_label: { fr: string }
  kind: string
  base: unknown
  before: unknown
  proposed: unknown
  current: unknown
  proposed_by_name: string
  organization: { id: string, name: string } | null
  competing: string[]
}

let world: World

const queue = (as: string, query = '') => call<{ data: Line[] }>(`/relais/directory/proposals${query}`, { as })
/** The whole queue, page after page. */
async function wholeQueue(as: string): Promise<Line[]> {
  const lines: Line[] = []
  for (let page = 1; ; page += 1) {
    const { body } = await queue(as, `?page=${page}`)
    lines.push(...body.data)
    if (body.data.length < 50) return lines
  }
}

const decide = (id: string, verb: string, body: unknown = {}, as = 'conseiller') => call<{ data: { status: string } }>(`/relais/directory/proposals/${id}/${verb}`, { as, method: 'POST', body })

async function propose(organization: string, values: Record<string, unknown>, base: Record<string, unknown>, as = 'partenaire'): Promise<string> {
  const { body } = await call<{ data: { proposed: { proposal: string }[] } }>(`/relais/directory/partner/organizations/${organization}`, { as, method: 'PATCH', body: { values, base } })
  return body.data.proposed[0]?.proposal ?? ''
}

async function aKeptOrganization(row: Record<string, unknown> = {}): Promise<string> {
  const organization = await anOrganization(world.structure, row)
  await aMember(organization, 'partenaire', 'owner')
  await aMember(organization, 'partenaire2', 'editor')
  return organization
}

beforeAll(async () => {
  world = await makeWorld()
})

describe('access to the review queue', () => {
  it('is refused without a token and to whoever does not review', async () => {
    expect((await call('/relais/directory/proposals')).status).toBe(401)
    for (const as of ['partenaire', 'usager', 'prescripteur', 'pilotage', 'configurateur']) {
      expect((await queue(as)).status).toBe(403)
      expect((await decide(key(), 'accept', {}, as)).status).toBe(403)
    }
  })

  it.each(['?status=maybe', '?page=0', '?page=x', '?limit=10'])('explains %s', async (query) => {
    expect(codeOf(await queue('conseiller', query))).toBe('FORM_INVALID')
  })

  it('hides a proposal from another structure, in the queue and in the decision', async () => {
    const id = await propose(await aKeptOrganization(), { name: 'Nom proposé' }, { name: 'Atelier des essais' })

    expect((await wholeQueue('conseiller')).map(line => line.id)).toContain(id)
    expect((await wholeQueue('responsable')).map(line => line.id)).toContain(id)
    expect((await wholeQueue('conseiller2')).map(line => line.id)).not.toContain(id)
    const [foreign, missing] = [await decide(id, 'accept', {}, 'conseiller2'), await decide(key(), 'accept', {}, 'conseiller2')]
    expect([foreign.status, JSON.stringify(foreign.body)]).toEqual([403, JSON.stringify(missing.body)])
    expect((await rowOf('change_proposals', id))['status']).toBe('pending')
  })

  it('takes more than the right to read a structure', async () => {
    const structure = await aStructure()
    await aMembership(structure, 'conseiller2', 'reception')
    const organization = await anOrganization(structure)
    await aMember(organization, 'partenaire', 'owner')
    const id = await propose(organization, { name: 'Nom proposé' }, { name: 'Atelier des essais' })

    expect((await decide(id, 'refuse', { reason: 'Non' }, 'conseiller2')).status).toBe(403)
  })
})

describe('a proposal in the queue', () => {
  it('says what is proposed, by whom, and what is in place', async () => {
    const organization = await aKeptOrganization({ name: 'Maison des essais' })
    const id = await propose(organization, { name: 'Maison commune' }, { name: 'Maison des essais' })
    const competing = await propose(organization, { name: 'Grande maison' }, { name: 'Maison des essais' }, 'partenaire2')
    await db.query('update organizations set name = $2 where id = $1', [organization, 'Maison renommée'])

    const line = (await wholeQueue('conseiller')).find(candidate => candidate.id === id)

    expect(line).toMatchObject({
      collection: 'organizations', item: organization, item_label: 'Maison renommée', organization: { id: organization, name: 'Maison renommée' },
      field: 'name', field_label: { fr: 'Nom' }, kind: 'text', base: 'Maison des essais', before: 'Maison des essais', proposed: 'Maison commune', current: 'Maison renommée',
      proposed_by_name: 'Odile Garancher', competing: [competing],
    })
  })

  it('carries the choices of a list', async () => {
    const organization = await aKeptOrganization({ themes: ['housing'] })
    const id = await propose(organization, { themes: ['housing', 'health'] }, { themes: ['housing'] })

    const line = (await wholeQueue('conseiller')).find(candidate => candidate.id === id)

    expect(line).toMatchObject({ kind: 'choices', base: ['housing'], proposed: ['housing', 'health'], choices: expect.arrayContaining([expect.objectContaining({ value: 'health' })]) })
  })
})

describe('accepting', () => {
  it('publishes the value under the name of its author and dates the listing', async () => {
    const organization = await aKeptOrganization()
    const id = await propose(organization, { name: 'Nouveau nom' }, { name: 'Atelier des essais' })

    const { status, body } = await decide(id, 'accept')

    expect([status, body.data]).toEqual([200, { status: 'accepted' }])
    expect(await rowOf('organizations', organization)).toMatchObject({ name: 'Nouveau nom', updated_by_partner_at: expect.any(Date) })
    expect(await rowOf('change_proposals', id)).toMatchObject({ status: 'accepted', decided_by: userId('conseiller'), decided_at: expect.any(Date) })
    const { rows } = await db.query(`select "user", audience from value_history where item = $1 and field = 'name' order by at desc limit 1`, [organization])
    expect(rows[0]).toEqual({ user: userId('partenaire'), audience: 'partner' })
    const page = await call<{ data: { organization: { name: string } } }>(`/relais/directory/organizations/${organization}`)
    expect(page.body.data.organization.name).toBe('Nouveau nom')
  })

  it('attributes an adjusted value to the reviewer', async () => {
    const organization = await aKeptOrganization()
    const id = await propose(organization, { name: 'nouveau nom' }, { name: 'Atelier des essais' })

    expect((await decide(id, 'accept', { value: 'Nouveau Nom' })).status).toBe(200)

    const { rows } = await db.query(`select value, "user", audience from value_history where item = $1 and field = 'name' order by at desc limit 1`, [organization])
    expect(rows[0]).toEqual({ value: 'Nouveau Nom', user: userId('conseiller'), audience: 'adviser' })
  })

  it('answers that it is already decided, whatever the second decision', async () => {
    const id = await propose(await aKeptOrganization(), { name: 'Nouveau nom' }, { name: 'Atelier des essais' })
    await decide(id, 'accept')

    for (const [verb, body] of [['accept', {}], ['refuse', { reason: 'Trop tard' }]] as const) {
      const second = await decide(id, verb, body, 'responsable')
      expect([second.status, codeOf(second)]).toEqual([409, 'ALREADY_DECIDED'])
      expect(second.body).toMatchObject({ errors: [{ extensions: { status: 'accepted', at: expect.any(String) } }] })
    }
  })

  it('lets one of two simultaneous decisions win', async () => {
    const id = await propose(await aKeptOrganization(), { name: 'Nouveau nom' }, { name: 'Atelier des essais' })

    const answers = await Promise.all([decide(id, 'accept'), decide(id, 'refuse', { reason: 'Non' }, 'responsable')])

    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
  })

  it('refuses a value that the form refuses, and keeps the proposal', async () => {
    const id = await propose(await aKeptOrganization(), { name: 'Nouveau nom' }, { name: 'Atelier des essais' })

    const answer = await decide(id, 'accept', { value: 'x' })

    expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
    expect((await rowOf('change_proposals', id))['status']).toBe('pending')
  })

  it('refuses a decision taken on an outdated screen', async () => {
    const organization = await aKeptOrganization()
    const id = await propose(organization, { name: 'Nouveau nom' }, { name: 'Atelier des essais' })
    await db.query('update organizations set name = $2 where id = $1', [organization, 'Corrigé entre-temps'])

    const answer = await decide(id, 'accept', { current: 'Atelier des essais' })

    expect([answer.status, codeOf(answer)]).toEqual([409, 'EDIT_CONFLICT'])
    expect((await rowOf('organizations', organization))['name']).toBe('Corrigé entre-temps')
  })

  it('keeps the competing proposal pending, and shows it the new value in place', async () => {
    const organization = await aKeptOrganization()
    const first = await propose(organization, { name: 'Premier' }, { name: 'Atelier des essais' })
    const second = await propose(organization, { name: 'Second' }, { name: 'Atelier des essais' }, 'partenaire2')

    await decide(first, 'accept')

    expect((await wholeQueue('conseiller')).find(line => line.id === second)).toMatchObject({ current: 'Premier', proposed: 'Second', competing: [] })
  })
})

describe('refusing and withdrawing', () => {
  it.each([{}, { reason: '' }, { reason: '   ' }, { reason: 'x'.repeat(2001) }, { reason: 12 }, { reason: 'Non', force: true }])('needs a reason, not %j', async (body) => {
    const id = await propose(await aKeptOrganization(), { name: 'Nouveau nom' }, { name: 'Atelier des essais' })

    expect(codeOf(await decide(id, 'refuse', body))).toBe('FORM_INVALID')
  })

  it('keeps the value in place and tells the partner why', async () => {
    const organization = await aKeptOrganization()
    const id = await propose(organization, { name: 'Nouveau nom' }, { name: 'Atelier des essais' })

    await decide(id, 'refuse', { reason: 'Ce nom est celui d’une autre association.' })

    expect((await rowOf('organizations', organization))['name']).toBe('Atelier des essais')
    const { body } = await call<{ data: { pending: unknown[], decisions: unknown[] } }>(`/relais/directory/partner/organizations/${organization}`, { as: 'partenaire' })
    expect(body.data).toMatchObject({ pending: [], decisions: [{ id, status: 'refused', reason: 'Ce nom est celui d’une autre association.' }] })
  })

  it('lets its author take a proposal back, once, and nobody else', async () => {
    const id = await propose(await aKeptOrganization(), { name: 'Nouveau nom' }, { name: 'Atelier des essais' })
    const withdraw = (as: string) => call(`/relais/directory/partner/proposals/${id}/withdraw`, { as, method: 'POST', body: {} })

    expect((await withdraw('partenaire2')).status).toBe(403)
    expect((await withdraw('partenaire')).status).toBe(200)
    expect(codeOf(await withdraw('partenaire'))).toBe('ALREADY_DECIDED')
    expect(codeOf(await decide(id, 'accept'))).toBe('ALREADY_DECIDED')
  })
})

describe('a proposal about a person', () => {
  async function aPersonProposal(team: Record<string, string>): Promise<string> {
    const person = await aPerson(world.structure)
    await aCase(person, world.structure, team)
    return insert('change_proposals', {
      collection: 'people', item: person, field: 'last_name', base_value: JSON.stringify('Essai'), proposed_value: JSON.stringify('Essai-Martin'),
      status: 'pending', proposed_by: userId('usager'), proposed_audience: 'beneficiary', person, structure: world.structure, date_created: new Date(),
    })
  }

  it('is for the team of the file, not for the whole structure', async () => {
    const mine = await aPersonProposal({ conseiller: 'referent' })
    const another = await aPersonProposal({ conseiller2: 'referent' })

    const ids = (await wholeQueue('conseiller')).map(line => line.id)

    expect(ids).toContain(mine)
    expect(ids).not.toContain(another)
    expect((await decide(another, 'accept')).status).toBe(403)
    expect((await wholeQueue('responsable')).map(line => line.id)).toContain(another)
    expect((await decide(mine, 'accept')).status).toBe(200)
  })
})
