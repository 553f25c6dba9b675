import { describe, expect, it } from 'vitest'
import { HiddenPathError, withRowRules } from '../../../../schema/access/index.ts'
import type { RowFilter } from '../../../../schema/access/index.ts'

const LINKS: Record<string, { collection: string, isToOne: boolean }> = {
  'referrals.offer': { collection: 'offers', isToOne: true },
  'referrals.case': { collection: 'cases', isToOne: true },
  'cases.person': { collection: 'people', isToOne: true },
  'cases.actions': { collection: 'actions', isToOne: false },
  'cases.referrals': { collection: 'referrals', isToOne: false },
  'offers.organization': { collection: 'organizations', isToOne: true },
  'offers.themes': { collection: 'terms', isToOne: false },
}
const OPEN: RowFilter = { visibility: { _eq: 'public' } }
const RULES: Record<string, RowFilter> = {
  referrals: { case: { access_grants: { user: { _in: ['$CURRENT_USER'] } } } },
  cases: { access_grants: { user: { _in: ['$CURRENT_USER'] } } },
  people: { grants: { user: { _in: ['$CURRENT_USER'] } } },
  actions: { _and: [{ shown: { _eq: true } }, { case: { access_grants: { user: { _in: ['$CURRENT_USER'] } } } }] },
  offers: { organization: OPEN },
  organizations: OPEN,
  terms: {},
}
const scope = {
  relationOf: (collection: string, field: string) => LINKS[`${collection}.${field}`],
  ruleOf: (collection: string) => RULES[collection],
  bind: (rule: RowFilter): RowFilter => JSON.parse(JSON.stringify(rule).replaceAll('$CURRENT_USER', 'me')),
}
const guard = (query: Record<string, unknown>, collection: string) => withRowRules(query, collection, scope)
const openOffer = { _or: [{ offer: { id: { _null: true } } }, { offer: { organization: OPEN } }] }

describe('withRowRules', () => {
  it('leaves alone what reads the row itself, or rows that reading it implies', () => {
    for (const query of [
      { filter: { status: { _eq: 'sent' } }, sort: ['-sent_at'], fields: ['*', 'offer.title', 'year(sent_at)'] },
      { filter: { offer: { _eq: 'x' } }, sort: ['offer'], group: ['offer'], aggregate: { count: ['*'] } },
      { filter: { case: { status: { _eq: 'support' } } }, sort: ['case.person.last_name'] },
      { filter: { _or: [{ case: { person: { last_name: { _contains: 'a' } } } }, { id: { _null: true } }] } },
    ]) expect(guard(query, 'referrals')).toEqual(query)
    expect(guard({ filter: { themes: { label: { _eq: 'x' } } }, sort: ['themes.label'] }, 'offers')).toEqual({ filter: { themes: { label: { _eq: 'x' } } }, sort: ['themes.label'] })
  })

  it('puts the rule of the rows on every step of a filter, wherever it stands', () => {
    const filter = { offer: { title: { _contains: 'a' } } }

    expect(guard({ filter }, 'referrals').filter).toEqual({ _and: [filter, openOffer] })
    expect(guard({ filter: { _or: [{ status: { _eq: 'sent' } }, filter] } }, 'referrals').filter)
      .toEqual({ _or: [{ status: { _eq: 'sent' } }, { _and: [filter, openOffer] }] })
    expect(guard({ filter: { status: { _eq: 'sent' }, ...filter, _and: [{ id: { _nnull: true } }] } }, 'referrals').filter)
      .toEqual({ status: { _eq: 'sent' }, _and: [filter, openOffer, { id: { _nnull: true } }] })
    expect(guard({ filter: { referrals: filter } }, 'cases').filter).toEqual({ _and: [
      { referrals: filter },
      { _or: [{ referrals: { id: { _null: true } } }, { referrals: { case: { access_grants: { user: { _in: ['me'] } } } } }] },
      { _or: [{ referrals: { offer: { id: { _null: true } } } }, { referrals: { offer: { organization: OPEN } } }] },
    ] })
  })

  it('keeps the « and » of a rule outside the path, as Directus wants it', () => {
    expect(guard({ filter: { actions: { title: { _eq: 'x' } } } }, 'cases').filter).toEqual({ _and: [
      { actions: { title: { _eq: 'x' } } },
      { _or: [{ actions: { id: { _null: true } } }, { _and: [{ actions: { shown: { _eq: true } } }, { actions: { case: { access_grants: { user: { _in: ['me'] } } } } }] }] },
    ] })
  })

  it('guards what is asked of nested rows, under their alias too', () => {
    const filter = { offer: { title: { _eq: 'x' } } }
    const deep = { mine: { _filter: filter, _sort: ['sent_at'], _limit: 3 } }

    expect(guard({ alias: { mine: 'referrals' }, deep }, 'cases').deep).toEqual({ mine: { _filter: { _and: [filter, openOffer] }, _sort: ['sent_at'], _limit: 3 } })
    expect(() => guard({ deep: { referrals: { _sort: ['offer.title'] } } }, 'cases')).toThrow(HiddenPathError)
  })

  it.each<[string, Record<string, unknown>]>([
    ['a sort', { sort: ['-offer.title'] }],
    ['a sort by rows that are many', { sort: ['case.actions.title'] }],
    ['a group', { group: ['offer.title'] }],
    ['an aggregate', { aggregate: { max: ['offer.title'] } }],
    ['a count of rows', { fields: ['id', 'case.count(actions)'] }],
    ['a count in a filter', { filter: { case: { 'count(actions)': { _gt: 1 } } } }],
    ['a count in a sort', { sort: ['-case.count(actions)'] }],
    ['a path written inside a function', { filter: { 'year(offer.published_on)': { _eq: 2025 } } }],
    ['another way round', { filter: { '$FOLLOW(cases, person)': { status: { _eq: 'x' } } } }],
    ['a quantifier that goes further', { filter: { case: { referrals: { _some: { offer: { title: { _eq: 'x' } } } } } } }],
    ['a logical word inside a path', { filter: { offer: { _and: [{ title: { _eq: 'x' } }] } } }],
  ])('refuses %s that no rule can be put on', (_name, query) => {
    expect(() => guard(query, 'referrals')).toThrow(HiddenPathError)
  })
})
