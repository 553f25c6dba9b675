import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anOrganization, aPerson, aCase, insert, makeWorld, rowOf, userId } from '../integration/directory/world.ts'
import { call, codeOf, db } from '../support/stack.ts'

interface Line { id: string, item: string, field: string, item_label: string | null }

const queue = async (as = 'conseiller') => {
  const lines: Line[] = []
  for (let page = 1; ; page += 1) {
    const { body: { data } } = await call<{ data: Line[] }>(`/relais/directory/proposals?page=${page}`, { as })
    lines.push(...data)
    if (data.length < 50) return lines
  }
}
const accept = (id: string, as = 'conseiller') => call(`/relais/directory/proposals/${id}/accept`, { as, method: 'POST', body: {} })

let person: string
let organization: string
let proposal: string
let onPartner: string

async function setLevel(collection: string, field: string, level: string | null): Promise<void> {
  const { body: { data } } = await call<{ data: { fields: { field: string, version: string }[] } }>(`/relais/configurator/${collection}`, { as: 'configurateur' })
  const version = data.fields.find(one => one.field === field)?.version
  expect((await call(`/relais/configurator/${collection}/fields/${field}`, { as: 'configurateur', method: 'PATCH', body: { version, levels: { adviser: level } } })).status).toBe(200)
}

const propose = (row: Record<string, unknown>) => insert('change_proposals', { base_value: JSON.stringify('Essai'), status: 'pending', date_created: new Date(), ...row })

beforeAll(async () => {
  const { structure } = await makeWorld()
  person = await aPerson(structure, { last_name: 'Secrète' })
  await aCase(person, structure, { conseiller: 'referent' })
  organization = await anOrganization(structure)
  proposal = await propose({ collection: 'people', item: person, field: 'last_name', proposed_value: JSON.stringify('Nouveau'), proposed_by: userId('usager'), proposed_audience: 'beneficiary', person, structure })
  onPartner = await propose({ collection: 'organizations', item: organization, field: 'phone', proposed_value: JSON.stringify('+33140000001'), proposed_by: userId('partenaire'), proposed_audience: 'partner', organization, structure })
})

afterAll(async () => {
  await setLevel('people', 'last_name', null)
  await db.query('delete from change_proposals where id = any($1)', [[proposal, onPartner]])
})

const stays = async () => expect((await rowOf('people', person))['last_name']).toBe('Secrète')

describe('a field that a local administrator closed to advisers', () => {
  it('is not shown to them by what somebody proposes, nor decided by them', async () => {
    expect((await queue()).find(({ id }) => id === proposal)).toMatchObject({ item_label: 'Alix Secrète' })
    await setLevel('people', 'last_name', 'none')

    await expect.poll(async () => (await queue()).some(({ id }) => id === proposal)).toBe(false)
    expect(await queue().then(lines => JSON.stringify(lines))).not.toContain('Secrète')
    expect([(await accept(proposal)).status, (await call(`/relais/directory/proposals/${proposal}/refuse`, { as: 'conseiller', method: 'POST', body: { reason: 'Non' } })).status]).toEqual([403, 403])
    await stays()
  })

  it('is shown to them and not accepted by them when they read it only', async () => {
    await setLevel('people', 'last_name', 'read')

    await expect.poll(async () => (await queue()).some(({ id }) => id === proposal)).toBe(true)
    const refused = await accept(proposal)
    expect([refused.status, codeOf(refused), JSON.stringify(refused.body)]).toEqual([400, 'FORM_INVALID', expect.stringContaining('READ_ONLY')])
    await stays()
  })

  it('is decided by whoever writes it', async () => {
    expect((await accept(proposal, 'responsable')).status).toBe(200)
    expect((await rowOf('people', person))['last_name']).toBe('Nouveau')
  })
})

describe('the values of a proposal', () => {
  it.each(['conseiller', 'responsable'])('are told to %s by the queue alone, which looks at the field', async (as) => {
    expect((await call(`/items/change_proposals/${onPartner}?fields=id,field`, { as })).status).toBe(200)
    for (const field of ['base_value', 'proposed_value']) expect((await call(`/items/change_proposals/${onPartner}?fields=${field}`, { as })).status).toBe(403)
  })
})
