import { expect, it } from 'vitest'
import { computedChanges } from '../../../../../extensions/configurator/src/rules/computed.ts'
import { aField, aForm } from '../../../schema/forms/fields.ts'

const form = aForm(aField({ field: 'a' }), aField({ field: 'total', computed: 'a' }))
const changes = (computed: Record<string, unknown>[], current: Record<string, unknown>[] | null) => computedChanges(form, computed, current).map(({ field, values }) => [field.field, values])

it('writes a computed column only when one of the rows changes', () => {
  expect(changes([{ total: 1 }, { total: 2 }], [{ total: 1 }, { total: 9 }])).toEqual([['total', [1, 2]]])
  expect(changes([{ total: 1 }], [{ total: 1 }])).toEqual([])
  expect(changes([{ total: null }], null)).toEqual([])
  expect(changes([{ total: 3 }], null)).toEqual([['total', [3]]])
})
