import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Definition } from '@relais/schema/workflow'
import { structureId } from '../../../seeds/demo/structures.ts'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, userId } from '../directory/world.ts'
import { withVersion } from '../workflow/workflows.ts'
import { items, refusals } from './world.ts'

const [TOWN, ELSEWHERE] = [structureId('ml-paris'), structureId('naq')]
const template = { key: 'essai_suspension', subject_fr: 'Dossier {{reference}}', message_fr: 'Le dossier passe de « {{etape_precedente}} » à « {{etape}} ».' }
const write = (as: string | null, body: object) => items(as, 'templates', 'POST', body)
const idOf = ({ body }: { body: { data?: Record<string, unknown> } }) => String(body.data?.['id'])
const forget = () => db.query('delete from templates where kit is null')

beforeAll(forget)
afterAll(forget)

describe('writing a message template', () => {
  it.each([null, 'usager', 'partenaire', 'conseiller', 'responsable', 'pilotage'])('is refused to %s, and so is reading one', async (as) => {
    expect([(await write(as, template)).status, (await items(as, 'templates')).status]).toEqual([403, 403])
  })

  it('is refused to a local administrator for another structure, above or beside', async () => {
    for (const structure of [null, ELSEWHERE]) expect([structure, codeOf(await write('configurateur.paris', { ...template, structure }))]).toEqual([structure, 'LAYER_NOT_OPEN'])
    const network = await write('configurateur', template)

    expect(network.status).toBe(200)
    expect(codeOf(await items('configurateur.paris', `templates/${idOf(network)}`, 'PATCH', { subject_fr: 'Pris' }))).toBe('LAYER_NOT_OPEN')
    expect(codeOf(await items('configurateur.paris', `templates/${idOf(network)}`, 'DELETE'))).toBe('LAYER_NOT_OPEN')
    await forget()
  })

  it.each<[string, object, string]>([
    ['a variable that is not known', { message_fr: '{{nom}}' }, 'message_fr NOT_VALID'],
    ['markup', { message_fr: '<img src=x>' }, 'message_fr NOT_VALID'],
    ['no subject', { subject_fr: null }, 'subject_fr REQUIRED'],
    ['a subject that is too long', { subject_fr: 'é'.repeat(121) }, 'subject_fr NOT_VALID'],
    ['a document that quotes the step', { kind: 'document' }, 'message_fr NOT_VALID'],
    ['a kind that is not one', { kind: 'sms' }, 'kind NOT_A_CHOICE'],
    ['a name with spaces', { key: 'mon message' }, 'key NOT_VALID'],
  ])('is refused for %s, administrators included', async (_name, change, refusal) => {
    for (const as of ['configurateur', 'admin']) expect([as, refusals(await write(as, { ...template, ...change }))]).toEqual([as, expect.arrayContaining([refusal])])
  })

  it('is refused twice under one name, except for another structure', async () => {
    expect((await write('configurateur', template)).status).toBe(200)
    expect(refusals(await write('configurateur', template))).toEqual(['key NOT_VALID'])
    expect((await write('configurateur.paris', { ...template, structure: TOWN })).status).toBe(200)
    expect((await write('configurateur', { ...template, kind: 'document', message_fr: '{{prenom}}' })).status).toBe(200)
    await forget()
  })
})

describe('a step that sends a template', () => {
  const sending = ({ states, transitions }: Definition): Definition => ({
    states, transitions: transitions.map(own => (own.key === 'suspend' ? { ...own, effects: [{ kind: 'send_template', to: ['author'], template: template.key }] } : own)),
  })
  const suspend = async (structure: string) => {
    const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { status: 'support' })
    expect((await call(`/relais/workflow/cases/${file}/transitions/suspend`, { as: 'conseiller', method: 'POST', body: { from: 'support', comment: 'Pause' } })).status).toBe(200)
    return file
  }
  const toldOf = async (file: string) => (await db.query<{ recipient: string, subject: string, message: string }>('select recipient, subject, message from directus_notifications where item = $1', [file])).rows

  it('says it in the words of the structure of the file, else in those of the network', async () => {
    await write('configurateur', template)
    await write('configurateur.paris', { ...template, structure: TOWN, subject_fr: 'À Paris' })
    await withVersion('case', sending, async () => {
      const [here, elsewhere] = [await suspend(TOWN), await suspend(ELSEWHERE)]

      await expect.poll(async () => [(await toldOf(here)).length, (await toldOf(elsewhere)).length], { timeout: 20_000, interval: 200 }).toEqual([1, 1])
      const message = 'Le dossier passe de « Accompagnement » à « Suspendu ».'
      expect(await toldOf(here)).toEqual([{ recipient: userId('conseiller'), subject: 'À Paris', message }])
      expect((await toldOf(elsewhere))[0]).toMatchObject({ subject: expect.stringMatching(/^Dossier \S+/), message })
    })
    await forget()
  })

  it('says as much with its words in the workflow itself: no `{{reference}}` goes as it is written', async () => {
    const noticing = ({ states, transitions }: Definition): Definition => ({
      states, transitions: transitions.map(own => (own.key === 'suspend' ? { ...own, effects: [{ kind: 'notify', to: ['author'], subject: { fr: 'Dossier {{reference}}', en: 'File {{reference}}' }, message: { fr: 'Il passe de « {{etape_precedente}} » à « {{etape}} ».', en: 'It goes from {{etape_precedente}} to {{etape}}.' } }] } : own)),
    })
    await withVersion('case', noticing, async () => {
      const file = await suspend(TOWN)

      await expect.poll(async () => (await toldOf(file)).length, { timeout: 20_000, interval: 200 }).toBe(1)
      expect((await toldOf(file))[0]).toMatchObject({ subject: expect.stringMatching(/^Dossier [^{}\s]+$/), message: 'Il passe de « Accompagnement » à « Suspendu ».' })
    })
  })

  it('fails where administrators see it when the template is no longer in use, and says it once put back', async () => {
    await withVersion('case', sending, async () => {
      const file = await suspend(TOWN)
      const effect = async () => (await db.query<{ id: string, status: string, last_error: string }>('select f.id, f.status, f.last_error from workflow_effects f join workflow_events e on e.id = f.event where e.item = $1', [file])).rows[0]
      await expect.poll(async () => (await effect())?.last_error, { timeout: 20_000, interval: 200 }).toContain('essai_suspension')

      await write('configurateur', template)
      expect((await call(`/relais/workflow/effects/${(await effect())?.id}/replay`, { as: 'admin', method: 'POST' })).status).toBeLessThan(300)
      await expect.poll(async () => (await effect())?.status, { timeout: 20_000, interval: 200 }).toBe('done')
      expect(await toldOf(file)).toHaveLength(1)
    })
    await forget()
  })
})
