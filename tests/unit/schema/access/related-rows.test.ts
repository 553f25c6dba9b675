import { describe, expect, it } from 'vitest'
import { hiddenPath } from '../../../../schema/access/index.ts'
import type { ReadRule, RowFilter } from '../../../../schema/access/index.ts'

const LINKS: Record<string, { collection: string, via: string | null }> = {
  'referrals.offer': { collection: 'offers', via: null },
  'referrals.case': { collection: 'cases', via: null },
  'cases.person': { collection: 'people', via: null },
  'cases.actions': { collection: 'actions', via: 'case' },
  'actions.case': { collection: 'cases', via: null },
  'cases.referrals': { collection: 'referrals', via: 'case' },
  'offers.organization': { collection: 'organizations', via: null },
  'offers.referrals': { collection: 'referrals', via: 'offer' },
  'offers.themes': { collection: 'terms', via: 'offer' },
  'offers.drafts': { collection: 'drafts', via: 'offer' },
  'cases.referent': { collection: 'accounts', via: null },
  'accounts.teams': { collection: 'teams', via: 'account' },
  'teams.account': { collection: 'accounts', via: null },
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
const everyField = (rows: RowFilter): ReadRule => ({ rows, fields: new Set(['*']) })
/** Colleagues by name, and one's own account whole: what Directus makes of a session of its Studio. */
const ACCOUNTS: readonly ReadRule[] = [
  { rows: { role: { _in: ['adviser'] } }, fields: new Set(['id', 'last_name', 'role']) },
  { rows: { id: { _eq: '$CURRENT_USER' } }, fields: new Set(['id', 'last_name', 'email', 'role', 'teams', 'seen_at']) },
]
const rulesOf = (name: string): readonly ReadRule[] => {
  if (name === 'accounts') return ACCOUNTS
  // Rows of everybody, whose notes only some show; and rows whose title everybody reads, their state some.
  if (name === 'teams') return [{ rows: {}, fields: new Set(['id', 'name', 'account']) }, { rows: MINE, fields: new Set(['id', 'name', 'notes']) }]
  return RULES[name] ? [everyField(RULES[name])] : []
}
const asked = (query: Record<string, unknown>, collection = 'referrals') => hiddenPath(query, collection, { stepOf: (from, field) => LINKS[`${from}.${field}`], rulesOf, user: 'me' })

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
    ['a count behind an alias', { alias: { zz: 'case' }, fields: ['zz.count(actions)'] }],
    ['a count behind a nested alias', { fields: ['actions.zz.count(actions)'], deep: { actions: { _alias: { zz: 'case' } } } }, 'cases'],
    ['a count that an alias names', { alias: { zz: 'count(actions)' }, fields: ['zz'] }, 'cases'],
    ['a count that an alias names further', { alias: { zz: 'case.count(actions)' }, fields: ['zz'] }],
    ['a count that an alias brings with a wildcard', { alias: { zz: 'count(actions)' }, fields: ['*'] }, 'cases'],
    ['a count that a nested alias names', { fields: ['case.*'], deep: { case: { _alias: { zz: 'count(actions)' } } } }],
    ['a nested alias under an alias', { alias: { yy: 'actions' }, fields: ['yy.zz.count(actions)'], deep: { yy: { _alias: { zz: 'case' } } } }, 'cases'],
    ['a count behind a wildcard', { fields: ['*.count(actions)'] }],
    ['a count behind an unknown step', { fields: ['unknown.count(actions)'] }],
    ['a count of rows of which nothing is open', { filter: { 'count(drafts)': { _gt: 0 } } }, 'offers'],
    ['rows of which nothing is open', { filter: { drafts: { id: { _nnull: true } } } }, 'offers'],
    ['a path in a list', { filter: { offer: [{ title: { _eq: 'x' } }] } }],
    ['a name with a collection', { filter: { 'item:cases': { id: { _eq: 'x' } } } }],
    ['what is asked under a name with a collection', { deep: { 'item:cases': { _filter: { id: { _eq: 'x' } } } } }],
    ['a call with spaces around', { filter: { ' count(actions)': { _gt: 1 } } }, 'cases'],
    ['what is asked of nested rows under another name', { alias: { mine: 'referrals' }, deep: { mine: { _sort: ['offer.title'] } } }, 'cases'],
  ])('closes %s', (_what, query, collection) => {
    expect(asked(query, collection)).toBeDefined()
  })
})

describe('a column that only some of the rules show', () => {
  const MINE_ONLY = { id: { _eq: 'me' } }

  it.each<[string, Record<string, unknown>, string?]>([
    ['asked for, as Directus empties it where it is hidden', { fields: ['id', 'email'] }],
    ['of a filter on one’s own row', { filter: { ...MINE_ONLY, email: { _eq: 'a' } } }],
    ['of a computation on one’s own row', { filter: { _and: [MINE_ONLY, { _or: [{ email: { _eq: 'a' } }] }] }, aggregate: { max: ['email'] }, group: ['email'], sort: ['email'] }],
    ['shown by every rule', { filter: { last_name: { _contains: 'a' } }, sort: ['-last_name'], group: ['role'], aggregate: { count: ['*'], countDistinct: ['id'], min: ['last_name'] } }],
    ['shown by a rule on every row', { filter: { name: { _eq: 'a' } }, sort: ['name'] }, 'teams'],
    ['of the result itself', { group: ['role'], aggregate: { count: ['*'] }, sort: ['-count'] }],
  ])('is open %s', (_what, query, collection = 'accounts') => {
    expect(asked(query, collection)).toBeUndefined()
  })

  it.each<[string, Record<string, unknown>, string?]>([
    ['a filter', { filter: { email: { _starts_with: 'a' } } }],
    ['a filter in a choice', { filter: { _or: [MINE_ONLY, { email: { _starts_with: 'a' } }] } }],
    ['a filter beside somebody else’s row', { filter: { id: { _eq: 'you' }, email: { _eq: 'a' } } }],
    ['a filter with a function', { filter: { 'year(seen_at)': { _eq: 2025 } } }],
    ['a sort', { sort: ['-email'] }],
    ['a group', { group: ['email'] }],
    ['a group with a function', { group: ['year(seen_at)'] }],
    ['an aggregate', { aggregate: { min: ['email'] } }],
    ['a distinct count', { aggregate: { countDistinct: ['email'] } }],
    ['a link', { filter: { teams: { _some: { name: { _eq: 'a' } } } } }],
    ['a filter on a row further', { filter: { account: { ...MINE_ONLY, email: { _eq: 'a' } } } }, 'teams'],
    ['a sort of rows further', { sort: ['referent.email'] }, 'cases'],
    ['what is asked of nested rows', { deep: { teams: { _filter: { notes: { _eq: 'a' } } } } }],
    ['a column that no rule shows', { filter: { token: { _eq: 'a' } } }],
  ])('is closed to %s', (_what, query, collection = 'accounts') => {
    expect(asked(query, collection)).toBeDefined()
  })
})
