import { describe, expect, it } from 'vitest'
import { planEdit } from '../../../../../extensions/directory/src/rules/edit.ts'

const fields = [{ field: 'phone', level: 'write' }, { field: 'description', level: 'review' }, { field: 'themes', level: 'write' }] as const

describe('planEdit', () => {
  it('publishes a field that nobody else changed', () => {
    const plan = planEdit({ fields, values: { phone: '+33145670000' }, base: { phone: '+33140000000' }, current: { phone: '+33140000000' } })

    expect(plan).toEqual({ publish: { phone: '+33145670000' }, propose: [], conflicts: [] })
  })

  it('does nothing with a value that is already there', () => {
    const plan = planEdit({ fields, values: { phone: '+33145670000' }, base: { phone: '+33140000000' }, current: { phone: '+33145670000' } })

    expect(plan).toEqual({ publish: {}, propose: [], conflicts: [] })
  })

  it('reports a conflict when the value seen, the value in place and the value wanted all differ', () => {
    const plan = planEdit({ fields, values: { phone: 'mine' }, base: { phone: 'seen' }, current: { phone: 'theirs' } })

    expect(plan).toEqual({ publish: {}, propose: [], conflicts: [{ field: 'phone', base: 'seen', current: 'theirs', mine: 'mine' }] })
  })

  it('takes an absent base as nothing seen, never as a permission to overwrite', () => {
    expect(planEdit({ fields, values: { phone: 'mine' }, base: {}, current: { phone: 'theirs' } }).conflicts).toHaveLength(1)
    expect(planEdit({ fields, values: { phone: 'mine' }, base: {}, current: { phone: null } }).publish).toEqual({ phone: 'mine' })
  })

  it('publishes when the author has seen the other value and insists', () => {
    expect(planEdit({ fields, values: { phone: 'mine' }, base: { phone: 'theirs' }, current: { phone: 'theirs' } }).publish).toEqual({ phone: 'mine' })
  })

  it('proposes a reviewed field even when it changed meanwhile', () => {
    const plan = planEdit({ fields, values: { description: 'mine' }, base: { description: 'seen' }, current: { description: 'theirs' } })

    expect(plan).toEqual({ publish: {}, propose: [{ field: 'description', base: 'seen', proposed: 'mine' }], conflicts: [] })
  })

  it('takes nothing, an empty text and an empty list for the same thing', () => {
    expect(planEdit({ fields, values: { phone: '', themes: [] }, base: {}, current: { phone: null } })).toEqual({ publish: {}, propose: [], conflicts: [] })
  })

  it('empties a field with null', () => {
    expect(planEdit({ fields, values: { phone: null }, base: { phone: '+33140000000' }, current: { phone: '+33140000000' } }).publish).toEqual({ phone: null })
  })

  it('compares instants whatever their writing', () => {
    const dated = [{ field: 'at', level: 'write' }] as const

    expect(planEdit({ fields: dated, values: { at: '2026-01-05T08:00:00Z' }, base: {}, current: { at: '2026-01-05T09:00:00.000+01:00' } }).publish).toEqual({})
  })
})
