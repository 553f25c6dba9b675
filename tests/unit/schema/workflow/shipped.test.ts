import { describe, expect, it } from 'vitest'
import { REFERRAL_STATUSES } from '@relais/schema'
import { possible, shippedWorkflows } from '@relais/schema/workflow'
import { canMove } from '../../../../extensions/cases/src/rules/referral-states.ts'
import { workflowMigrations } from '../../../../schema/engine/workflows.ts'

const definitionOf = (key: string) => shippedWorkflows.find(shipped => shipped.key === key)!.definition

describe('the workflow of referrals', () => {
  it('says the same as the endpoints that move them', () => {
    const definition = definitionOf('referral')
    const states = REFERRAL_STATUSES.map(({ value }) => value)
    for (const [actor, isOf] of [['partner', true], ['adviser', false]] as const) {
      for (const from of states) {
        const told = possible(definition, from).filter(({ who, timer }) => !timer && (who.organization === true) === isOf).map(({ to }) => to)
        expect([actor, from, ...told.toSorted()]).toEqual([actor, from, ...states.filter(to => canMove(actor, from, to)).toSorted()])
      }
    }
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
  it('is written as SQL whose texts cannot end it', () => {
    for (const { name, sql } of workflowMigrations()) {
      expect(name).toMatch(/^0091-workflow-[a-z]+\.sql$/)
      // Every apostrophe of the texts is doubled: what is left between quotes closes.
      expect(sql.replaceAll('\'\'', '').split('\'').length % 2).toBe(1)
    }
  })
})
