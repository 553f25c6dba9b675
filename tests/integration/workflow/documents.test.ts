import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, insert, makeWorld } from '../directory/world.ts'
import { withVersion } from './workflows.ts'

let structure: string

beforeAll(async () => {
  structure = (await makeWorld()).structure
})

describe('a document', () => {
  it.each(['conseiller', 'responsable', 'partenaire', 'usager'])('has no template that %s changes, nor a text that they write', async (as) => {
    const template = { key: `m_${randomUUID().slice(0, 8)}`, title: 'x', body: 'x' }
    expect((await call('/items/document_templates', { as, method: 'POST', body: template })).status).toBe(403)
    expect((await call('/items/documents', { as, method: 'POST', body: { case: randomUUID(), title: 'x', body: 'x' } })).status).toBe(403)
  })

  it('has no gap that nothing fills', async () => {
    const refused = await call('/items/document_templates', { as: 'admin', method: 'POST', body: { key: 'x', title: 'Lettre', body: 'Bonjour {{person.health}}' } })
    expect([refused.status, codeOf(refused)]).toEqual([400, 'TEMPLATE_GAP'])
  })

  it('is written by a step for the file, and read by those who read the file', async () => {
    const key = `m_${randomUUID().slice(0, 8)}`
    await insert('document_templates', { key, is_active: true, title: 'Attestation {{reference}}', body: 'Suivi de {{prenom}} {{nom}} par {{structure}}.' })
    const effects = [{ kind: 'generate_document' as const, template: key }]
    await withVersion('case', ({ states, transitions }) => ({ states, transitions: transitions.map(one => (one.key === 'suspend' ? { ...one, effects } : one)) }), async () => {
      const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { reference: `A-${key}` })
      expect((await call(`/relais/workflow/cases/${file}/transitions/suspend`, { as: 'conseiller', method: 'POST', body: { from: 'support', comment: 'x' } })).status).toBe(200)
      const written = async (as: string) => (await call<{ data: { title: string, body: string }[] }>(`/items/documents?filter[case][_eq]=${file}&fields=title,body`, { as })).body.data

      const text = [{ title: `Attestation A-${key}`, body: 'Suivi de Alix Essai par Mission locale des essais.' }]
      await expect.poll(() => written('conseiller'), { timeout: 20_000, interval: 300 }).toEqual(text)
      expect([await written('responsable'), await written('conseiller2')]).toEqual([text, []])
      expect((await db.query('select user_created from documents where "case" = $1', [file])).rows).toEqual([{ user_created: null }])
    })
  })
})
