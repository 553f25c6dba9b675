import { describe, expect, it } from 'vitest'
import { collections } from '../../../../schema/index.ts'
import { computePermissions, isLogo, policyIds, rowRules } from '../../../../schema/access/index.ts'
import type { FieldSetting, LocalField } from '../../../../schema/access/index.ts'
import { policyFor } from '../../../../schema/access/layers.ts'

const TOWN = '11111111-1111-4111-8111-111111111111'
const rulesFor = (policy: string, local: LocalField[] = [], settings: FieldSetting[] = []) => {
  const found = computePermissions(collections, settings, local).filter(row => row.collection === 'directus_files' && row.policy === policy)
  expect(found.length).toBeLessThan(2)
  return JSON.stringify(found[0]?.permissions ?? null)
}
const link = (collection: string, field: string) => `$FOLLOW(${collection},${field})`
const consent = { collection: 'cases', field: 'x_consent', isFile: true }

describe('the files of records', () => {
  it('are read through the rule of the record, by those who read the field', () => {
    const adviser = computePermissions(collections).find(row => row.collection === 'directus_files' && row.policy === policyIds.adviser)?.permissions

    expect(adviser?._or).toContainEqual({ [link('documents', 'file')]: rowRules.adviser?.documents?.read })
    for (const audience of ['partner', 'beneficiary', 'prescriber', 'steering', 'configurator', 'service'] as const) expect([audience, rulesFor(policyIds[audience])]).toEqual([audience, expect.not.stringContaining('$FOLLOW')])
  })

  it('added by a local administrator, are open to those whose level opens the field and to nobody else', () => {
    const opened = [{ collection: 'cases', field: 'x_consent', audience: 'prescriber', level: 'read' }, { collection: 'cases', field: 'x_consent', audience: 'manager', level: 'none' }]

    expect(rulesFor(policyIds.adviser, [consent])).toContain(link('cases', 'x_consent'))
    expect(rulesFor(policyIds.prescriber, [consent])).not.toContain(link('cases', 'x_consent'))
    expect(rulesFor(policyIds.prescriber, [consent], opened)).toContain(link('cases', 'x_consent'))
    expect(rulesFor(policyIds.manager, [consent], opened)).not.toContain(link('cases', 'x_consent'))
  })

  it('never come with an empty rule, which Directus would take for every file', () => {
    const plan = { collection: 'structures', field: 'x_plan', isFile: true }

    expect(rulesFor(policyIds.adviser, [plan])).toContain(JSON.stringify({ [link('structures', 'x_plan')]: { id: { _nnull: true } } }))
  })

  it('of a field of one structure are in the policy of that structure alone', () => {
    const local = [{ ...consent, structure: TOWN }]

    expect(rulesFor(policyIds.adviser, local)).not.toContain(link('cases', 'x_consent'))
    expect(rulesFor(policyFor('adviser', TOWN), local)).toContain(link('cases', 'x_consent'))
    expect(rulesFor(policyFor('adviser', TOWN), local)).not.toContain('uploaded_by')
  })

  it('are neither logos nor texts', () => {
    expect([isLogo('organizations', 'logo'), isLogo('documents', 'file'), isLogo('cases', 'logo')]).toEqual([true, false, false])
    expect(rulesFor(policyIds.adviser, [{ collection: 'cases', field: 'x_text' }])).not.toContain('x_text')
    expect(rulesFor(policyIds.adviser)).not.toContain('logo)')
  })
})
