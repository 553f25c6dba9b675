import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call } from '../../support/stack.ts'
import { formsOf } from '../configurator/world.ts'
import { forgetWorkflow } from './versions.ts'

interface Said { states: { key: string, kind: string }[], transitions: object[] }
interface Shown { data: { published: Said | null, draft: { revision: string, definition: Said } | null } }

const field = 'x_etape_essai'
const label = (fr: string) => ({ fr, en: fr })
const ask = <T>(path: string, method = 'GET', body?: unknown) => call<T>(`/relais/workflow${path}`, { as: 'configurateur', method, ...(body === undefined ? {} : { body }) })
const way = (key: string, from: string, to: string) => ({ key, label: label(key), from: [from], to, who: { audiences: ['adviser', 'manager', 'admin'] } })
const offered = async () => (await formsOf('admin'))['commitments']?.fields.find(own => own.field === field)?.choices?.filter(({ retired }) => !retired).map(({ value }) => value)

beforeAll(async () => {
  const choices = [['debut', 'Début'], ['milieu', 'Milieu'], ['fin', 'Fin']].map(([value, text]) => ({ value, text }))
  expect((await call('/fields/commitments', { as: 'admin', method: 'POST', body: { field, type: 'string', schema: { is_nullable: true }, meta: { interface: 'select-dropdown', options: { choices }, translations: [{ language: 'fr-FR', translation: 'Étape essai' }] } } })).status).toBe(200)
})
afterAll(async () => {
  await forgetWorkflow('commitments')
  await call(`/fields/commitments/${field}`, { as: 'admin', method: 'DELETE' })
})

describe('a stage that a new version deletes', () => {
  it('is offered no more by the creation form', async () => {
    const { body: { data: { key } } } = await ask<{ data: { key: string } }>('s', 'POST', { collection: 'commitments', field, label: label('Essai étapes') })
    const publish = async (transitions: object[], dropped?: string) => {
      const { body: { data: { draft, published } } } = await ask<Shown>(`s/${key}`)
      const states = (draft?.definition ?? published)?.states.filter(own => own.key !== dropped).map(own => (own.key === 'fin' ? { ...own, kind: 'final' } : own))
      const saved = await ask<{ data: { revision: string } }>(`s/${key}/draft`, 'PUT', { revision: draft?.revision ?? null, definition: { states, transitions } })
      return (await ask(`s/${key}/draft/publish`, 'POST', { revision: saved.body.data.revision })).status
    }

    expect(await publish([way('avancer', 'debut', 'milieu'), way('finir', 'milieu', 'fin')])).toBe(200)
    expect(await offered()).toEqual(['debut', 'milieu', 'fin'])

    expect(await publish([way('finir', 'debut', 'fin')], 'milieu')).toBe(200)
    expect(await offered()).toEqual(['debut', 'fin'])
  })
})
