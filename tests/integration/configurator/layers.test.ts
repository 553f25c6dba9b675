import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accounts } from '../../../seeds/identity/accounts.ts'
import { structureId } from '../../../seeds/demo/structures.ts'
import type { FieldOverride } from '@relais/schema/forms'
import { call, codeOf, db } from '../../support/stack.ts'
import { studioSession } from '../../support/studio-session.ts'
import { anOrganization, formsOf, insert, items, refusals, soon } from './world.ts'

const [NATIONAL, REGION, TOWN, ELSEWHERE] = [structureId('national'), structureId('idf'), structureId('ml-paris'), structureId('naq')]
const SECRET = `Confidence ${randomUUID()}`

interface Body { data?: unknown }
const get = (as: string, path: string) => call<Body>(path, { as })
const idOf = (account: string) => accounts.find(({ email }) => email === `${account}@relais.example`)?.id ?? ''
/** An adviser in the Studio: a session of Directus, which the portal's own sign-in knows nothing of. */
const getInStudio = async <T = Body>(as: string, path: string) => call<T>(path, { headers: await studioSession(idOf(as), 'adviser') })
const inForm = async (as: string, name: string) => (await formsOf(as)).organizations?.fields.find(({ field }) => field === name)
const layer = (structure: string, field: string, override: FieldOverride | null, is_own = false) => insert('field_layers', { structure, collection: 'organizations', field, is_own, override: override && JSON.stringify(override) })

const made: string[] = []
async function addField(field: string, structure: string | null) {
  if (structure) await layer(structure, field, null, true)
  const { status } = await call('/fields/organizations', { as: 'admin', method: 'POST', body: { field, type: 'string', schema: { is_nullable: true }, meta: { interface: 'input', translations: [{ language: 'fr-FR', translation: field }] } } })
  expect(status).toBe(200)
  made.push(field)
}

let organization = ''

beforeAll(async () => {
  organization = await anOrganization(structureId('ml-paris'))
  await addField('x_town', TOWN)
  await addField('x_region', REGION)
  await addField('x_elsewhere', ELSEWHERE)
  await addField('x_network', null)
  await db.query('update organizations set x_town = $2, x_region = $2, x_elsewhere = $2, x_network = $2, visibility = $3 where id = $1', [organization, SECRET, 'public'])
  await soon(() => get('conseiller', `/items/organizations/${organization}?fields=x_town,x_network`), ({ status }) => status === 200)
  await soon(() => get('conseiller2', `/items/organizations/${organization}?fields=x_elsewhere`), ({ status }) => status === 200)
})

afterAll(async () => {
  await db.query('delete from field_rules where field = any($1)', [made])
  await db.query('delete from field_layers where field = any($1)', [[...made, 'website', 'description']])
  for (const field of made) await call(`/fields/organizations/${field}`, { as: 'admin', method: 'DELETE' })
})

describe('the field of a structure', () => {
  const channels = (field: string): [string, string][] => [
    ['field', `/items/organizations/${organization}?fields=${field}`],
    ['nested', `/items/sites?fields=organization.${field}&limit=1`],
    ['filter', `/items/organizations?filter[${field}][_eq]=${encodeURIComponent(SECRET)}&fields=id`],
    ['sort', `/items/organizations?sort=${field}&fields=id`],
    ['aggregate', `/items/organizations?aggregate[countDistinct]=${field}`],
    ['group', `/items/organizations?groupBy[]=${field}&aggregate[count]=id`],
    ['alias', `/items/organizations/${organization}?alias[other]=${field}&fields=other`],
    ['deep', `/items/organizations/${organization}?fields=sites.id&deep[sites][_filter][organization][${field}][_nnull]=true`],
    ['export', `/items/organizations?export=csv&fields=id,${field}`],
  ]

  it.each(['x_town', 'x_region'])('%s is refused elsewhere through every channel', async (field) => {
    for (const [channel, path] of channels(field)) {
      expect([channel, (await get('conseiller2', path)).status]).toEqual([channel, 403])
      expect([channel, 'in the Studio', (await getInStudio('conseiller2', path)).status]).toEqual([channel, 'in the Studio', 403])
    }
    expect(await inForm('conseiller2', field)).toBeUndefined()
  })

  it('never comes with everything, a search nor the data model', async () => {
    for (const path of [`/items/organizations/${organization}?fields=*`, `/items/organizations/${organization}?fields=*,sites.*`, `/items/organizations?search=${encodeURIComponent(SECRET)}`, '/fields/organizations', '/permissions/me', `/relais/history/organizations?items=${organization}`]) {
      const answer = await getInStudio('conseiller2', path)
      expect([path, answer.status]).toEqual([path, 200])
      expect([path, JSON.stringify(answer.body)]).toEqual([path, expect.not.stringMatching(/x_town|x_region/)])
    }
  })

  it('is written there, and nowhere else', async () => {
    const write = (as: string, body: object) => items(as, `organizations/${organization}`, 'PATCH', body)
    expect((await write('conseiller2', { x_town: 'Autre' })).status).toBe(403)
    expect((await write('conseiller', { x_town: SECRET })).status).toBe(200)
    expect((await write('conseiller', { x_elsewhere: 'Autre' })).status).toBe(403)
    expect((await db.query('select x_town, x_elsewhere from organizations where id = $1', [organization])).rows).toEqual([{ x_town: SECRET, x_elsewhere: SECRET }])
  })

  it('is seen there, with those of the structures above and of the network', async () => {
    const { body } = await get('conseiller', `/items/organizations/${organization}?fields=x_town,x_region,x_network`)
    expect(body.data).toEqual({ x_town: SECRET, x_region: SECRET, x_network: SECRET })
    expect((await Promise.all(['x_town', 'x_region', 'x_network', 'x_elsewhere'].map(name => inForm('conseiller', name)))).map(field => field?.field)).toEqual(['x_town', 'x_region', 'x_network', undefined])
    expect((await Promise.all(['x_town', 'x_network', 'x_elsewhere'].map(name => inForm('conseiller2', name)))).map(field => field?.field)).toEqual([undefined, 'x_network', 'x_elsewhere'])
  })

  it('goes with the membership, at once', async () => {
    const user = idOf('conseiller.reunion')
    const seen = async () => (await get('conseiller.reunion', `/items/organizations/${organization}?fields=x_town`)).status
    expect(await seen()).toBe(403)
    const membership = await insert('memberships', { structure: TOWN, user, function: 'adviser', valid_from: '2025-01-01' })
    expect(await seen()).toBe(200)
    await db.query('update memberships set valid_until = $2 where id = $1', [membership, '2025-06-30'])
    expect(await seen()).toBe(403)
    await db.query('delete from memberships where id = $1', [membership])
  })

  it('is explained as it is enforced', async () => {
    for (const [account, verdict] of [['conseiller', 'granted'], ['conseiller2', 'refused']] as const) {
      const user = idOf(account)
      const { body } = await call<{ data?: { decision: string, changes: { fr: string }[] } }>(`/relais/access/explain?user=${user}&collection=organizations&item=${organization}&action=read&field=x_town`, { as: 'admin' })
      expect([account, body.data?.decision, body.data?.changes.map(({ fr }) => fr)]).toEqual([account, verdict, verdict === 'granted' ? [] : ['Rattacher le compte à « Mission locale de Paris ».']])
    }
  })
})

describe('the words and rules of a structure', () => {
  it('reach its people only, and a word of the network reaches everybody who has no other', async () => {
    await layer(REGION, 'website', { label: { fr: 'Page de la région', en: 'Regional page' } })
    await layer(NATIONAL, 'website', { label: { fr: 'Page du réseau', en: 'Network page' }, help: { fr: 'Commence par https.', en: 'Starts with https.' } })
    await soon(() => inForm('conseiller', 'website'), field => field?.label.fr === 'Page de la région')
    expect(await inForm('conseiller', 'website')).toMatchObject({ help: { fr: 'Commence par https.' } })
    expect(await inForm('conseiller2', 'website')).toMatchObject({ label: { fr: 'Page du réseau' } })
    const inStudio = async (as: string) => (await getInStudio<{ data: { meta: { translations: { translation: string }[], note: string } } }>(as, '/fields/organizations/website')).body.data.meta
    expect(await inStudio('conseiller')).toMatchObject({ translations: [{ translation: 'Page de la région' }, { translation: 'Regional page' }], note: 'Commence par https.' })
    expect((await inStudio('conseiller2')).translations[0]?.translation).toBe('Page du réseau')
  })

  it('are required and validated there only', async () => {
    await insert('field_rules', { structure: TOWN, collection: 'organizations', field: 'x_network', kind: 'required_if', expression: 'true' })
    await insert('field_rules', { structure: TOWN, collection: 'organizations', field: 'x_network', kind: 'valid_if', expression: 'size(x_network) > 3', message_fr: 'Plus de trois lettres.' })
    await soon(() => inForm('conseiller', 'x_network'), field => field?.requiredIf === 'true')
    expect(refusals(await items('conseiller', `organizations/${organization}`, 'PATCH', { x_network: null }))).toEqual(['x_network REQUIRED'])
    expect(refusals(await items('conseiller', `organizations/${organization}`, 'PATCH', { x_network: 'ab' }))).toEqual(['x_network NOT_VALID'])
    expect(await inForm('conseiller2', 'x_network')).toMatchObject({ requiredIf: null, validIf: [] })
    // Somebody else, and the code of the product, are not held to it.
    expect((await items('admin', `organizations/${organization}`, 'PATCH', { x_network: 'ab' })).status).toBe(200)
  })

  it('are written by those who configure the structure', async () => {
    const rule = (structure: string | null) => ({ structure, collection: 'organizations', field: 'x_network', kind: 'shown_if', expression: 'name != ""' })
    expect(codeOf(await items('configurateur.paris', 'field_rules', 'POST', rule(null)))).toBe('LAYER_NOT_OPEN')
    expect(codeOf(await items('configurateur.paris', 'field_rules', 'POST', rule(ELSEWHERE)))).toBe('LAYER_NOT_OPEN')
    const own = await items('configurateur.paris', 'field_rules', 'POST', rule(TOWN))
    expect(own.status).toBe(200)
    const other = await items('configurateur', 'field_rules', 'POST', rule(ELSEWHERE))
    const id = String(other.body.data?.['id'])
    expect((await items('configurateur.paris', `field_rules/${id}`)).status).toBe(403)
    expect((await items('configurateur.paris', `field_rules/${id}`, 'DELETE')).status).toBe(403)
    expect((await items('configurateur', `field_rules/${id}`, 'DELETE')).status).toBe(204)
  })
})
