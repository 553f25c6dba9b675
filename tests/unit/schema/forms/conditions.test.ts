import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, isReadonly, isRequired, isShown } from '@relais/schema/forms'
import type { FormCondition } from '@relais/schema/forms'
import { aField } from './fields.ts'

const values = { kind: 'job', hours: 35, note: '', themes: ['housing', 'health'], site: { id: 'a' }, open: false, when: '2026-03-12' }

describe('evaluate', () => {
  const holding: FormCondition[] = [
    { kind: { _eq: 'job' } }, { kind: { _neq: 'service' } }, { kind: { _in: ['job', 'training'] } }, { kind: { _nin: ['service'] } },
    { hours: { _gt: 30, _lte: 35 } }, { hours: { _between: [35, 40] } }, { hours: { _eq: '35' } }, { note: { _empty: true } }, { note: { _nempty: false } },
    { missing: { _null: true } }, { missing: { _empty: true } }, { missing: { _neq: 'x' } }, { kind: { _nnull: true } }, { themes: { _contains: 'health' } },
    { themes: { _in: ['health', 'other'] } }, { themes: { _ncontains: 'job' } }, { kind: { _contains: 'o' } }, { kind: { _starts_with: 'j' } }, { kind: { _ends_with: 'b' } },
    { site: { _eq: 'a' } }, { open: { _eq: false } }, { when: { _gte: '2026-01-01' } }, {}, { _and: [] }, { _not: { _or: [] } },
    { _or: [{ kind: { _eq: 'x' } }, { _and: [{ hours: { _gt: 1 } }, { kind: { _eq: 'job' } }] }] },
  ]
  it.each(holding.map(condition => [JSON.stringify(condition), condition] as const))('holds: %s', (_, condition) => expect(evaluate(condition, values)).toBe(true))

  const failing: FormCondition[] = [
    { kind: { _eq: 'Job' } }, { kind: { _in: [] } }, { missing: { _in: ['x'] } }, { missing: { _gt: 0 } }, { note: { _gt: 0 } }, { hours: { _lt: 35 } },
    { themes: { _eq: 'health' } }, { open: { _eq: 'false' } }, { _or: [] }, { _not: {} }, { kind: { _eq: 'job', _neq: 'job' } },
  ]
  it.each(failing.map(condition => [JSON.stringify(condition), condition] as const))('does not hold: %s', (_, condition) => expect(evaluate(condition, values)).toBe(false))

  it('does not hold when an operator is unknown or a rule is not one', () => {
    const broken = ['{"kind":{"_regex":"(a+)+$"}}', '{"kind":"job"}', '{"_and":{}}', '{"_or":null}', '[]', 'null', '3', '{"organization":{"kind":{"_eq":"x"}}}']
    for (const text of broken) expect(evaluate(JSON.parse(text), values)).toBe(false)
  })

  it('always answers, whatever the rule and the values', () => {
    fc.assert(fc.property(fc.json(), fc.dictionary(fc.string(), fc.jsonValue()), (rule, anyValues) => typeof evaluate(JSON.parse(rule), anyValues) === 'boolean'))
  })

  it('stops at a rule too deep or too long instead of running for ever', () => {
    const deep = Array.from({ length: 5000 }).reduce<FormCondition>(inner => ({ _and: [inner] }), { kind: { _eq: 'job' } })
    const wide: FormCondition = { _and: Array.from({ length: 100_000 }, () => ({ kind: { _eq: 'job' } })) }

    expect(evaluate(deep, values)).toBe(false)
    expect(evaluate(wide, values)).toBe(false)
  })
})

describe('rules of a field', () => {
  const field = aField({ required: true, shownIf: { kind: { _eq: 'job' } } })

  it('is not required while it is not shown', () => {
    expect([isShown(field, { kind: 'job' }), isRequired(field, { kind: 'job' })]).toEqual([true, true])
    expect([isShown(field, { kind: 'service' }), isRequired(field, { kind: 'service' })]).toEqual([false, false])
  })

  it('may be required or read-only by another answer', () => {
    const conditional = aField({ requiredIf: { kind: { _eq: 'job' } }, readonlyIf: { status: { _eq: 'closed' } } })

    expect(isRequired(conditional, { kind: 'job' })).toBe(true)
    expect(isRequired(conditional, { kind: null })).toBe(false)
    expect(isReadonly(conditional, { status: 'closed' })).toBe(true)
    expect(isReadonly(conditional, {})).toBe(false)
  })
})
