import { describe, expect, it } from 'vitest'
import type { LocalRule } from '@relais/schema/forms'
import { studioConditions } from '../../../../../extensions/configurator/src/rules/studio-conditions.ts'

const rule = (kind: LocalRule['kind'], expression: string): LocalRule => ({ collection: 'organizations', field: 'x_a', kind, expression, message: null })

describe('the conditions of a local field in the Studio', () => {
  it('say its rules after those made there, which are kept as they are', () => {
    const own = { name: 'Entreprises', rule: { kind: { _eq: 'company' } }, required: true, options: { x: 1 } }

    expect(studioConditions([own], [rule('shown_if', 'kind == "a"'), rule('required_if', 'n > 3'), rule('computed', 'n + 1')])).toEqual([
      own,
      { name: 'field_rules.shown_if', rule: { kind: { _neq: 'a' } }, hidden: true },
      { name: 'field_rules.required_if', rule: { n: { _gt: 3 } }, required: true },
      { name: 'field_rules.computed', rule: { _and: [] }, readonly: true },
    ])
  })

  it('are left alone when they already say the rules, and emptied with them', () => {
    const said = studioConditions(null, [rule('shown_if', 'n > 3')])

    expect(studioConditions(said, [rule('shown_if', 'n > 3')])).toBeNull()
    expect(studioConditions(said, [])).toEqual([])
    expect(studioConditions(null, [])).toBeNull()
  })

  it('leave to the server what the Studio cannot say', () => {
    expect(studioConditions(null, [rule('shown_if', 'age(birth) < 18'), rule('valid_if', 'n > 3')])).toBeNull()
  })
})
