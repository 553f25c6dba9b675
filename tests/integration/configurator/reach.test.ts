import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../support/stack.ts'
import { aCase, anOrganization, aPerson, aStructure, insert, items, PAST, userId, workplaceOf } from './world.ts'

let mine = ''
let elsewhere = ''

beforeAll(async () => {
  mine = await workplaceOf('conseiller')
  elsewhere = await aStructure()
})

const status = async (answer: ReturnType<typeof items>): Promise<string> => {
  const reply = await answer
  return reply.status === 200 ? 'done' : `${reply.status} ${codeOf(reply)}`
}
const REFUSED = '403 FORBIDDEN'
const join = (account: string, file: string, job: string) => insert('case_members', { case: file, user: userId(account), function: job, valid_from: PAST })

describe('a record goes under an owner that the caller may change', () => {
  const aSite = { name: 'Annexe', postal_code: '75011', city: 'Paris' }

  it('adds a site to a partner of his structure, not to another structure’s public one', async () => {
    const own = await anOrganization(mine)
    const foreign = await anOrganization(elsewhere)

    expect(await status(items('conseiller', 'sites', 'POST', { ...aSite, organization: own }))).toBe('done')
    expect(await status(items('conseiller', 'sites', 'POST', { ...aSite, organization: foreign }))).toBe(REFUSED)
    expect(await status(items('conseiller', 'sites', 'POST', { ...aSite, organization: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }))).toBe(REFUSED)
  })

  it('adds partners to structures he contributes to only', async () => {
    const readOnly = await workplaceOf('conseiller', 'reception')
    const create = (structure: string) => status(items('conseiller', 'organizations', 'POST', {
      name: 'Partenaire posé', kind: 'association', structure, description: 'Une description assez longue pour être acceptée par le formulaire.',
    }))

    expect([await create(mine), await create(readOnly), await create(elsewhere)]).toEqual(['done', REFUSED, REFUSED])
  })

  it('adds a need to a file he works on, not to one he only reads or does not know', async () => {
    const files = await Promise.all(['co_referent', 'reader', null].map(async (job) => {
      const file = await aCase(await aPerson(elsewhere), elsewhere)
      if (job) await join('conseiller', file, job)
      return file
    }))
    const answers = await Promise.all(files.map(file => status(items('conseiller', 'needs', 'POST', { case: file, theme: 'housing', description: 'Un logement stable.', identified_on: '2026-01-05' }))))

    expect(answers).toEqual(['done', REFUSED, REFUSED])
  })

  it('does not move a record to another owner', async () => {
    const site = await insert('sites', { ...aSite, organization: await anOrganization(mine) })

    expect(await status(items('conseiller', `sites/${site}`, 'PATCH', { organization: await anOrganization(elsewhere) }))).toBe(REFUSED)
  })

  it('saves a view for oneself only', async () => {
    const view = { space: 'portfolio', name: 'Mes urgences', query: {} }

    expect(await status(items('conseiller', 'saved_views', 'POST', view))).toBe('done')
    expect(await status(items('conseiller', 'saved_views', 'POST', { ...view, user: userId('conseiller2') }))).toBe(REFUSED)
  })
})

describe('a link leads to a record that the caller can see', () => {
  const aNewCase = (person: string) => items('conseiller', 'cases', 'POST', { person, structure: mine, programme: 'accompagnement', opened_on: '2026-01-05' })

  it('does not open a file on a person he does not know, which would give him the person', async () => {
    const stranger = await aPerson(elsewhere)

    expect(await status(aNewCase(stranger))).toBe(REFUSED)
    expect(await status(aNewCase('3f2504e0-4f89-41d3-9a0c-0305e82c3301'))).toBe(REFUSED)
  })

  it('opens a file on the person he has just registered', async () => {
    const person = await items('conseiller', 'people', 'POST', { last_name: 'Nouvelle', first_name: 'Lou', structure: mine })

    // The new person is not readable yet: Directus answers without its content.
    expect([200, 204]).toContain(person.status)
    const created = await aPerson(mine, { user_created: userId('conseiller') })
    expect(await status(aNewCase(created))).toBe('done')
  })

  it('links to what the whole network shares', async () => {
    const territory = await insert('territories', { code: `T${Date.now() % 100000}`, name: 'Territoire des essais', kind: 'commune', vintage: 2026, normalized_name: 'territoire des essais' })
    const own = await anOrganization(mine)

    expect(await status(items('conseiller', `organizations/${own}`, 'PATCH', { territory }))).toBe('done')
  })
})
