import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AUDIENCES, collections, getCollection } from '@relais/schema'
import { accessModel, audienceOfRole, audiences, policyIds, roleIds } from '@relais/schema/access'
import type { RowFilter } from '@relais/schema/access'
import { permissions } from './support.ts'

interface Rule { key: string, collection: string, filter: RowFilter }

const rules: Rule[] = permissions.flatMap(({ policy, collection, action, permissions: filter, validation }) =>
  [filter, validation].filter(rule => rule !== null).map(rule => ({ key: `${policy} ${collection} ${action}`, collection, filter: rule })))

/** Every key of a filter with its value, at any depth. */
function walk(value: unknown, visit: (key: string, value: unknown, path: string[]) => void, path: string[] = []): void {
  if (Array.isArray(value)) return value.forEach(item => walk(item, visit, path))
  if (value === null || typeof value !== 'object') return
  for (const [key, inner] of Object.entries(value)) {
    visit(key, inner, path)
    walk(inner, visit, key.startsWith('_') ? path : [...path, key])
  }
}

function isDynamic(value: unknown): boolean {
  return JSON.stringify(value)?.includes('"$CURRENT_') ?? false
}

/** Names of the rules in which a key, with its value and the relations that lead to it, is refused. */
function rulesWhere(isWrong: (found: { key: string, value: unknown, path: string[], collection: string }) => boolean): string[] {
  return rules.filter(({ collection, filter }) => {
    let wrong = false
    walk(filter, (key, value, path) => { wrong ||= isWrong({ key, value, path, collection }) })
    return wrong
  }).map(({ key }) => key)
}

function fieldsAt(collection: string, path: string[]): string[] | undefined {
  let current = getCollection(collection)
  for (const step of path) {
    const target = current?.fields[step]?.relation?.collection
    current = target === undefined ? undefined : getCollection(target)
  }
  return current && Object.keys(current.fields)
}

describe('the row rules', () => {
  it('compare the signed-in account with _in only, since _eq shows unowned rows to nobody', () => {
    expect(rulesWhere(({ key, value }) => key.startsWith('_') && !['_and', '_or', '_in', '_some', '_none'].includes(key) && isDynamic(value))).toEqual([])
  })

  it('never go through a list of the account, silently cut at 100', () => {
    expect(rules.filter(({ filter }) => JSON.stringify(filter).includes('$CURRENT_USER.'))).toEqual([])
  })

  it('never use _some or _none, silently dropped when they hold two conditions', () => {
    expect(rulesWhere(({ key }) => key === '_some' || key === '_none')).toEqual([])
  })

  it('name fields and relations that exist', () => {
    expect(rulesWhere(({ key, path, collection }) => !key.startsWith('_') && collection !== 'directus_users' && fieldsAt(collection, path)?.includes(key) === false)).toEqual([])
  })

  it('test that a right is in force wherever they join one', () => {
    const joined = rules.filter(({ filter }) => /"(?:access_grants|grants|scopes|members)":/.test(JSON.stringify(filter)))

    expect(joined.length).toBeGreaterThan(50)
    expect(joined.filter(({ filter }) => !JSON.stringify(filter).includes('"valid_until":{"_gt":"$NOW"}')).map(({ key }) => key)).toEqual([])
  })
})

describe('roles and policies', () => {
  it('are one each, with fixed and distinct identifiers', () => {
    const ids = [...Object.values(roleIds), ...Object.values(policyIds), ...accessModel.links.map(({ id }) => id)]

    expect(new Set(ids).size).toBe(ids.length)
    expect(Object.keys(policyIds).toSorted()).toEqual([...AUDIENCES].toSorted())
  })

  it('keep portal audiences out of the Studio and administration to one', () => {
    expect(audiences.filter(({ appAccess }) => appAccess).map(({ audience }) => audience)).toEqual(['adviser', 'manager', 'configurator', 'admin'])
    expect(audiences.filter(({ adminAccess }) => adminAccess).map(({ audience }) => audience)).toEqual(['admin'])
  })

  it('tell the audience of a role and refuse unknown ones', () => {
    expect(audienceOfRole(roleIds.partner)).toBe('partner')
    expect(audienceOfRole('00000000-0000-4000-8000-000000000000')).toBeUndefined()
    expect(audienceOfRole(null)).toBeUndefined()
  })

  it('are the ones that the database knows', () => {
    const sql = readFileSync(new URL('../../../../schema/migrations/0003-authors.sql', import.meta.url), 'utf8')
    const known = [...sql.matchAll(/\('([0-9a-f-]{36})'(?:::uuid)?, '(\w+)'\)/g)].map(([, id, audience]) => [audience, id])

    expect(Object.fromEntries(known)).toEqual(roleIds)
  })
})

describe('the statuses that hold a place', () => {
  it('are the ones that the database counts', async () => {
    const { LIVE_STATUSES, PLACE_HOLDING_STATUSES } = await import('@relais/schema')
    const read = (name: string) => readFileSync(new URL(`../../../../schema/migrations/${name}`, import.meta.url), 'utf8')
    const list = (statuses: readonly string[]) => statuses.map(status => `'${status}'`).join(', ')

    expect(read('0008-places.sql')).toContain(`r.status IN (${list(PLACE_HOLDING_STATUSES)})`)
    expect(read('0009-referrals.sql')).toContain(`WHERE status IN (${list(LIVE_STATUSES)})`)
    expect(Object.keys(collections)).toContain('referrals')
  })
})
