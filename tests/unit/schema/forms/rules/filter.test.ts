import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBuilder, fromDirectusFilter, holds, parseRule, printRule, toBuilder, toDirectusFilter } from '@relais/schema/forms/rules'
import { aFilter, NOW, someValues } from './arbitraries.ts'

const values = { kind: 'job', hours: 35, note: '', themes: ['housing', 'health'], site: { id: 'a' }, open: false, when: '2026-03-12', function: 'referent' }

function says(filter: unknown): boolean {
  const rule = fromDirectusFilter(filter)
  if (rule === null) throw new Error('no rule')
  return holds(printRule(rule), values, NOW)
}

describe('a condition written as a filter', () => {
  const holding: unknown[] = [
    { kind: { _eq: 'job' } }, { kind: { _neq: 'service' } }, { kind: { _in: ['job', 'training'] } }, { kind: { _nin: ['service'] } },
    { hours: { _gt: 30, _lte: 35 } }, { hours: { _between: [35, 40] } }, { hours: { _eq: '35' } }, { note: { _empty: true } }, { note: { _nempty: false } },
    { missing: { _null: true } }, { missing: { _empty: true } }, { missing: { _neq: 'x' } }, { kind: { _nnull: true } }, { themes: { _contains: 'health' } },
    { themes: { _in: ['health', 'other'] } }, { themes: { _ncontains: 'job' } }, { kind: { _contains: 'o' } }, { kind: { _starts_with: 'j' } }, { kind: { _ends_with: 'b' } },
    { site: { _eq: 'a' } }, { open: { _eq: false } }, { when: { _gte: '2026-01-01' } }, { _and: [] }, { function: { _eq: 'referent' } },
    { _or: [{ kind: { _eq: 'x' } }, { _and: [{ hours: { _gt: 1 } }, { kind: { _eq: 'job' } }] }] },
  ]
  it.each(holding.map(filter => [JSON.stringify(filter), filter]))('holds: %s', (_, filter) => expect(says(filter)).toBe(true))

  const failing: unknown[] = [
    { kind: { _eq: 'Job' } }, { kind: { _in: [] } }, { missing: { _in: ['x'] } }, { missing: { _gt: 0 } }, { note: { _gt: 0 } }, { hours: { _lt: 35 } },
    { themes: { _eq: 'health' } }, { open: { _eq: 'false' } }, { _or: [] }, { kind: { _eq: 'job', _neq: 'job' } },
  ]
  it.each(failing.map(filter => [JSON.stringify(filter), filter]))('does not hold: %s', (_, filter) => expect(says(filter)).toBe(false))

  const strange: unknown[] = [
    { kind: { _regex: '(a+)+$' } }, { kind: 'job' }, { _and: {} }, { _or: null }, [], null, 3, {}, { organization: { kind: { _eq: 'x' } } }, { 'year(when)': { _eq: 2026 } },
    { when: { _lt: '$NOW' } }, { user: { _in: ['$CURRENT_USER'] } }, { 'a b': { _eq: 1 } }, { in: { _eq: 1 } }, { hours: { _between: [1] } }, { kind: { _contains: 3 } },
    Array.from({ length: 50 }).reduce<unknown>(inner => ({ _and: [inner] }), { kind: { _eq: 'job' } }), { _and: Array.from({ length: 300 }, () => ({ kind: { _eq: 'job' } })) },
  ]
  it.each(strange.map(filter => [JSON.stringify(filter).slice(0, 80), filter]))('is no rule of a form: %s', (_, filter) => expect(fromDirectusFilter(filter)).toBeNull())

  it('is never misread, whatever JSON it is', () => {
    fc.assert(fc.property(fc.json(), text => fromDirectusFilter(JSON.parse(text)) !== undefined))
  })

  it('means the same as a text, as a filter again and in the pickers', () => {
    fc.assert(fc.property(aFilter, someValues, (filter, given) => {
      const rule = fromDirectusFilter(filter)
      if (rule === null) throw new Error('no rule')
      const wanted = holds(rule, given, NOW)
      const parsed = parseRule(printRule(rule))
      const back = fromDirectusFilter(toDirectusFilter(rule))
      const picked = toBuilder(rule)

      expect('rule' in parsed && printRule(parsed.rule)).toBe(printRule(rule))
      expect('rule' in parsed && holds(parsed.rule, given, NOW)).toBe(wanted)
      expect(back === null ? wanted : holds(back, given, NOW)).toBe(wanted)
      expect(picked === null ? wanted : holds(fromBuilder(picked), given, NOW)).toBe(wanted)
    }), { numRuns: 1000 })
  })
})

describe('a rule as a filter of the Studio', () => {
  it.each([
    ['kind == "job" && hours >= 30', { _and: [{ kind: { _eq: 'job' } }, { hours: { _gte: 30 } }] }],
    ['is_shared', { is_shared: { _eq: true } }],
    ['!(kind in ["a", "b"])', { kind: { _nin: ['a', 'b'] } }],
    ['!(a == 1 && is_empty(b))', { _or: [{ a: { _neq: 1 } }, { b: { _nempty: true } }] }],
    ['!(hours < 18)', { _or: [{ hours: { _gte: 18 } }, { hours: { _empty: true } }] }],
    ['note == null', { note: { _null: true } }],
  ])('%s', (text, filter) => {
    const parsed = parseRule(text)

    expect('rule' in parsed && toDirectusFilter(parsed.rule)).toEqual(filter)
  })

  it.each(['age(birth_date) < 18', 'count(needs) > 2', 'a < b', 'a + 1 == 2', 'a ? b : c', '1 == 1', 'when < today()', '!name.startsWith("x")'])('has none: %s', (text) => {
    const parsed = parseRule(text)

    expect('rule' in parsed && toDirectusFilter(parsed.rule)).toBeNull()
  })
})
