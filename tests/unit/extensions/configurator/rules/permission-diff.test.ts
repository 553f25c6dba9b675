import { describe, expect, it } from 'vitest'
import { collections } from '@relais/schema'
import { computePermissions } from '@relais/schema/access'
import { canonical } from '@relais/schema/forms'
import { canonical as canonicalOfEngine } from '../../../../../schema/engine/canonical.ts'
import { diffPermissions, isNothing, keyOf } from '../../../../../extensions/configurator/src/rules/permission-diff.ts'
import type { LivePermission, PermissionRow } from '../../../../../extensions/configurator/src/rules/permission-diff.ts'

const aRow = (overrides: Partial<PermissionRow> = {}): PermissionRow =>
  ({ policy: 'p', collection: 'organizations', action: 'read', permissions: {}, validation: null, presets: null, fields: ['id', 'name'], ...overrides })
const live = (row: PermissionRow, id = 1): LivePermission => ({ ...row, id })

describe('diffPermissions', () => {
  it('changes nothing when the rights are the same, in whatever order', () => {
    const changes = diffPermissions([aRow()], [live(aRow({ fields: ['name', 'id'] }))], new Set())

    expect(isNothing(changes)).toBe(true)
  })

  it('opens a field, adds a right and takes away one that was shipped', () => {
    const opened = aRow({ fields: ['id', 'name', 'x_label'] })
    const added = aRow({ action: 'update', fields: ['x_label'] })
    const gone = live(aRow({ action: 'create' }), 2)

    expect(diffPermissions([opened, added], [live(aRow()), gone], new Set([keyOf(gone)]))).toEqual({
      create: [added], update: [{ id: 1, row: opened }], remove: [{ id: 2, key: 'p/organizations/create' }],
    })
  })

  it('leaves alone a row that the product never shipped', () => {
    expect(isNothing(diffPermissions([], [live(aRow({ policy: 'local' }))], new Set()))).toBe(true)
  })

  it('opens a local field to partners when a setting says so, and only then', () => {
    const localFields = [{ collection: 'organizations', field: 'x_label' }]
    const setting = { collection: 'organizations', field: 'x_label', audience: 'partner', level: 'read' }
    const before = computePermissions(collections, [], localFields)
    const after = computePermissions(collections, [setting], localFields)
    const { create, update, remove } = diffPermissions(after, before.map(live), new Set())

    expect([create.length, remove.length]).toEqual([0, 0])
    expect(update.map(({ row }) => `${row.collection} ${row.action}`)).toEqual(['organizations read'])
    expect(update[0]?.row.fields).toContain('x_label')
  })

  it('writes the same canonical text as the schema engine, so that hashes agree', () => {
    for (const row of computePermissions(collections)) expect(canonical(row)).toBe(canonicalOfEngine(row))
  })
})
