import { describe, expect, it } from 'vitest'
import { collections } from '@relais/schema'
import { JUSTICE, computePermissions, justiceLayerOf, layerAccess, layerRoleId, layersNeeded, policyFor, policyIds } from '@relais/schema/access'

const TOWN = '5b1c4a46-ac9c-5300-a574-11111111aaaa'
const VILLAGE = '5b1c4a46-ac9c-5300-a574-22222222bbbb'
const local = [
  { collection: 'organizations', field: 'x_town', structure: TOWN }, { collection: 'organizations', field: 'x_village', structure: VILLAGE },
  { collection: 'organizations', field: 'x_network', structure: null },
]
const rows = computePermissions(collections, [{ collection: 'organizations', field: 'x_town', audience: 'partner', level: 'read' }], local)
const naming = (field: string) => rows.filter(({ fields }) => fields?.includes(field))

describe('the rights on the fields of a structure', () => {
  it('are in policies that only its people hold', () => {
    for (const [field, structure] of [['x_town', TOWN], ['x_village', VILLAGE]] as const) {
      const policies = new Set(naming(field).map(({ policy }) => policy))
      expect(policies.size).toBeGreaterThan(0)
      const held = layerAccess([{ id: structure, name: 'Ville' }]).policies.map(({ id }) => id)
      for (const policy of policies) expect(held).toContain(policy)
      for (const audience of Object.values(policyIds)) expect(policies).not.toContain(audience)
    }
    expect(naming('x_network').every(({ policy }) => Object.values<string>(policyIds).includes(policy))).toBe(true)
  })

  it('are on the rows of the audience, so that both count as one rule', () => {
    for (const { action, permissions } of naming('x_town').filter(({ policy }) => policy === policyFor('adviser', TOWN))) {
      const own = rows.find(row => row.policy === policyIds.adviser && row.collection === 'organizations' && row.action === action)
      expect(permissions).toEqual(own?.permissions)
    }
  })

  it('open nothing but these fields, and never delete', () => {
    const layered = rows.filter(({ policy }) => !Object.values<string>(policyIds).includes(policy))
    expect(new Set(layered.flatMap(({ fields }) => fields ?? ['*']))).toEqual(new Set(['x_town', 'x_village']))
    expect(layered.some(({ action }) => action === 'delete')).toBe(false)
    expect(naming('x_town').some(({ policy }) => policy === policyFor('partner', TOWN))).toBe(true)
  })

  it('have identifiers of their own', () => {
    const all = [TOWN, VILLAGE].flatMap(id => Object.values(layerAccess([{ id, name: 'Ici' }])).flat().map(row => row.id))
    expect(new Set(all).size).toBe(all.length)
    for (const id of all) expect(id).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(layerRoleId(TOWN, 'adviser')).not.toBe(layerRoleId(VILLAGE, 'adviser'))
  })
})

describe('a field of justice', () => {
  const cases = collections['cases'] ?? expect.fail('cases')
  const withKit = { ...collections, cases: { ...cases, fields: { ...cases.fields, sentence: { ...(cases.fields['summary'] ?? expect.fail('summary')), section: 'justice' } } } }
  const fields = [
    { collection: 'cases', field: 'x_peine', section: 'section_justice' }, { collection: 'cases', field: 'x_autre', section: 'section_local' },
    { collection: 'cases', field: 'x_peine_ville', section: 'section_justice', structure: TOWN }, { collection: 'cases', field: 'x_acte', section: 'section_justice', structure: TOWN, isFile: true },
  ]
  const found = computePermissions(withKit, [], fields)
  const policies = (field: string) => [...new Set(found.filter(({ collection, fields }) => collection === 'cases' && fields?.includes(field)).map(({ policy }) => policy))].sort()

  it('is in the layer of the structures that may hold it and nowhere else, of a kit or of a local administrator alike', () => {
    const opened = [policyFor('adviser', JUSTICE.id), policyFor('manager', JUSTICE.id)].sort()

    expect(policies('sentence')).toEqual(opened)
    expect(policies('x_peine')).toEqual(opened)
    expect(policies('x_autre')).toEqual([policyIds.adviser, policyIds.manager].sort())
    expect(policies('legal_basis')).toEqual([policyIds.adviser, policyIds.manager].sort())
  })

  it('of one structure is in a layer that asks for both, its files too', () => {
    const both = justiceLayerOf(TOWN)

    expect(policies('x_peine_ville')).toEqual([policyFor('adviser', both), policyFor('manager', both)].sort())
    expect(new Set([policyFor('adviser', both), policyFor('adviser', TOWN), policyFor('adviser', JUSTICE.id)]).size).toBe(3)
    const files = found.filter(({ collection, permissions }) => collection === 'directus_files' && JSON.stringify(permissions).includes('x_acte'))
    expect(new Set(files.map(({ policy }) => policy))).toEqual(new Set([policyFor('adviser', both), policyFor('manager', both)]))
  })

  it('has every layer that it needs, and no other', () => {
    const ids = (given: typeof fields) => layersNeeded(collections, given, [{ id: TOWN, name: 'Ville' }, { id: VILLAGE, name: 'Village' }]).map(({ id }) => id)

    expect(ids(fields)).toEqual([TOWN, VILLAGE, JUSTICE.id, justiceLayerOf(TOWN)])
    expect(ids(fields.filter(({ section }) => section !== 'section_justice'))).toEqual([TOWN, VILLAGE])
    const made = Object.values(layerAccess(layersNeeded(collections, fields, [{ id: TOWN, name: 'Ville' }]))).flat().map(({ id }) => id)
    expect(new Set(made).size).toBe(made.length)
    for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })
})
