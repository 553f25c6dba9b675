import { describe, expect, it } from 'vitest'
import { UnknownRuleError, computePermissions, rowRules, rowSql } from '../../../../schema/access/index.ts'
import { collections } from '../../../../schema/index.ts'
import type { FieldRelation, RowFilter } from '../../../../schema/access/index.ts'
import type { CollectionDefinition } from '../../../../schema/define.ts'

const declared: Record<string, CollectionDefinition> = collections

function relationOf(collection: string, field: string): FieldRelation | undefined {
  const relation = declared[collection]?.fields[field]?.relation
  if (!relation) return undefined
  return relation.kind === 'o2m' ? { kind: 'many', collection: relation.collection, via: relation.via ?? '' } : { kind: 'one', collection: relation.collection }
}

const sql = (filter: RowFilter, purpose: 'search' | 'check' = 'search', known?: { field: string, filter: RowFilter }) =>
  rowSql(filter, { collection: 'needs', alias: 'n', purpose, ...(known && { known }) }, { user: '$1', relationOf })

describe('rowSql', () => {
  it.each<[string, RowFilter]>([
    ['an unknown operator', { status: { _regex: '.*' } }],
    ['a quantifier, which Directus may drop', { case: { members: { _some: { user: { _in: ['x'] } } } } }],
    ['a field that leads nowhere', { nowhere: { id: { _eq: 'x' } } }],
    ['two keys in a nested filter, of which Directus reads one', { case: { status: { _eq: 'x' }, urgency: { _eq: 'y' } } }],
    ['an unknown variable', { status: { _eq: '$CURRENT_ROLE' } }],
    ['an empty list', { status: { _in: [] } }],
    ['an empty group', { _or: [] }],
    ['a null', { status: { _eq: null } }],
  ])('refuses %s', (_, filter) => {
    expect(() => sql(filter)).toThrow(UnknownRuleError)
  })

  it('quotes what a rule holds', () => {
    expect(sql({ 'st"atus': { _eq: 'it\'s \\' } })).toBe('n."st""atus" = E\'it\'\'s \\\\\'')
  })

  it('writes every row rule of the product, for searching and for checking', () => {
    for (const [audience, rules] of Object.entries(rowRules)) {
      for (const [collection, { read }] of Object.entries(rules)) {
        for (const purpose of ['search', 'check'] as const) {
          expect(rowSql(read ?? {}, { collection, alias: 't', purpose }, { user: '$1', relationOf }), `${audience} ${collection}`).not.toBe('')
        }
      }
    }
  })

  it('writes the rules of files, which follow the records that name them', () => {
    const local = [{ collection: 'cases', field: 'x_consent', isFile: true }, { collection: 'structures', field: 'x_plan', isFile: true }]
    const rules = computePermissions(collections, [], local).filter(({ collection }) => collection === 'directus_files').map(({ permissions }) => permissions ?? {})
    const written = rules.map(rule => rowSql(rule, { collection: 'directus_files', alias: 'f', purpose: 'check' }, { user: '$1', relationOf }))

    expect(written.filter(text => /from "cases" (\w+) where \1\."x_consent" = f\.id/.test(text))).toHaveLength(2)
    expect(written.filter(text => /from "structures" (\w+) where \1\."x_plan" = f\.id and \1\."id" is not null/.test(text))).toHaveLength(2)
  })

  it('looks rows up by their keys when they are only checked', () => {
    expect(sql({ case: { access_grants: { user: { _in: ['$CURRENT_USER'] } } } }, 'search')).toBe('n."case" in (select r0_n."case" from "access_grants" r0_n where r0_n."user" in ($1))')
    expect(sql({ case: { access_grants: { user: { _in: ['$CURRENT_USER'] } } } }, 'check')).toBe('exists (select 1 from "access_grants" r0_n where r0_n."case" = n."case" and r0_n."user" in ($1))')
  })

  it('does not test again what is known of the parent row, and only that', () => {
    const rule = { access_grants: { user: { _in: ['$CURRENT_USER'] } } }

    expect(sql({ _and: [{ status: { _eq: 'open' } }, { case: rule }] }, 'check', { field: 'case', filter: rule })).toBe('(n."status" = \'open\' and true)')
    expect(sql({ case: rule }, 'check', { field: 'case', filter: { status: { _eq: 'open' } } })).toContain('exists')
  })
})
