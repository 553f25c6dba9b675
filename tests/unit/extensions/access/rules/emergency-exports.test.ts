import { describe, expect, it } from 'vitest'
import { heldBy, spreadOf } from '../../../../../extensions/access/src/rules/emergency-exports.ts'

const LINKS: Record<string, Record<string, string>> = {
  cases: { person: 'people', structure: 'structures', needs: 'needs' },
  people: { cases: 'cases', structure: 'structures' },
  needs: { case: 'cases' },
  structures: { cases: 'cases', territory: 'territories' },
  offers: { structure: 'structures' },
}
const model = {
  stepOf: (collection: string, field: string) => {
    const to = LINKS[collection]?.[field]
    return to === undefined ? undefined : { collection: to, via: null }
  },
  isOfFiles: (collection: string) => ['cases', 'people', 'needs'].includes(collection),
  linksOf: (collection: string) => Object.keys(LINKS[collection] ?? {}),
}

describe('how far the fields of an export lead', () => {
  it.each([
    ['cases', ['id', '*'], 'rows'],
    ['cases', ['structure.name', 'structure.territory.name'], 'rows'],
    ['cases', ['id', 'person.last_name'], 'people'],
    ['people', ['cases.needs.description'], 'people'],
    ['needs', ['*.*'], 'people'],
    ['cases', ['structure.cases.id'], 'anywhere'],
    ['people', ['*.*.*'], 'anywhere'],
    ['structures', ['cases.id'], 'anywhere'],
    ['structures', ['*.*'], 'anywhere'],
    ['offers', ['structure.name', '*.*'], 'rows'],
    ['offers', ['*.*.*'], 'anywhere'],
    ['cases', ['zq.id'], 'anywhere'],
    ['cases', ['count(needs)'], 'anywhere'],
    ['cases', ['item:people.id'], 'anywhere'],
  ] as const)('%s: %j lead to %s', (collection, fields, spread) => {
    expect(spreadOf({ fields }, collection, model)).toBe(spread)
  })

  it('is not known under other names', () => {
    expect(spreadOf({ fields: ['zz.id'], alias: { zz: 'structure' } }, 'cases', model)).toBe('anywhere')
    expect(spreadOf({ fields: ['structure.id'], deep: { structure: { _alias: { zz: 'cases' } } } }, 'cases', model)).toBe('anywhere')
    expect(spreadOf({}, 'cases', model)).toBe('rows')
  })
})

describe('what names a file in a row', () => {
  const held = { files: ['f'], people: ['p'] }

  it.each([
    ['cases', ['id', 'person'], 'rows', { id: { _in: ['f'] } }],
    ['cases', ['id', 'person'], 'people', { person: { _in: ['p'] } }],
    ['people', ['id'], 'rows', { id: { _in: ['p'] } }],
    ['needs', ['id', 'case'], 'rows', { case: { id: { _in: ['f'] } } }],
    ['needs', ['id', 'case'], 'people', { case: { person: { _in: ['p'] } } }],
    ['relatives', ['person'], 'rows', { person: { _in: ['p'] } }],
    ['referral_steps', ['referral'], 'rows', { referral: { case: { id: { _in: ['f'] } } } }],
    ['offers', ['id'], 'rows', null],
  ] as const)('%s, %j, %s', (collection, fields, spread, filter) => {
    expect(heldBy(collection, fields, held, spread)).toEqual(filter)
  })
})
