import { describe, expect, it } from 'vitest'
import { automaticOf, scheduleOf, shippedWorkflows } from '@relais/schema/workflow'
import { definition, state, transition } from './support.ts'

const days = (amount: number) => ({ amount, unit: 'days' as const })
const since = '2026-03-12 14:30:00'

describe('what is due in a state', () => {
  it('is nothing where nothing happens by itself', () => {
    expect(scheduleOf(definition(transition('ac', 'a', 'c')), 'a', { since })).toEqual({ deadline: null, moments: [] })
    expect(scheduleOf(definition(transition('ac', 'a', 'c', { timer: { delay: days(3) } })), 'b', { since })).toEqual({ deadline: null, moments: [] })
    expect(scheduleOf(definition(), 'gone', { since })).toEqual({ deadline: null, moments: [] })
  })

  it('is a transition at the hour at which the state was entered, after its reminders', () => {
    const said = definition(transition('ac', 'a', 'c', { who: {}, timer: { delay: days(10), reminders: [2, 5] } }), transition('ab', 'a', 'b', { who: { organization: true } }))

    expect(scheduleOf(said, 'a', { since }).moments).toEqual([
      { at: '2026-03-17 14:30:00', does: 'remind', before: '2026-03-22 14:30:00', transition: 'ac', to: ['organization'] },
      { at: '2026-03-20 14:30:00', does: 'remind', before: '2026-03-22 14:30:00', transition: 'ac', to: ['organization'] },
      { at: '2026-03-22 14:30:00', does: 'move', transition: 'ac' },
    ])
  })

  it('counts the working days of the place', () => {
    const said = definition(transition('ac', 'a', 'c', { timer: { delay: { amount: 2, unit: 'working_days' } } }))

    expect(scheduleOf(said, 'a', { since: '2026-05-21 09:00:00' }).moments.map(({ at }) => at)).toEqual(['2026-05-26 09:00:00'])
    expect(scheduleOf(said, 'a', { since: '2026-05-21 09:00:00', territory: 'martinique' }).moments.map(({ at }) => at)).toEqual(['2026-05-27 09:00:00'])
  })

  it('is the end of the state, with reminders to those who may act', () => {
    const late = { states: [{ ...state('a', 'initial'), deadline: days(30), reminders: [7] }, state('c', 'final')], transitions: [transition('ac', 'a', 'c', { who: { audiences: ['adviser'] } })] }

    expect(scheduleOf(late, 'a', { since })).toEqual({
      deadline: '2026-04-11 14:30:00', moments: [{ at: '2026-04-04 14:30:00', does: 'remind', before: '2026-04-11 14:30:00', transition: null, to: ['team'] }],
    })
    const told = definition(transition('ac', 'a', 'c', { timer: { delay: days(2), reminders: [1], remind: ['managers', 'person'] } }))
    expect(scheduleOf(told, 'a', { since }).moments[0]).toMatchObject({ to: ['managers', 'person'] })
  })
})

describe('what happens by itself', () => {
  const timer = { delay: days(10) }

  it('is the first step without condition, on its day in the place of the record', () => {
    const said = definition(transition('ac', 'a', 'c', { timer }), transition('ab2', 'a', 'b', { timer: { delay: days(2) }, guard: { rule: 'x = 1', message: { fr: 'x', en: 'x' } } }))

    expect(automaticOf(said, 'a', { since: new Date('2026-03-12T23:30:00Z'), zone: 'Europe/Paris' })).toEqual({ transition: 'ac', on: '2026-03-23' })
    expect(automaticOf(said, 'a', { since: new Date('2026-03-12T23:30:00Z'), zone: 'America/Cayenne' })).toEqual({ transition: 'ac', on: '2026-03-22' })
    expect(automaticOf(said, 'b', { since: new Date('2026-03-12T23:30:00Z'), zone: 'Europe/Paris' })).toBeNull()
  })

  it('accepts a transfer on the tenth day, and decides no accreditation', () => {
    const of = (key: string, at: string) => {
      const shipped = shippedWorkflows.find(one => one.key === key)
      return shipped && automaticOf(shipped.definition, at, { since: new Date('2026-03-12T10:00:00Z'), zone: 'Europe/Paris' })
    }

    expect(of('transfer', 'requested')).toEqual({ transition: 'accept', on: '2026-03-22' })
    expect(['submitted', 'instructed', 'granted', 'to_renew'].map(at => of('accreditation', at))).toEqual([null, null, null, null])
  })
})
