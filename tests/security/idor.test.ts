import { beforeAll, describe, expect, it } from 'vitest'
import type { SecretFile } from './world.ts'
import { STRANGERS, aSecretFile, textOf } from './world.ts'
import { call, db } from '../support/stack.ts'

let file: SecretFile
beforeAll(async () => { file = await aSecretFile() })

const counts = async () => JSON.stringify((await db.query('select (select count(*) from needs where "case" = $1) as needs, (select count(*) from actions where "case" = $1) as actions, (select count(*) from case_members where "case" = $1) as team, (select count(*) from access_grants where "case" = $1) as grants, (select count(*) from referrals where "case" = $1) as referrals', [file.case])).rows)

describe('EspoCRM CVE-2026-46691, CVE-2026-109957, CVE-2026-75505: the id of another gives what it names', () => {
  it.each(STRANGERS)('not in a path, a filter, a nested field nor a list (%s)', async (as) => {
    const paths = [
      ...['people', 'cases', 'interviews', 'needs', 'relatives'].flatMap(collection => [file.person, file.case, file.interview, file.need, file.relative].map(id => `/items/${collection}/${id}?fields=*.*`)),
      `/items/cases?filter[person][_eq]=${file.person}`, `/items/needs?filter[case][person][last_name][_eq]=${file.word}`, `/items/cases?filter[interviews][summary][_contains]=${file.word}`, `/items/needs?filter[case][_in]=${file.case}&fields=case.person.last_name,case.summary`,
      `/items/organizations/${file.own}?fields=structure.cases.summary,offers.referrals.case.person.last_name`, `/items/structures/${file.structure}?fields=*.*`, `/items/structures?fields=people.last_name,cases.summary`,
      `/items/access_grants?filter[case][_eq]=${file.case}`, `/items/value_history?filter[item][_eq]=${file.case}`, `/items/case_members?filter[case][_eq]=${file.case}`, `/users?fields=*.*&filter[id][_nnull]=true`,
      `/items/cases?deep[needs][_filter][case][_eq]=${file.case}&fields=needs.description`, `/items/people?alias[secret]=cases&fields=secret.summary`, `/items/cases/${file.case}?fields=id&version=draft`,
    ]
    for (const path of paths) expect([path, (await textOf(path, { as })).text.includes(file.word)]).toEqual([path, false])
  })

  it.each(STRANGERS)('not in the body of SEARCH (%s)', async (as) => {
    for (const collection of ['people', 'cases', 'needs', 'interviews', 'relatives']) {
      const { text } = await textOf(`/items/${collection}`, { as, method: 'SEARCH', body: { query: { fields: ['*.*'], filter: { _or: [{ id: { _nnull: true } }, { id: { _null: true } }] }, limit: -1 } } })
      expect(text).not.toContain(file.word)
      expect((await textOf(`/items/${collection}`, { as, method: 'SEARCH', body: { keys: [file.person, file.case, file.need, file.interview, file.relative] } })).text).not.toContain(file.word)
    }
  })

  it.each(STRANGERS)('not by writing beside it: a row attached to the file of another (%s)', async (as) => {
    const before = await counts()
    for (const [collection, body] of [
      ['needs', { case: file.case, theme: 'housing', description: 'x', identified_on: '2025-01-06' }], ['actions', { case: file.case, theme: 'housing', title: 'x' }], ['actions', { case: { id: file.case, summary: 'x' }, theme: 'housing', title: 'x' }],
      ['case_members', { case: file.case, user: '$CURRENT_USER', function: 'reader', valid_from: '2024-01-01' }], ['access_grants', { case: file.case, person: file.person, level: 'manage' }], ['referrals', { case: file.case }],
      ['cases', { person: file.person, structure: file.structure, needs: { create: [{ description: 'x' }], update: [{ id: file.need, description: 'x' }], delete: [] } }], ['relatives', { person: file.person, last_name: 'x', relationship: 'mother' }],
    ] as const) {
      const answer = await call(`/items/${collection}`, { as, method: 'POST', body })
      expect([collection, answer.status >= 400, answer.status < 500]).toEqual([collection, true, true])
    }
    expect(await counts()).toBe(before)
  })

  it.each(STRANGERS)('not at our own endpoints (%s)', async (as) => {
    const before = await counts()
    for (const [method, path, body] of [
      ['POST', '/relais/cases/referrals', { case: file.case, offer: file.own, message: 'x' }], ['GET', `/relais/history/cases/${file.case}`, undefined], ['GET', `/relais/directory/partner/organizations/${file.organization}`, undefined],
      ['PATCH', `/relais/directory/partner/organizations/${file.organization}`, { values: { phone: '0612345678' }, base: {} }], ['POST', '/relais/identity/invitations', { audience: 'beneficiary', person: file.person }],
      ['POST', '/relais/identity/invitations', { audience: 'partner', organization: file.organization, right: 'owner' }], ['GET', `/relais/history/people/${file.person}`, undefined],
    ] as const) {
      const answer = await call(path, { as, method, body })
      expect([path, answer.status >= 400, answer.status < 500, JSON.stringify(answer.body).includes(file.word)]).toEqual([path, true, true, false])
    }
    expect(await counts()).toBe(before)
  })
})
