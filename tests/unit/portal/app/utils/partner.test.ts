import { describe, expect, it } from 'vitest'
import { dayAt } from '../../../../../schema/time/index.ts'
import { afterPlacesConflict, capacityFor, fieldState, needsRefresh, placesToSend } from '../../../../../portal/app/utils/partner.ts'
import type { Proposal } from '../../../../../portal/app/types/partner.ts'

function aProposal(values: Partial<Proposal>): Proposal {
  return {
    id: 'p', collection: 'organizations', item: 'org', field: 'description', base: 'avant', proposed: 'après',
    status: 'pending', reason: null, decided_at: null, is_mine: true, proposed_by_name: null, date_created: '2026-11-01T08:00:00Z', ...values,
  }
}

describe('fieldState', () => {
  const item = { id: 'org', description: 'avant', siret: null }

  it('says a filled field is online and an empty one is missing', () => {
    expect(fieldState('description', item, []).state).toBe('published')
    expect(fieldState('siret', item, []).state).toBe('missing')
  })

  it('says a change waits even when an earlier one was refused', () => {
    const proposals = [aProposal({ status: 'refused', decided_at: '2026-10-01T08:00:00Z' }), aProposal({ id: 'waiting' })]

    expect(fieldState('description', item, proposals)).toMatchObject({ state: 'pending', proposal: { id: 'waiting' } })
  })

  it('forgets a refusal once a later change was accepted', () => {
    const proposals = [
      aProposal({ status: 'refused', decided_at: '2026-10-01T08:00:00Z' }),
      aProposal({ status: 'accepted', decided_at: '2026-10-02T08:00:00Z' }),
    ]

    expect(fieldState('description', item, proposals).state).toBe('published')
  })

  it('does not mix up two records of the same organisation', () => {
    expect(fieldState('description', item, [aProposal({ item: 'a-site' })]).state).toBe('published')
  })
})

describe('needsRefresh', () => {
  const at = (today: string, zone = 'Europe/Paris') => ({ today, dayOf: (instant: string) => dayAt(instant, zone) ?? '' })
  const days = at('2026-11-24')

  it('asks about an online offer untouched for six months', () => {
    expect(needsRefresh({ status: 'active', last_confirmed_at: '2026-05-24T08:00:00Z' }, days)).toBe(true)
    expect(needsRefresh({ status: 'active', last_confirmed_at: '2026-05-25T08:00:00Z' }, days)).toBe(false)
  })

  it.each([
    // 25 May there, 24 May in UTC.
    ['Pacific/Noumea', '2026-05-24T14:00:00Z', false],
    ['Pacific/Noumea', '2026-05-24T12:59:00Z', true],
    ['Indian/Reunion', '2026-05-24T20:30:00Z', false],
    // 24 May there, 25 May in UTC.
    ['Pacific/Tahiti', '2026-05-25T09:00:00Z', true],
    ['America/Cayenne', '2026-05-25T02:30:00Z', true],
  ])('counts from the day of the place: in %s, %s is %s', (zone, confirmed, isAsked) => {
    expect(needsRefresh({ status: 'active', last_confirmed_at: confirmed }, at('2026-11-24', zone))).toBe(isAsked)
  })

  it('asks about an offer that ends within two weeks', () => {
    expect(needsRefresh({ status: 'active', last_confirmed_at: '2026-11-20T08:00:00Z', expires_on: '2026-12-01' }, days)).toBe(true)
  })

  it('never asks about an offer that is not online', () => {
    expect(needsRefresh({ status: 'paused', expires_on: '2026-01-01' }, days)).toBe(false)
  })
})

describe('capacityFor', () => {
  it('adds the places already taken to the free ones', () => {
    expect(capacityFor(6, 2)).toBe(8)
    expect(capacityFor(-3, 2)).toBe(2)
  })
})

describe('places that two people changed', () => {
  const seen = { capacity: 5, outside: 1 }
  const values = { capacity: 8, outside: 3 }
  const conflicts = [{ field: 'capacity', current: 6 }, { field: 'outside', current: 2 }]
  const left = (choices: Record<string, 'current' | 'mine'>, met = conflicts) => {
    const after = afterPlacesConflict(values, seen, { conflicts: met, choices })
    return { ...after, sent: placesToSend(after.values, after.seen) }
  }

  it('are sent over what the other one entered, field by field as was chosen', () => {
    expect(left({ capacity: 'current', outside: 'mine' })).toEqual({ values: { capacity: 6, outside: 3 }, seen: { capacity: 6, outside: 2 }, sent: ['outside'] })
    expect(left({ capacity: 'mine', outside: 'mine' }).sent).toEqual(['capacity', 'outside'])
    expect(left({ capacity: 'current', outside: 'current' }).sent).toEqual([])
  })

  it('keep what nobody else touched', () => {
    expect(left({ capacity: 'current' }, [{ field: 'capacity', current: 6 }])).toMatchObject({ values: { capacity: 6, outside: 3 }, sent: ['outside'] })
  })
})
