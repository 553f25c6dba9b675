import { describe, expect, it } from 'vitest'
import { isReadonly, isRequired, isShown } from '@relais/schema/forms'
import { aField } from './fields.ts'
import { MOMENT } from '../../../support/moment.ts'

describe('rules of a field', () => {
  const field = aField({ required: true, shownIf: 'kind == "job"' })

  it('is not required while it is not shown', () => {
    expect([isShown(field, { kind: 'job' }, MOMENT), isRequired(field, { kind: 'job' }, MOMENT)]).toEqual([true, true])
    expect([isShown(field, { kind: 'service' }, MOMENT), isRequired(field, { kind: 'service' }, MOMENT)]).toEqual([false, false])
  })

  it('may be required or read-only by another answer', () => {
    const conditional = aField({ requiredIf: 'kind == "job"', readonlyIf: 'status == "closed"' })

    expect(isRequired(conditional, { kind: 'job' }, MOMENT)).toBe(true)
    expect(isRequired(conditional, { kind: null }, MOMENT)).toBe(false)
    expect(isReadonly(conditional, { status: 'closed' }, MOMENT)).toBe(true)
    expect(isReadonly(conditional, {}, MOMENT)).toBe(false)
  })

  it('is never asked of a person when it is computed', () => {
    const computed = aField({ required: true, computed: 'a + b' })

    expect([isRequired(computed, {}, MOMENT), isReadonly(computed, {}, MOMENT)]).toEqual([false, true])
  })
})
