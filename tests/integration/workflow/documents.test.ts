import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Definition } from '@relais/schema/workflow'
import { LOGO_FOLDER, RECORD_FOLDER } from '@relais/schema/access'
import { send } from '../../security/world.ts'
import { aPdf, aPng } from '../../support/files.ts'
import { readPdf } from '../../support/read-pdf.ts'
import { call, codeOf, db, stack, tokenFor } from '../../support/stack.ts'
import { soon } from '../configurator/world.ts'
import { aCase, anOffer, aPerson, insert, makeWorld, rowOf, somePlaces, userId } from '../directory/world.ts'
import { withVersion } from './workflows.ts'

let structure: string

beforeAll(async () => {
  structure = (await makeWorld()).structure
})

describe('a document', () => {
  it.each(['conseiller', 'responsable', 'partenaire', 'usager'])('has no template that %s changes, nor a text that they write', async (as) => {
    const template = { key: `m_${randomUUID().slice(0, 8)}`, kind: 'document', subject_fr: 'x', message_fr: 'x' }
    expect((await call('/items/templates', { as, method: 'POST', body: template })).status).toBe(403)
    expect((await call('/items/documents', { as, method: 'POST', body: { case: randomUUID(), title: 'x', body: 'x' } })).status).toBe(403)
  })

  it('has no gap that nothing fills', async () => {
    const refused = await call('/items/templates', { as: 'admin', method: 'POST', body: { key: 'lettre', kind: 'document', subject_fr: 'Lettre', message_fr: 'Bonjour {{person.health}}' } })
    expect([refused.status, codeOf(refused)]).toEqual([400, 'FORM_INVALID'])
  })

  it('is written by a step for the file, and read by those who read the file', async () => {
    const key = `m_${randomUUID().slice(0, 8)}`
    const template = { key, kind: 'document', status: 'active', subject_fr: 'Attestation {{reference}}', message_fr: 'Suivi de {{prenom}} {{nom}} par {{structure}}.' }
    // A message of the same name is another template; the words of the structure come before those of the network.
    await insert('templates', { ...template, kind: 'message', message_fr: 'x' })
    await insert('templates', { ...template, message_fr: 'Pour tout le réseau.' })
    await insert('templates', { ...template, structure, message_en: 'Support of {{prenom}} {{nom}}, {{programme}}.' })
    const effects = [{ kind: 'generate_document' as const, template: key }]
    await withVersion('case', ({ states, transitions }) => ({ states, transitions: transitions.map(one => (one.key === 'suspend' ? { ...one, effects } : one)) }), async () => {
      const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { reference: `A-${key}` })
      expect((await call(`/relais/workflow/cases/${file}/transitions/suspend`, { as: 'conseiller', method: 'POST', body: { from: 'support', comment: 'x' } })).status).toBe(200)
      const written = async (as: string) => (await call<{ data: { title: string, body: string }[] }>(`/items/documents?filter[case][_eq]=${file}&fields=title,body`, { as })).body.data

      const text = [{ title: `Attestation A-${key}`, body: 'Suivi de Alix Essai par Mission locale des essais.' }]
      await expect.poll(() => written('conseiller'), { timeout: 20_000, interval: 300 }).toEqual(text)
      expect([await written('responsable'), await written('conseiller2')]).toEqual([text, []])
      expect((await db.query('select user_created from documents where "case" = $1', [file])).rows).toEqual([{ user_created: null }])

      const { rows: [row] } = await db.query<{ file: string, effect: string }>('select d.file, f.id as effect from documents d join workflow_events e on e.item = d."case" join workflow_effects f on f.event = e.id where d."case" = $1', [file])
      expect(row?.file).toBe(row?.effect)
      const read = async (as: string, base = stack.directusUrl) => fetch(`${base}/assets/${row?.file}`, { headers: { authorization: `Bearer ${await tokenFor(as)}` } })
      const since = (await db.query<{ now: string }>('select clock_timestamp()::text as now')).rows[0]?.now
      const answer = await read('conseiller', `${stack.portalUrl}/api`)
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'application/pdf', 'private, no-store'])
      expect(answer.headers.get('content-disposition')).toContain(`Attestation A-${key}.pdf`)
      const { text: printed } = await readPdf(Buffer.from(await answer.arrayBuffer()))
      expect(printed.startsWith('Mission locale des essais\n')).toBe(true)
      expect(printed).toContain(`Attestation A-${key}\nSuivi de Alix Essai par Mission locale des essais.`)
      expect(await Promise.all(['responsable', 'conseiller2', 'partenaire', 'usager', 'configurateur'].map(async as => (await read(as)).status))).toEqual([200, 403, 403, 403, 403])
      const person = (await rowOf('cases', file)).person
      await expect.poll(async () => (await db.query('select people from relais_journal.entries where at > $1 and kind = \'download\' and item = $2 and author = $3', [since, row?.file, userId('conseiller')])).rows, { timeout: 10_000 }).toEqual([{ people: [person] }])
    })
  })
})

describe('row 6: what a document would lack', () => {
  it('is told before the step, in the list of steps and when it is tried; once it is given, the step is done', async () => {
    const key = `m_${randomUUID().slice(0, 8)}`
    await insert('templates', { key, kind: 'document', status: 'active', structure, subject_fr: 'Attestation', message_fr: 'Dossier {{reference}} de {{nom}}.' })
    const effects = [{ kind: 'generate_document' as const, template: key }]
    await withVersion('case', ({ states, transitions }) => ({ states, transitions: transitions.map(one => (one.key === 'suspend' ? { ...one, effects } : one)) }), async () => {
      const person = await aPerson(structure)
      const file = await aCase(person, structure, { conseiller: 'referent' })
      const give = (reference: string | null, name: string) => Promise.all([db.query('update cases set reference = $2 where id = $1', [file, reference]), db.query('update people set last_name = $2 where id = $1', [person, name])])
      const offered = async () => (await call<{ data: { transitions: { key: string, is_possible: boolean, reasons: { message: { fr: string } }[] }[] } }>(`/relais/workflow/cases/${file}/transitions`, { as: 'conseiller' })).body.data.transitions.find(one => one.key === 'suspend')
      const suspend = () => call(`/relais/workflow/cases/${file}/transitions/suspend`, { as: 'conseiller', method: 'POST', body: { from: 'support', comment: 'x' } })
      const lacks = async (sentence: string) => {
        const [before, refused] = [await offered(), await suspend()]
        expect([before?.is_possible, before?.reasons.map(({ message }) => message.fr)]).toEqual([false, [sentence]])
        expect([refused.status, codeOf(refused), refused.body.errors?.[0]?.message]).toEqual([409, 'TRANSITION_REFUSED', expect.stringContaining(sentence)])
      }

      await give(null, 'Essai')
      await lacks('Le document « Attestation » cite « Numéro du dossier », que le dossier ne dit pas : complétez-le d’abord.')
      await give(`A-${key}`, 'தமிழ்')
      await lacks('Le document « Attestation » ne peut pas s’imprimer : aucune police n’a « த », « ம », « ி », « ழ », « ் ». Écrivez ces mots en lettres latines, cyrilliques, grecques ou arabes.')
      expect((await rowOf('cases', file)).status).toBe('support')
      await give(`A-${key}`, 'Đặng')
      expect([(await offered())?.is_possible, (await suspend()).status]).toEqual([true, 200])
    })
  })
})

describe('what a document would lack, told to who reads no file', () => {
  it('names neither the person nor their file to the partner who answers', async () => {
    const { organization, structure: home } = await makeWorld()
    const key = `m_${randomUUID().slice(0, 8)}`
    await insert('templates', { key, kind: 'document', status: 'active', structure: home, subject_fr: 'Accord {{nom}} {{prenom}}', message_fr: 'Dossier {{reference}} de {{nom}}.' })
    const effects = [{ kind: 'generate_document' as const, template: key }]
    await withVersion('referral', ({ states, transitions }) => ({ states, transitions: transitions.map(one => (one.key === 'accept' ? { ...one, effects } : one)) }), async () => {
      const person = await aPerson(home, { last_name: 'தமிழ்' })
      const file = await aCase(person, home, { conseiller: 'referent' })
      const offer = await anOffer(organization, home)
      await somePlaces(offer, organization, 5)
      const { body } = await call<{ data: { id: string } }>('/relais/cases/referrals', { as: 'conseiller', method: 'POST', body: { case: file, offer, idempotency_key: randomUUID() } })
      const told = async () => {
        const list = await call(`/relais/workflow/referrals/${body.data.id}/transitions`, { as: 'partenaire' })
        const tried = await call(`/relais/workflow/referrals/${body.data.id}/transitions/accept`, { as: 'partenaire', method: 'POST', body: { from: 'sent' } })
        return { statuses: [list.status, tried.status, codeOf(tried)], text: JSON.stringify([list.body, tried.body]) }
      }
      const { statuses, text } = await told()
      expect(statuses).toEqual([200, 409, 'TRANSITION_REFUSED'])
      expect(text).toContain('Un document qui accompagne ce passage ne peut pas encore être écrit')
      for (const told of ['த', 'ழ', 'தமிழ்', 'Numéro du dossier']) expect([told, text.includes(told)]).toEqual([told, false])

      await db.query('update people set last_name = $2 where id = $1', [person, 'Essai'])
      await db.query('update cases set reference = null where id = $1', [file])
      const lacking = await told()
      expect(lacking.statuses).toEqual([200, 409, 'TRANSITION_REFUSED'])
      for (const told of ['Accord', 'Essai', 'Numéro du dossier']) expect([told, lacking.text.includes(told)]).toEqual([told, false])
    })
  })
})

describe('a file asked by a step', () => {
  let field = ''
  let change = ''
  const asking = ({ states, transitions }: Definition): Definition => ({ states, transitions: transitions.map(one => (one.key === 'suspend' ? { ...one, comment: 'none' as const, files: [field] } : one)) })
  const toRecord = { fields: { folder: RECORD_FOLDER } }
  const sent = async (as: string, content = aPdf(), options: object = toRecord) => String((await send(as, content, options)).body.data?.['id'])
  const suspend = (file: string, values: object, as = 'conseiller') => call(`/relais/workflow/cases/${file}/transitions/suspend`, { as, method: 'POST', body: { from: 'support', values } })

  beforeAll(async () => {
    const { body } = await call<{ data: { field: string, change: string } }>('/relais/configurator/cases/fields', { as: 'configurateur', method: 'POST', body: { type: 'file', label: { fr: 'Accord signé', en: 'Signed consent' } } })
    field = body.data.field
    change = body.data.change
    await soon(() => call(`/items/cases?fields=${field}&limit=1`, { as: 'conseiller' }), ({ status }) => status === 200)
  })
  afterAll(async () => {
    await db.query(`update cases set "${field}" = null where "${field}" is not null`)
    expect((await call(`/relais/configurator/changes/${change}/undo`, { as: 'configurateur', method: 'POST' })).status).toBe(200)
  })

  it('is not sent empty, too large, nor as what is no document', async () => {
    expect([(await send('conseiller', '', { name: 'a.pdf', ...toRecord })).body.errors?.[0]?.extensions, (await send('usager', '<svg/>', toRecord)).status]).toEqual([{ reason: 'empty', code: 'FILE_REFUSED' }, 400])
    expect((await send('conseiller', Buffer.alloc(5 * 1024 ** 2 + 1), toRecord)).status).toBe(413)
    for (const as of ['pilotage', 'configurateur', null]) expect([as, (await send(as, aPdf(), toRecord)).status]).toEqual([as, 403])
  })

  it('is refused when it is missing, empty, a logo or somebody else’s, with its name; the caller’s own is taken and follows the record', async () => {
    await withVersion('case', asking, async () => {
      const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' })
      const offered = await call<{ data: { transitions: { key: string, files: string[], file_labels: object, is_possible: boolean }[] } }>(`/relais/workflow/cases/${file}/transitions`, { as: 'conseiller' })
      expect(offered.body.data.transitions.find(({ key }) => key === 'suspend')).toMatchObject({ files: [field], file_labels: { [field]: { fr: 'Accord signé', en: 'Signed consent' } }, is_possible: true })

      const missing = await suspend(file, {})
      expect([missing.status, codeOf(missing), missing.body.errors?.[0]?.message]).toEqual([409, 'TRANSITION_REFUSED', expect.stringContaining('Accord signé : une pièce jointe qui n’est pas vide est demandée')])
      const empty = await insert('directus_files', { storage: 'local', filename_disk: `${randomUUID()}.pdf`, filename_download: 'a.pdf', type: 'application/pdf', filesize: 0, folder: RECORD_FOLDER, uploaded_by: userId('conseiller'), uploaded_on: new Date(), created_on: new Date() })
      const theirs = await sent('responsable')
      const logo = await sent('conseiller', aPng(), {})
      expect((await rowOf('directus_files', logo)).folder).toBe(LOGO_FOLDER)
      for (const id of [empty, theirs, logo, randomUUID(), 'x', { id: theirs }]) {
        const refused = await suspend(file, { [field]: id })
        expect([id, refused.status, codeOf(refused), refused.body.errors?.[0]?.message]).toEqual([id, 400, 'FORM_INVALID', expect.stringContaining('Accord signé : ce fichier est vide, n’existe pas ou n’a pas été envoyé par vous')])
        const direct = await call(`/items/cases/${file}`, { as: 'conseiller', method: 'PATCH', body: { [field]: id } })
        expect([id, direct.status >= 400, direct.status < 500]).toEqual([id, true, true])
      }
      expect((await rowOf('cases', file))[field]).toBeNull()

      const own = await sent('conseiller')
      const download = async (as: string | null) => (await call(`/assets/${own}`, { as })).status
      expect([await download('conseiller'), await download('responsable')]).toEqual([200, 403])
      expect((await suspend(file, { [field]: own })).status).toBe(200)
      expect((await rowOf('cases', file))[field]).toBe(own)
      expect(await Promise.all(['conseiller', 'responsable', 'conseiller2', 'prescripteur', 'partenaire', 'usager', null].map(download))).toEqual([200, 200, 403, 403, 403, 403, 403])
      const page = await call<{ data: Record<string, unknown> }>(`/relais/cases/files/${file}`, { as: 'responsable' })
      expect([page.status, page.body.data[field]]).toEqual([200, { id: own, title: expect.any(String) }])
      // Kept as it is by whoever writes the rest of the record.
      expect((await call(`/items/cases/${file}`, { as: 'responsable', method: 'PATCH', body: { summary: 'Revu', [field]: own } })).status).toBe(200)
    })
  })
})
