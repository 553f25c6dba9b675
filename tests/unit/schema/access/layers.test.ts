import { describe, expect, it } from 'vitest'
import { collections } from '@relais/schema'
import { computePermissions, layerAccess, layerRoleId, policyFor, policyIds } from '@relais/schema/access'

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
