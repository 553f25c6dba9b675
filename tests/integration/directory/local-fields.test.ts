import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { insert, key, makeWorld, rowOf } from './world.ts'
import type { World } from './world.ts'

const suffix = key().slice(0, 8)
const OPEN = `x_open_${suffix}`
const REVIEWED = `x_reviewed_${suffix}`
const STAFF = `x_staff_${suffix}`

let world: World

async function addField(collection: string, field: string, meta: Record<string, unknown>): Promise<void> {
  const { status } = await call(`/fields/${collection}`, { as: 'admin', method: 'POST', body: { field, type: 'string', schema: {}, meta: { interface: 'input', ...meta } } })
  expect(status).toBe(200)
}

const openTo = (collection: string, field: string, audience: string, level: string) =>
  call('/items/field_settings', { as: 'admin', method: 'POST', body: { collection, field, audience, level } })
const patch = (values: Record<string, unknown>, base: Record<string, unknown>) =>
  call<{ data: { published: string[], proposed: { field: string, proposal: string }[] } }>(`/relais/directory/partner/organizations/${world.organization}`, { as: 'partenaire', method: 'PATCH', body: { values, base } })

beforeAll(async () => {
  world = await makeWorld()
  await addField('organizations', OPEN, {
    interface: 'select-dropdown', options: { choices: [{ text: 'Matin', value: 'am' }, { text: 'Soir', value: 'pm' }] },
    translations: [{ language: 'fr-FR', translation: 'Moment préféré' }],
  })
  await addField('organizations', REVIEWED, {})
  await addField('offers', STAFF, { required: true })
  await openTo('organizations', OPEN, 'partner', 'write')
  await openTo('organizations', OPEN, 'public', 'read')
  await openTo('organizations', REVIEWED, 'partner', 'review')
  // Other processes read the local model again at most every second.
  await new Promise(resolve => setTimeout(resolve, 1200))
})

afterAll(async () => {
  for (const [collection, field] of [['organizations', OPEN], ['organizations', REVIEWED], ['offers', STAFF]] as const) {
    await call(`/fields/${collection}/${field}`, { as: 'admin', method: 'DELETE' })
  }
  await db.query('delete from change_proposals where organization = $1', [world.organization])
})

describe('a field added on this instance', () => {
  it('is published at once when it was opened so, and shown in words to the public', async () => {
    const { body } = await patch({ [OPEN]: 'pm' }, { [OPEN]: null })

    expect(body.data.published).toEqual([OPEN])
    const page = await call<{ data: { local_fields: unknown[] } }>(`/relais/directory/organizations/${world.organization}`)
    expect(page.body.data.local_fields).toMatchObject([{ field: OPEN, label: { fr: 'Moment préféré' }, value: 'pm', value_label: 'Soir' }])
  })

  it('refuses a value outside its list', async () => {
    const answer = await patch({ [OPEN]: 'noon' }, {})

    expect(codeOf(answer)).toBe('FORM_INVALID')
    expect(answer.body).toMatchObject({ errors: [{ extensions: { errors: [{ field: OPEN, code: 'NOT_A_CHOICE', label: 'Moment préféré' }] } }] })
  })

  it('goes to review when it was opened so, and is written when accepted', async () => {
    const { body } = await patch({ [REVIEWED]: 'Une valeur' }, { [REVIEWED]: null })
    const proposal = body.data.proposed[0]?.proposal

    expect(body.data.proposed).toMatchObject([{ field: REVIEWED }])
    expect((await call(`/relais/directory/proposals/${proposal}/accept`, { as: 'conseiller', method: 'POST', body: {} })).status).toBe(200)
    expect((await rowOf('organizations', world.organization))[REVIEWED]).toBe('Une valeur')
  })

  it('does not exist for the audiences it was not opened to', async () => {
    expect(codeOf(await call(`/relais/directory/partner/offers/${world.offer}`, { as: 'partenaire', method: 'PATCH', body: { values: { [STAFF]: 'x' }, base: {} } }))).toBe('FORM_INVALID')
    expect((await call(`/relais/history/organizations/${world.organization}?field=${STAFF}`, { as: 'partenaire' })).status).toBe(403)
  })

  it('is never asked of a partner who cannot see it, even when it is mandatory for the staff', async () => {
    const description = 'Un texte assez long pour être une description utile : ce que nous faisons, pour qui et comment nous joindre.'

    const { status } = await call(`/relais/directory/partner/organizations/${world.organization}/offers`, {
      as: 'partenaire', method: 'POST', body: { values: { kind: 'service', title: 'Permanence', description, themes: ['rights'] }, idempotency_key: key() },
    })

    expect(status).toBe(201)
  })

  it('leaves the history to the audiences that read it', async () => {
    const member = await insert('organizations', { name: 'Sans rapport', kind: 'other', structure: world.structure, status: 'active', visibility: 'public' })
    const { body } = await call<{ data: { fields: Record<string, unknown> } }>(`/relais/history/organizations/${world.organization}`, { as: 'partenaire' })

    expect(body.data.fields[OPEN]).toMatchObject({ value: 'pm', audience: 'partner' })
    expect((await call(`/relais/history/organizations/${member}`, { as: 'partenaire' })).status).toBe(403)
  })
})
