import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysBetween } from '@relais/schema/time'
import { answerers, automaticOf, scheduleOf, shippedWorkflows, withPatience } from '@relais/schema/workflow'
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

  it('waits longer where a trade says so, told as soon and reminded as near to the end', () => {
    const said = definition(transition('ac', 'a', 'c', { who: {}, timer: { delay: days(30), reminders: [30, 20] } }), transition('ab', 'a', 'b', { who: { organization: true } }))
    const momentsOf = (waiting: number | undefined) => scheduleOf(withPatience(said, 'c', waiting), 'a', { since }).moments.map(({ at, does }) => `${does} ${at.slice(0, 10)}`)

    expect(momentsOf(60)).toEqual(['remind 2026-03-12', 'remind 2026-03-22', 'remind 2026-04-11', 'remind 2026-04-21', 'move 2026-05-11'])
    expect(withPatience(said, 'c', undefined)).toBe(said)
    expect(scheduleOf(withPatience(said, 'elsewhere', 60), 'a', { since })).toEqual(scheduleOf(said, 'a', { since }))
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

    expect(automaticOf(said, 'a', { since: new Date('2026-03-12T23:30:00Z'), zone: 'Europe/Paris', commune: null })).toEqual({ transition: 'ac', on: '2026-03-23' })
    expect(automaticOf(said, 'a', { since: new Date('2026-03-12T23:30:00Z'), zone: 'America/Cayenne', commune: null })).toEqual({ transition: 'ac', on: '2026-03-22' })
    expect(automaticOf(said, 'b', { since: new Date('2026-03-12T23:30:00Z'), zone: 'Europe/Paris', commune: null })).toBeNull()
  })

  it('row 2: accepts a transfer on the tenth working day, and decides no accreditation', () => {
    const of = (key: string, at: string) => {
      const shipped = shippedWorkflows.find(one => one.key === key)
      return shipped && automaticOf(shipped.definition, at, { since: new Date('2026-03-12T10:00:00Z'), zone: 'Europe/Paris', commune: null })
    }

    expect(of('transfer', 'requested')).toEqual({ transition: 'accept', on: '2026-03-26' })
    expect(['submitted', 'instructed', 'granted', 'to_renew'].map(at => of('accreditation', at))).toEqual([null, null, null, null])
  })
})

describe('row 13: a delay over several states', () => {
  const said = definition(transition('ac', ['a', 'b'], 'c', { who: {}, timer: { delay: days(30), reminders: [20] } }), transition('partner', ['a', 'b'], 'c', { who: { organization: true } }))
  const sent = '2026-03-01 09:00:00'

  it('is counted from the first of them, whichever the record is in', () => {
    // Sent 25 days before the partner opened its list: day 30, not day 55, and no second reminder.
    expect(scheduleOf(said, 'b', { since: '2026-03-26 11:00:00', left: [{ state: 'a', since: sent }] }).moments).toEqual([{ at: '2026-03-31 09:00:00', does: 'move', transition: 'ac' }])
    expect(scheduleOf(said, 'b', { since: '2026-03-05 11:00:00', left: [{ state: 'a', since: sent }] }).moments).toMatchObject([{ at: '2026-03-11 09:00:00', does: 'remind' }, { at: '2026-03-31 09:00:00', does: 'move' }])
  })

  it('is counted again once the record has been elsewhere', () => {
    const back = [{ state: 'elsewhere', since: '2026-03-10 09:00:00' }, { state: 'a', since: sent }]
    expect(scheduleOf(said, 'a', { since: '2026-03-20 09:00:00', left: back }).moments.at(-1)).toMatchObject({ at: '2026-04-19 09:00:00', does: 'move' })
  })

  it('says the same day on the screens, in the place of the record', () => {
    const entered = { since: new Date('2026-03-26T10:00:00Z'), left: [{ state: 'a', since: '2026-03-01T23:30:00Z' }], commune: null }
    expect(automaticOf(said, 'b', { ...entered, zone: 'Europe/Paris' })?.on).toBe('2026-04-01')
    expect(automaticOf(said, 'b', { ...entered, zone: 'America/Cayenne' })?.on).toBe('2026-03-31')
  })

  it('row 2: starts again when somebody can answer again, reminders too', () => {
    const { moments } = scheduleOf(said, 'a', { since: sent, answerableSince: '2026-06-01 08:00:00' })
    expect(moments).toMatchObject([{ at: '2026-06-11 08:00:00', does: 'remind' }, { at: '2026-07-01 08:00:00', does: 'move' }])
  })
})

describe('row 2: who has to be there for a delay to act', () => {
  const of = (key: string, at: string, step: string) => {
    const { definition: shipped } = shippedWorkflows.find(one => one.key === key)!
    return answerers(shipped, at, shipped.transitions.find(one => one.key === step)!)
  }

  it('is who may do the step, else the one whose answer is awaited, else whom it asks', () => {
    expect(of('transfer', 'requested', 'accept')).toEqual({ before: ['managers'], after: [] })
    expect(of('referral', 'received', 'expire')).toEqual({ before: ['organization'], after: [] })
    expect(of('listing', 'active', 'ask_refresh')).toEqual({ before: ['team', 'managers'], after: ['organization', 'team', 'managers'] })
    expect(of('accreditation', 'to_renew', 'expire')).toEqual({ before: ['organization', 'team', 'managers'], after: [] })
  })

  it('is nobody where the definition waits for nobody', () => {
    const alone = { states: [state('a', 'initial'), state('c', 'final')], transitions: [transition('ac', 'a', 'c', { who: {}, timer: { delay: days(2) } })] }
    expect(answerers(alone, 'a', alone.transitions[0]!)).toEqual({ before: [], after: [] })
  })
})

describe('row 13: in Nouméa, Paris and Cayenne', () => {
  const said = definition(transition('ac', ['a', 'b'], 'c', { who: {}, timer: { delay: days(30) } }))
  const start = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2028-12-31T23:59:59Z'), noInvalidDate: true })
  const stays = fc.array(fc.integer({ min: 60, max: 5 * 86_400 }), { minLength: 1, maxLength: 5 })

  it('no way through the states of a delay moves its day, and no place is more than a day from another', () => {
    fc.assert(fc.property(start, stays, (begun, seconds) => {
      const entries = seconds.reduce<number[]>((known, stay) => [...known, (known.at(-1) ?? 0) + stay * 1000], [begun.getTime()])
      const since = new Date(entries.at(-1) ?? 0)
      const left = entries.slice(0, -1).map((at, index) => ({ state: index % 2 === 0 ? 'a' : 'b', since: new Date(at).toISOString() })).toReversed()
      const on = ['Pacific/Noumea', 'Europe/Paris', 'America/Cayenne'].map((zone) => {
        const day = automaticOf(said, entries.length % 2 === 1 ? 'a' : 'b', { since, left, zone, commune: null })?.on ?? ''
        expect(day).toBe(automaticOf(said, 'a', { since: begun, zone, commune: null })?.on)
        return day
      })
      expect(on.toSorted().toReversed()).toEqual(on)
      expect(daysBetween(on[2] ?? '', on[0] ?? '')).toBeLessThanOrEqual(1)
    }))
  })
})
