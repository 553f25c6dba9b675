import { describe, expect, it } from 'vitest'
import { canLeave, judgeState } from '../../../../../extensions/workflow/src/rules/simulation.ts'
import { definition, state, transition } from '../../../schema/workflow/support.ts'

const base = definition()
const moment = { now: new Date('2026-03-12T10:00:00Z'), zone: 'Europe/Paris' }
const guarded = { guard: { rule: 'this.age >= 18', message: { fr: 'Non', en: 'No' } } }
const without = (key: string) => ({ ...base, transitions: base.transitions.filter(own => own.key !== key) })

describe('what a definition does to the records of a state', () => {
  it('is nothing when their way is the same', () => {
    expect(judgeState(base, definition(), 'a')).toEqual({ isChanged: false, block: null, ways: [] })
    expect(judgeState(base, { ...base, states: [...base.states, state('d')] }, 'a').isChanged).toBe(false)
  })

  it('is a change when their state or a way out of it changes', () => {
    expect(judgeState(base, definition(transition('ac', 'a', 'c')), 'a').isChanged).toBe(true)
    expect(judgeState(base, definition(transition('ac', 'a', 'c')), 'b').isChanged).toBe(false)
    expect(judgeState(base, { ...base, states: base.states.map(own => ({ ...own, label: { fr: 'X', en: 'X' } })) }, 'c').isChanged).toBe(true)
  })

  it('is a block when the state is no more, or when nothing leaves it', () => {
    expect(judgeState(base, { ...base, states: base.states.filter(({ key }) => key !== 'b') }, 'b')).toMatchObject({ isChanged: true, block: 'STATE_GONE' })
    expect(judgeState(base, without('bc'), 'b')).toMatchObject({ isChanged: true, block: 'NO_WAY' })
    expect(judgeState(base, base, 'c').block).toBeNull()
  })

  it('depends on each record when every way has a condition or is for one function', () => {
    const all = { ...base, transitions: [transition('ab', 'a', 'b', guarded), transition('ac', 'a', 'c', { who: { functions: ['referent'] } })] }
    const { ways } = judgeState(base, all, 'a')
    expect(ways.map(({ key }) => key)).toEqual(['ab', 'ac'])
    expect(judgeState(base, { ...all, transitions: [...all.transitions, transition('free', 'a', 'c')] }, 'a').ways).toEqual([])

    expect(canLeave(ways, { values: { age: 20 }, functions: [] }, moment)).toBe(true)
    expect(canLeave(ways, { values: { age: 12 }, functions: ['referent'] }, moment)).toBe(true)
    expect(canLeave(ways, { values: { age: 12 }, functions: ['reader'] }, moment)).toBe(false)
    expect(canLeave(ways, { values: {}, functions: [] }, moment)).toBe(false)
  })

  it('does not depend on what the dialog itself asks, nor on a delay', () => {
    const asked = { ...base, transitions: [transition('ab', 'a', 'b', { ...guarded, fields: ['age'] })] }
    expect(judgeState(base, asked, 'a').ways).toEqual([])
    const timed = { ...base, transitions: [transition('ab', 'a', 'b', { who: { functions: ['referent'] }, timer: { delay: { amount: 3, unit: 'days' } } })] }
    expect(judgeState(base, timed, 'a').ways).toEqual([])
  })
})
