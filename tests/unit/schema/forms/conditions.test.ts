import { describe, expect, it } from 'vitest'
import { isReadonly, isRequired, isShown } from '@relais/schema/forms'
import { aField } from './fields.ts'

describe('rules of a field', () => {
  const field = aField({ required: true, shownIf: 'kind == "job"' })

  it('is not required while it is not shown', () => {
    expect([isShown(field, { kind: 'job' }), isRequired(field, { kind: 'job' })]).toEqual([true, true])
    expect([isShown(field, { kind: 'service' }), isRequired(field, { kind: 'service' })]).toEqual([false, false])
  })

  it('may be required or read-only by another answer', () => {
    const conditional = aField({ requiredIf: 'kind == "job"', readonlyIf: 'status == "closed"' })

    expect(isRequired(conditional, { kind: 'job' })).toBe(true)
    expect(isRequired(conditional, { kind: null })).toBe(false)
    expect(isReadonly(conditional, { status: 'closed' })).toBe(true)
    expect(isReadonly(conditional, {})).toBe(false)
  })

  it('is never asked of a person when it is computed', () => {
    const computed = aField({ required: true, computed: 'a + b' })

    expect([isRequired(computed, {}), isReadonly(computed, {})]).toEqual([false, true])
  })
})
