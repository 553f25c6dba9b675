import { describe, expect, it } from 'vitest'
import { collections } from '@relais/schema'
import { computePermissions } from '@relais/schema/access'
import { hashOf as hashOfEngine } from '../../../../../schema/engine/hash.ts'
import { diffPermissions, hashOf, isNothing, keyOf } from '../../../../../extensions/configurator/src/rules/permission-diff.ts'
import type { LivePermission, PermissionRow } from '../../../../../extensions/configurator/src/rules/permission-diff.ts'

const aRow = (overrides: Partial<PermissionRow> = {}): PermissionRow =>
  ({ policy: 'p', collection: 'organizations', action: 'read', permissions: {}, validation: null, presets: null, fields: ['id', 'name'], ...overrides })
const shippedAs = (...rows: PermissionRow[]) => new Map(rows.map(row => [keyOf(row), hashOf(row)]))
const live = (row: PermissionRow, id = 1): LivePermission => ({ ...row, id })

describe('diffPermissions', () => {
  it('changes nothing when the rights are the same', () => {
    expect(isNothing(diffPermissions([aRow()], [live(aRow())], shippedAs(aRow())))).toBe(true)
  })

  it('opens a field, adds a right and takes away one that was shipped', () => {
    const opened = aRow({ fields: ['id', 'name', 'x_label'] })
    const added = aRow({ action: 'update', fields: ['x_label'] })
    const gone = aRow({ action: 'create' })

    expect(diffPermissions([opened, added], [live(aRow()), live(gone, 2)], shippedAs(aRow(), gone))).toEqual({
      create: [added], update: [{ id: 1, row: opened }], remove: [2], record: [opened, added], forget: ['p/organizations/create'],
    })
  })

  it('records what Directus changed by itself, so that an apply has nothing to do', () => {
    const before = aRow({ fields: ['id', 'name', 'x_label'] })

    expect(diffPermissions([aRow()], [live(aRow())], shippedAs(before))).toEqual({ create: [], update: [], remove: [], record: [aRow()], forget: [] })
  })

  it('leaves alone a row that the product never shipped', () => {
    expect(isNothing(diffPermissions([], [live(aRow({ policy: 'local' }))], new Map()))).toBe(true)
  })

  it('opens a local field to partners when a setting says so, and only then', () => {
    const localFields = [{ collection: 'organizations', field: 'x_label' }]
    const setting = { collection: 'organizations', field: 'x_label', audience: 'partner', level: 'read' }
    const before = computePermissions(collections, [], localFields)
    const after = computePermissions(collections, [setting], localFields)
    const { create, update, remove } = diffPermissions(after, before.map(live), new Map())

    expect([create.length, remove.length]).toEqual([0, 0])
    expect(update.map(({ row }) => `${row.collection} ${row.action}`)).toEqual(['organizations read'])
    expect(update[0]?.row.fields).toContain('x_label')
  })

  it('hashes as the schema engine does', () => {
    for (const row of computePermissions(collections)) expect(hashOf(row)).toBe(hashOfEngine(row))
  })
})
