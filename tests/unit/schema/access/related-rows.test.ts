import { describe, expect, it } from 'vitest'
import { hiddenPath } from '../../../../schema/access/index.ts'
import type { RowFilter } from '../../../../schema/access/index.ts'

const LINKS: Record<string, { collection: string, via: string | null }> = {
  'referrals.offer': { collection: 'offers', via: null },
  'referrals.case': { collection: 'cases', via: null },
  'cases.person': { collection: 'people', via: null },
  'cases.actions': { collection: 'actions', via: 'case' },
  'cases.referrals': { collection: 'referrals', via: 'case' },
  'offers.organization': { collection: 'organizations', via: null },
  'offers.referrals': { collection: 'referrals', via: 'offer' },
  'offers.themes': { collection: 'terms', via: 'offer' },
}
const OPEN: RowFilter = { visibility: { _eq: 'public' } }
const MINE: RowFilter = { user: { _in: ['$CURRENT_USER'] } }
const RULES: Record<string, RowFilter> = {
  referrals: { case: { access_grants: MINE } },
  cases: { access_grants: MINE },
  people: { grants: MINE },
  actions: { _and: [{ shown: { _eq: true } }, { case: { access_grants: MINE } }] },
  offers: { organization: OPEN },
  organizations: OPEN,
  terms: {},
}
const asked = (query: Record<string, unknown>, collection = 'referrals') => hiddenPath(query, collection, {
  stepOf: (from, field) => LINKS[`${from}.${field}`], ruleOf: name => RULES[name],
})

describe('hiddenPath', () => {
  it.each<[string, Record<string, unknown>, string?]>([
    ['the row itself', { filter: { status: { _eq: 'sent' } }, sort: ['-sent_at'], fields: ['*', 'offer.title', 'year(sent_at)'] }],
    ['a link, without what it leads to', { filter: { offer: { _eq: 'x' } }, sort: ['offer'], group: ['offer'], aggregate: { count: ['*'], min: ['offer'] } }],
    ['the file of a row that follows it', { filter: { case: { status: { _eq: 'support' } } }, sort: ['case.opened_on'] }],
    ['the person of a file', { filter: { _or: [{ case: { person: { last_name: { _contains: 'a' } } } }, { id: { _null: true } }] }, sort: ['case.person.last_name'] }],
    ['the rows that follow a file', { filter: { referrals: { _and: [{ status: { _eq: 'sent' } }] } }, fields: ['count(referrals)'], deep: { referrals: { _sort: ['case.opened_on'] } } }, 'cases'],
    ['rows that everybody reads', { filter: { themes: { label: { _eq: 'x' } } }, sort: ['themes.label'] }, 'offers'],
    ['hidden rows behind a quantifier, whose rule Directus puts', { filter: { actions: { _some: { title: { _eq: 'x' } } } } }, 'cases'],
  ])('opens %s', (_what, query, collection) => {
    expect(asked(query, collection)).toBeUndefined()
  })

  it.each<[string, Record<string, unknown>, string?]>([
    ['a filter', { filter: { offer: { title: { _contains: 'a' } } } }],
    ['a filter in a choice', { filter: { _or: [{ status: { _eq: 'sent' } }, { _and: [{ offer: { title: { _eq: 'a' } } }] }] } }],
    ['a filter beside another', { filter: { status: { _eq: 'sent' }, offer: { id: { _eq: 'x' } } } }],
    ['a logical word inside a path', { filter: { offer: { _and: [{ title: { _eq: 'x' } }] } } }],
    ['rows of which some are hidden', { filter: { actions: { title: { _eq: 'x' } } } }, 'cases'],
    ['the absence of such rows', { filter: { actions: { _null: true } } }, 'cases'],
    ['rows that lead to others', { filter: { referrals: { id: { _nnull: true } } } }, 'offers'],
    ['a step further', { filter: { referrals: { offer: { title: { _eq: 'x' } } } } }, 'cases'],
    ['a quantifier that goes further', { filter: { referrals: { _some: { offer: { title: { _eq: 'x' } } } } } }, 'cases'],
    ['a sort', { sort: ['-offer.title'] }],
    ['a sort by many', { sort: ['case.actions.title'] }],
    ['a group', { group: ['offer.title'] }],
    ['an aggregate', { aggregate: { max: ['offer.title'] } }],
    ['a count among the fields', { fields: ['id', 'case.count(actions)'] }],
    ['a count in a filter', { filter: { case: { 'count(actions)': { _gt: 1 } } } }],
    ['a count in a sort', { sort: ['-case.count(actions)'] }],
    ['a path written inside a function', { filter: { 'year(offer.published_on)': { _eq: 2025 } } }],
    ['a path the other way round', { filter: { '$FOLLOW(cases, person)': { status: { _eq: 'x' } } } }],
    ['what is asked of nested rows', { deep: { referrals: { _filter: { offer: { title: { _eq: 'x' } } } } } }, 'cases'],
    ['what is asked of nested rows under another name', { alias: { mine: 'referrals' }, deep: { mine: { _sort: ['offer.title'] } } }, 'cases'],
  ])('closes %s', (_what, query, collection) => {
    expect(asked(query, collection)).toBeDefined()
  })
})
