import { holds } from '@relais/schema/forms/rules'
import { describe, expect, it } from 'vitest'
import { collections } from '../../../../schema/index.ts'
import type { CollectionDefinition } from '../../../../schema/index.ts'
import { MOMENT } from '../../../support/moment.ts'

const all: CollectionDefinition[] = Object.values(collections)

function accepts(collection: string, field: string, values: Record<string, unknown>): boolean {
  const { validIf } = all.find(own => own.collection === collection)?.fields[field] ?? {}
  if (!validIf) throw new Error(`${collection}.${field} takes any date`)
  return holds(validIf.rule, values, MOMENT)
}

const { now, zone } = MOMENT
const year = now.getUTCFullYear()
/** A day of another year, as a date or in the morning where the record is. */
const inYear = (years: number, isInstant: boolean) => (isInstant ? `${year + years}-06-15T09:00:00Z` : `${year + years}-06-15`)

describe(`row 14: dates, in ${zone}`, () => {
  it.each([
    ['needs', 'identified_on', false], ['cases', 'last_contact_on', false], ['interviews', 'happened_at', true], ['interactions', 'happened_at', true], ['accreditations', 'decided_on', false], ['milestones', 'done_on', false],
  ])('%s.%s is not in the future', (collection, field, isInstant) => {
    expect(accepts(collection, field, { [field]: inYear(-1, isInstant) })).toBe(true)
    expect(accepts(collection, field, { [field]: isInstant ? now.toISOString() : inYear(-2, false) })).toBe(true)
    expect(accepts(collection, field, { [field]: inYear(2, isInstant) })).toBe(false)
  })

  it('a file opens within a year', () => {
    expect(accepts('cases', 'opened_on', { opened_on: inYear(0, false) })).toBe(true)
    expect(accepts('cases', 'opened_on', { opened_on: '2099-01-01' })).toBe(false)
  })

  it('one registers before the start', () => {
    const session = { starts_at: '2027-01-05T09:00:00Z', registration_deadline: '2027-01-04T22:00:00-11:00' }
    expect(accepts('offer_sessions', 'registration_deadline', session)).toBe(true)
    expect(accepts('offer_sessions', 'registration_deadline', { ...session, registration_deadline: '2027-01-05T10:00:00Z' })).toBe(false)
  })

  it.each(all.flatMap(({ collection, fields }) => Object.keys(fields).flatMap((end) => {
    const start = ({ valid_until: 'valid_from', ends_at: 'starts_at', ends_on: 'starts_on', closed_on: 'opened_on' } as const)[end]
    return start !== undefined && start in fields && !fields[end]?.readonly && !fields[end]?.hidden ? [[collection, end, start]] : []
  })))('%s.%s is not before %s', (collection, end, start) => {
    if (all.find(own => own.collection === collection)?.hidden) return
    const [early, late] = ['2026-01-05', '2026-01-06']
    expect([accepts(collection, end, { [start]: early, [end]: late }), accepts(collection, end, { [start]: late, [end]: early })]).toEqual([true, false])
  })
})
