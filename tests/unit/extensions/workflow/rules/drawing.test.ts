import { describe, expect, it } from 'vitest'
import { addState, addTransition, keyFor, moved, removeState, tidyTransition } from '../../../../../extensions/workflow/src/rules/drawing.ts'
import { definition, transition } from '../../../schema/workflow/support.ts'

const base = definition()

describe('the key of a new element', () => {
  it.each([
    ['Bilan intermédiaire', [], 'bilan_intermediaire'], ['Bilan intermédiaire', ['bilan_intermediaire'], 'bilan_intermediaire_2'], ['3e entretien', [], 'e_entretien'], ['…', [], 'etape'],
    ['Cœur', [], 'coeur'], ['x'.repeat(80), [], 'x'.repeat(37)],
  ])('of « %s » is one that the server accepts', (label, taken, key) => {
    expect(keyFor(label, taken)).toBe(key)
    expect(key).toMatch(/^[a-z][a-z0-9_]{0,39}$/)
  })
})

describe('drawing', () => {
  it('adds a state and a transition, each with a key of its own', () => {
    const added = addState(base, { fr: 'B', en: 'B' }, 'ordinary')
    expect(added.key).toBe('b_2')
    const { definition: next, key } = addTransition(added.definition, { label: { fr: 'Aller', en: 'Go' }, from: ['a'], to: added.key })
    expect(next.transitions.at(-1)).toEqual({ key, label: { fr: 'Aller', en: 'Go' }, from: ['a'], to: 'b_2', who: {} })
    expect(base.states).toHaveLength(3)
  })

  it('removes a state with what led to it, and only it', () => {
    const { states, transitions } = removeState(definition(transition('abc', ['a', 'b'], 'c')), 'b')
    expect(states.map(({ key }) => key)).toEqual(['a', 'c'])
    expect(transitions.map(({ key, from }) => [key, from])).toEqual([['abc', ['a']]])
  })

  it('moves within the list', () => {
    const keys = (list: readonly { key: string }[]) => list.map(({ key }) => key)
    expect(keys(moved(base.states, 'b', -1))).toEqual(['b', 'a', 'c'])
    expect(keys(moved(base.states, 'c', 1))).toEqual(['a', 'b', 'c'])
    expect(keys(moved(base.states, 'nothing', 1))).toEqual(['a', 'b', 'c'])
  })

  it('leaves no trace of what was emptied', () => {
    const emptied = { ...transition('ab', 'a', 'b'), guard: { rule: ' ', message: { fr: '', en: '' } }, fields: [], files: [], comment: 'none' as const, effects: [], timer: { delay: { amount: 1, unit: 'days' as const }, reminders: [], remind: ['team' as const] } }
    expect(tidyTransition(emptied)).toEqual({ ...transition('ab', 'a', 'b'), timer: { delay: { amount: 1, unit: 'days' } } })
  })
})
