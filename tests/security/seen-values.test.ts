import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { aSecretFile, insert, userId } from './world.ts'
import type { SecretFile } from './world.ts'
import { call, codeOf } from '../support/stack.ts'
import { studioSession } from '../support/studio-session.ts'
import { anOrganization, aSite, aStructure, update } from '../integration/directory/world.ts'
import { soon } from '../integration/configurator/world.ts'

let file: SecretFile
beforeAll(async () => { file = await aSecretFile() })

const STUDIO = [['conseiller2', 'adviser'], ['configurateur', 'configurator']] as const

describe('what a change says that it saw', () => {
  it.each(STUDIO)('tells nothing of a row that its author may not change, row by row (%s)', async (account, audience) => {
    const headers = await studioSession(userId(account), audience)
    for (const [collection, id, field, value] of [['people', file.person, 'last_name', file.word], ['cases', file.case, 'summary', file.word], ['needs', file.need, 'theme', 'housing'], ['organizations', file.organization, 'internal_notes', file.word]] as const) {
      const ask = (seen: string) => call(`/items/${collection}`, { method: 'PATCH', headers, body: [{ id, [field]: 'money', _base: { [field]: seen } }] })
      const [right, wrong, none] = [await ask(value), await ask('mobility'), await call(`/items/${collection}`, { method: 'PATCH', headers, body: [{ id, [field]: 'money' }] })]
      expect([collection, right.status, right.body]).toEqual([collection, wrong.status, wrong.body])
      expect([collection, right.status, right.body]).toEqual([collection, none.status, none.body])
    }
  })

  it.each(['conseiller2', 'prescripteur'])('tells nothing of it through the token of a program either (%s)', async (as) => {
    for (const [collection, id, field, value] of [['people', file.person, 'last_name', file.word], ['cases', file.case, 'summary', file.word], ['needs', file.need, 'theme', 'housing']] as const) {
      const row = (seen?: string) => ({ [field]: 'money', ...(seen === undefined ? {} : { _base: { [field]: seen } }) })
      const asks = [
        (seen?: string) => call(`/items/${collection}/${id}`, { as, method: 'PATCH', body: row(seen) }),
        (seen?: string) => call(`/items/${collection}`, { as, method: 'PATCH', body: [{ id, ...row(seen) }] }),
      ]
      for (const ask of asks) {
        const [right, wrong, none] = [await ask(value), await ask('mobility'), await ask()]
        // Refused for the row, not at a door that was closed before it was looked at.
        expect([collection, right.status, codeOf(right)]).toEqual([collection, 403, 'FORBIDDEN'])
        expect([collection, wrong.status, wrong.body]).toEqual([collection, 403, right.body])
        expect([collection, none.status, none.body]).toEqual([collection, 403, right.body])
      }
    }
  })

  it('is about the rows that are changed, and no other', async () => {
    const structure = await aStructure()
    await insert('memberships', { structure, user: userId('conseiller2'), function: 'adviser', valid_from: '2024-01-01' })
    const own = await anOrganization(structure)
    const headers = await studioSession(userId('conseiller2'), 'adviser')
    const ask = (seen: string) => call('/items/organizations', { method: 'PATCH', headers, body: { keys: [own], data: { internal_notes: randomUUID() }, _base: { [file.organization]: { internal_notes: seen } } } })
    const [right, wrong] = [await ask(file.word), await ask('autre')]
    expect([right.status, right.body]).toEqual([wrong.status, wrong.body])
    expect(right.status).toBe(400)
  })
})

describe('a computed value that is closed', () => {
  it('is not told by what a change says that it saw of it', async () => {
    const field = `x_note_${randomUUID().slice(0, 6)}`
    const admin = (path: string, method: string, body?: object) => call(path, { as: 'admin', method, ...(body && { body }) })
    expect((await admin('/fields/organizations', 'POST', { field, type: 'integer', schema: { is_nullable: true }, meta: { interface: 'input', translations: [{ language: 'fr-FR', translation: field.slice(2) }] } })).status).toBe(200)
    const [rule, setting] = [randomUUID(), randomUUID()]
    try {
      expect((await admin('/items/field_rules', 'POST', { id: rule, collection: 'organizations', field, kind: 'computed', expression: 'count(sites) * 37' })).status).toBe(200)
      expect((await admin('/items/field_settings', 'POST', { id: setting, collection: 'organizations', field, audience: 'adviser', level: 'none' })).status).toBe(200)
      const organization = await anOrganization(file.structure)
      await aSite(organization)
      await aSite(organization)
      await update('organizations', organization, { [field]: 74 })
      await soon(() => call(`/items/organizations/${organization}?fields=${field}`, { as: 'conseiller' }), ({ status }) => status === 403)
      const guess = async (value: number) => {
        const answer = await call(`/items/organizations/${organization}`, { as: 'conseiller', method: 'PATCH', body: { phone: '+33140000001', [field]: value, _base: { [field]: value } } })
        return [answer.status, codeOf(answer)]
      }
      const [right, wrong] = [await guess(74), await guess(75)]
      expect(right).toEqual(wrong)
    }
    finally {
      await admin(`/items/field_settings/${setting}`, 'DELETE')
      await admin(`/items/field_rules/${rule}`, 'DELETE')
      await admin(`/fields/organizations/${field}`, 'DELETE')
    }
  })
})

describe('a session of the Studio', () => {
  it.each([{ mode: 'json' }, { mode: 'cookie' }, { mode: 'session', refresh_token: 'SESSION' }, { refresh_token: 'SESSION' }, {}])('goes on as a session only: %o', async (body) => {
    const { cookie = '' } = await studioSession(userId('conseiller2'), 'adviser')
    const claims = JSON.parse(Buffer.from(cookie.split('.')[1] ?? '', 'base64url').toString('utf8'))
    const answer = await call('/auth/refresh', { method: 'POST', headers: { cookie }, body: 'refresh_token' in body ? { ...body, refresh_token: claims.session } : { ...body, ...(body.mode === 'json' && { refresh_token: claims.session }) } })

    expect([answer.status, JSON.stringify(answer.body).includes('access_token')]).toEqual([400, false])
  })

  it('is renewed by its own cookie', async () => {
    const headers = await studioSession(userId('conseiller2'), 'adviser')
    expect((await call('/auth/refresh', { method: 'POST', headers, body: { mode: 'session' } })).status).toBe(200)
  })
})
