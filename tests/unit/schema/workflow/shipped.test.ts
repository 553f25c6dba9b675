import { describe, expect, it } from 'vitest'
import { REFERRAL_STATUSES, getCollection } from '@relais/schema'
import { checkDefinition, contextOf, possible, scheduleOf, shippedWorkflows, warningsOf } from '@relais/schema/workflow'
import { workflowMigrations } from '../../../../schema/engine/workflows.ts'

const definitionOf = (key: string) => shippedWorkflows.find(shipped => shipped.key === key)!.definition

describe('the workflow of referrals', () => {
  const FINAL = ['refused', 'done', 'abandoned', 'expired', 'cancelled']
  const STATES = REFERRAL_STATUSES.map(({ value }) => value)
  const ways = (actor: 'partner' | 'sender' | 'clock', from: string) =>
    possible(definitionOf('referral'), from).filter(({ who, timer }) => (timer ? 'clock' : who.organization ? 'partner' : 'sender') === actor).map(({ to }) => to)

  it('lets the partner receive, answer, call from the waiting list and end, and nothing else', () => {
    expect(STATES.map(from => [from, ways('partner', from)]).filter(([, to]) => to?.length)).toEqual([
      ['sent', ['received', 'accepted', 'refused', 'waiting_list']], ['received', ['accepted', 'refused', 'waiting_list']], ['accepted', ['done']],
      ['waiting_list', ['accepted', 'refused']], ['started', ['done']],
    ])
  })

  it('lets those who sent it follow and cancel, never answer', () => {
    expect(STATES.map(from => [from, ways('sender', from)]).filter(([, to]) => to?.length)).toEqual([
      ['proposed', ['sent', 'cancelled']], ['sent', ['cancelled']], ['received', ['cancelled']], ['accepted', ['started', 'abandoned', 'cancelled']], ['waiting_list', ['cancelled']], ['started', ['done', 'abandoned']],
    ])
  })

  it('is over without an answer in 30 days, after a notice at once and a reminder at 10, and never leaves its end', () => {
    expect(STATES.filter(from => ways('clock', from).length > 0)).toEqual(['sent', 'received'])
    expect(scheduleOf(definitionOf('referral'), 'sent', { since: '2026-03-01 09:00:00' }).moments).toMatchObject([
      { does: 'remind', at: '2026-03-01 09:00:00', to: ['organization'] }, { does: 'remind', at: '2026-03-11 09:00:00', to: ['organization'] }, { does: 'move', at: '2026-03-31 09:00:00', transition: 'expire' },
    ])
    for (const from of FINAL) expect(possible(definitionOf('referral'), from)).toEqual([])
  })
})

describe('the workflow of files', () => {
  it('goes from reception to the end, and back', () => {
    const ways = (state: string) => possible(definitionOf('case'), state).map(({ to }) => to)

    expect([ways('reception'), ways('diagnosis'), ways('support'), ways('suspended'), ways('closed')]).toEqual([
      ['diagnosis', 'support', 'closed'], ['support', 'suspended', 'closed'], ['suspended', 'closed'], ['support', 'closed'], ['support'],
    ])
  })
})

describe('what a release ships', () => {
  it.each(shippedWorkflows.map(shipped => [shipped.key, shipped] as const))('%s is sound, and does nothing by itself for ever', (_, { collection, field, definition }) => {
    const context = contextOf(getCollection(collection)!, { stateField: field })
    expect([checkDefinition(definition, context), warningsOf(definition, context)]).toEqual([[], []])
  })

  it('is written as SQL whose texts cannot end it', () => {
    for (const { name, sql } of workflowMigrations()) {
      expect(name).toMatch(/^0091-workflow-[a-z]+\.sql$/)
      // Every apostrophe of the texts is doubled: what is left between quotes closes.
      expect(sql.replaceAll('\'\'', '').split('\'').length % 2).toBe(1)
    }
  })
})
