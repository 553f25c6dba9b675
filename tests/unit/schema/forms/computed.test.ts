import { describe, expect, it } from 'vitest'
import { computeValues, knownValues, validateForm } from '@relais/schema/forms'
import { aField, aForm } from './fields.ts'
import { MOMENT } from '../../../support/moment.ts'

const number = (field: string, computed: string | null = null) => aField({ field, type: 'integer', kind: 'integer', computed })

describe('computeValues', () => {
  it('computes each value after those it depends on, whatever their order', () => {
    const form = aForm(number('c', 'b + 1'), number('b', 'a + 1'), number('a'))

    expect(computeValues(form, { a: '1', b: 99, c: 99 }, MOMENT)).toEqual({ b: 2, c: 3 })
    expect(knownValues(form, { a: '1' }, MOMENT)).toEqual({ a: 1, b: 2, c: 3 })
  })

  it('gives nothing to what depends on itself, cannot be computed or does not fit', () => {
    const form = aForm(
      number('a', 'b + 1'), number('b', 'a + 1'), number('bad', 'x +'), number('large', '1e12'), number('text', '"x"'), number('half', '7 / 2'),
      aField({ field: 'short', maxLength: 3, computed: '"long"' }), aField({ field: 'choice', kind: 'choice', choices: [], computed: '"x"' }),
      aField({ field: 'day', type: 'date', kind: 'date', computed: '"x"' }), aField({ field: 'digits', computed: '12 + 1' }),
    )

    expect(computeValues(form, {}, MOMENT)).toEqual({ a: null, b: null, bad: null, large: null, text: null, half: 4, short: null, choice: null, day: null, digits: '13' })
  })
})

describe('validateForm with rules', () => {
  const form = aForm(number('total', 'a + b'), number('a'), number('b'), aField({ field: 'why', requiredIf: 'total > 10' }))
  const codes = (values: Record<string, unknown>, options = {}) => validateForm(form, values, { moment: MOMENT, ...options }).map(({ field, code }) => `${field} ${code}`)

  it('reads what is computed, never what was sent for it', () => {
    expect(codes({ a: 6, b: 5, total: 1 })).toEqual(['why REQUIRED'])
    expect(codes({ a: 1, b: 5, total: 100 })).toEqual([])
  })

  it('judges an answer again when another one that its rule reads changes, and only then', () => {
    const dates = aForm(aField({ field: 'start' }), aField({ field: 'end', validIf: [{ rule: 'end >= start', message: null }] }), aField({ field: 'name' }))
    const wrong = { start: '2026-02-01', end: '2026-01-01', name: 'a' }
    const errors = (values: Record<string, unknown>, current: Record<string, unknown>) => validateForm(dates, values, { partial: true, current, moment: MOMENT }).map(({ field, code }) => `${field} ${code}`)

    expect(errors({ start: '2026-03-01' }, { start: '2026-01-01', end: '2026-02-01' })).toEqual(['end NOT_VALID'])
    expect(errors({ name: 'b' }, wrong)).toEqual([])
    expect(errors({ end: null }, wrong)).toEqual([])
  })

  it('counts related rows when they are given, and leaves them to the server otherwise', () => {
    const counted = aForm(aField({ validIf: [{ rule: 'count(needs) > 0', message: null }] }))

    expect(validateForm(counted, { name: 'x' }, { moment: MOMENT })).toEqual([])
    expect(validateForm(counted, { name: 'x' }, { counts: { needs: 0 }, moment: MOMENT })).toHaveLength(1)
    expect(validateForm(counted, { name: 'x' }, { counts: { needs: 2 }, moment: MOMENT })).toEqual([])
  })
})
