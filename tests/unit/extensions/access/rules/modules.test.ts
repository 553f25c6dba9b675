import { describe, expect, it } from 'vitest'
import { roleIds } from '../../../../../schema/access/index.ts'
import { withOwnModules } from '../../../../../extensions/access/src/rules/modules.ts'

const bar = ['content', 'users', 'files', 'insights', 'settings', 'relais-journal'].map(id => ({ type: 'module', id, enabled: true }))
const asked = (role: string, admin = false) => ({ user: 'u', role, roles: [role], admin, app: true, ip: null })
const shown = (rows: unknown): unknown => JSON.parse(JSON.stringify(rows))

describe('the bar of the Studio', () => {
  it.each(['adviser', 'manager', 'configurator'] as const)('shows %s neither the files nor the accounts of everybody', (audience) => {
    expect(shown(withOwnModules([{ id: 1, module_bar: bar }], asked(roleIds[audience])))).toEqual([{ id: 1, module_bar: bar.filter(({ id }) => !['files', 'users'].includes(id)) }])
  })

  it('is whole for administrators and for the product itself', () => {
    const rows = [{ module_bar: bar }]
    expect(withOwnModules(rows, asked(roleIds.admin, true))).toBe(rows)
    expect(withOwnModules(rows, null)).toBe(rows)
  })

  it('is left as it is where it was not asked or never set', () => {
    expect(shown(withOwnModules([{ project_name: 'Relais' }, { module_bar: null }], asked(roleIds.adviser)))).toEqual([{ project_name: 'Relais' }, { module_bar: null }])
  })
})
