import { roleIds } from '@relais/schema/access'
import { describe, expect, it } from 'vitest'
import { registerWriteChecks } from '../../../../../extensions/configurator/src/hooks/writes.ts'
import { nestedIn } from '../../../../../extensions/configurator/src/rules/nested.ts'

const relations = [
  { collection: 'accreditations', field: 'organization', related_collection: 'organizations', meta: { one_field: null } },
  { collection: 'organization_members', field: 'organization', related_collection: 'organizations', meta: { one_field: 'members' } },
  { collection: 'organization_members', field: 'user', related_collection: 'directus_users', meta: null },
]

describe('rows inside a payload', () => {
  it.each<[string, Record<string, unknown>, string, string[]]>([
    ['a row in a link', { organization: { id: 'x', name: 'y' } }, 'accreditations', ['organization']],
    ['a row that only names itself', { organization: { id: 'x' } }, 'accreditations', ['organization']],
    ['rows in a link', { organization: [{ id: 'x' }] }, 'accreditations', ['organization']],
    ['an account in a link', { user: { role: 'x' }, right: 'owner' }, 'organization_members', ['user']],
    ['a list changed', { members: { create: [], update: [], delete: ['x'] } }, 'organizations', ['members']],
    ['a list of keys, which moves rows', { members: ['x'] }, 'organizations', ['members']],
    ['a key', { organization: 'x' }, 'accreditations', []],
    ['a link emptied', { organization: null }, 'accreditations', []],
    ['an object that is no link', { hours: { monday: [] }, themes: ['x'] }, 'organizations', []],
  ])('are found: %s', (_, payload, collection, expected) => {
    expect(nestedIn(payload, collection, relations)).toEqual(expected)
  })
})

describe('rights that are lent for a write', () => {
  const filters = new Map<string, (payload: unknown, meta: object, context: object) => unknown>()
  const filter = (event: string, handler: never) => { filters.set(event, handler) }
  registerWriteChecks({ filter } as never, {} as never, {} as never)
  const write = async (event: string, collection: string, payload: object, role: string) => filters.get(event)?.(payload, { collection, keys: ['1'] }, {
    database: null, schema: { relations, collections: {} }, accountability: { user: 'u', role, roles: [role], admin: true, app: false, ip: null },
  })

  it.each(['items.create', 'items.update'])('take no row along, in any collection (%s)', async (event) => {
    for (const role of [roleIds.partner, roleIds.manager, roleIds.configurator]) {
      for (const [collection, payload] of [['organizations', { members: { create: [{ user: { role: roleIds.admin } }] } }], ['organization_members', { user: { id: 'u', role: roleIds.admin } }]] as const) {
        await expect(write(event, collection, payload, role)).rejects.toMatchObject({ code: 'FORM_INVALID', status: 400 })
      }
      // Of a collection that is none of ours, so that nothing else is checked here.
      expect(await write(event, 'a_local_table', { name: 'x' }, role)).toEqual({ name: 'x' })
    }
  })
})
