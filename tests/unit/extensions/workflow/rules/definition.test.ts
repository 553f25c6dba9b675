import { describe, expect, it } from 'vitest'
import { shippedWorkflows } from '@relais/schema/workflow'
import { BatchBodySchema, TransitionBodySchema } from '../../../../../extensions/workflow/src/rules/bodies.ts'
import { DefinitionSchema } from '../../../../../extensions/workflow/src/rules/definition.ts'

describe('a stored definition', () => {
  it.each(shippedWorkflows.map(({ key, definition }) => [key, definition] as const))('reads « %s » whole', (_, definition) => {
    expect(DefinitionSchema.parse(JSON.parse(JSON.stringify(definition)))).toEqual(definition)
  })

  it.each([null, [], 'states', {}, { states: [], transitions: 3 }, { states: [{ key: 'a' }], transitions: [] }, { states: [], transitions: [{ key: 'a', from: 'b', to: 'c', who: {}, label: { fr: '', en: '' } }] }])('refuses %j', (value) => {
    expect(DefinitionSchema.safeParse(value).success).toBe(false)
  })
})

describe('what a transition is asked with', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined], ['no state', { values: {} }], ['an empty state', { from: ' ' }], ['a key that is no field', { from: 'a', values: { '__proto__.x': 1 } }], ['another key', { from: 'a', to: 'b' }], ['a long comment', { from: 'a', comment: 'x'.repeat(4001) }],
  ])('is refused with %s', (_, body) => {
    expect(TransitionBodySchema.safeParse(body).success).toBe(false)
  })

  it('is no batch of nothing, of others than records, nor of more than a hundred', () => {
    const item = { id: '00000000-0000-4000-8000-000000000001', from: 'a' }
    for (const items of [[], ['x'], [{ ...item, id: 'x' }], Array.from({ length: 101 }, () => item)]) expect(BatchBodySchema.safeParse({ items }).success).toBe(false)
    expect(BatchBodySchema.parse({ items: [item] })).toEqual({ items: [item], values: {} })
  })
})
