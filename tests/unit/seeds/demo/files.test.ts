import { describe, expect, it } from 'vitest'
import { TODAY, world } from './world.ts'

const cases = new Map(world.cases.map(row => [row.id, row]))
const people = new Map(world.people.map(row => [row.id, row]))
const caseOf = (id: string | undefined) => cases.get(id ?? '')
const dayOf = (instant: string | null | undefined) => instant?.slice(0, 10) ?? ''

describe('files', () => {
  it('close after they open and keep a reason', () => {
    for (const { reference, status, opened_on: opened = '', closed_on: closed, closing_reason: reason } of world.cases) {
      expect(status === 'closed', reference ?? '').toBe(Boolean(closed && reason))
      if (closed) expect(closed > opened && closed <= TODAY, reference ?? '').toBe(true)
    }
  })

  it('were last in contact between their opening and their closing', () => {
    const wrong = world.cases.filter(({ last_contact_on: last, opened_on: opened = '', closed_on: closed }) => last && (last < opened || last > (closed ?? TODAY)))

    expect(wrong).toEqual([])
  })

  it('are of people whose age fits the programme', () => {
    const youngsters = world.cases.filter(({ programme, person }) => programme === 'protection' && (people.get(person ?? '')?.birth_date ?? '') < '2007-03-12')

    expect(youngsters).toEqual([])
  })

  it('are at every stage, with some that nobody has met for a month', () => {
    const open = world.cases.filter(({ status }) => status !== 'closed')

    expect(new Set(world.cases.map(({ status }) => status)).size).toBe(5)
    expect(open.filter(({ last_contact_on: last }) => last && last < '2026-02-10').length).toBeGreaterThan(20)
    expect(open.some(({ last_contact_on: last }) => last === null)).toBe(true)
  })

  it('have a number of their own in their structure', () => {
    const numbers = world.cases.map(({ structure, reference }) => `${structure} ${reference}`)

    expect(new Set(numbers).size).toBe(numbers.length)
  })
})

describe('minors', () => {
  it('have somebody who represents them', () => {
    const minors = world.people.filter(({ birth_date: birth }) => birth && birth > '2008-03-12')
    const represented = new Set(world.relatives.filter(({ is_legal_representative: isLegal }) => isLegal).map(({ person }) => person))

    expect(minors.length).toBeGreaterThan(20)
    expect(minors.filter(({ id }) => !represented.has(id))).toEqual([])
  })
})

describe('plans of action', () => {
  it('put each action under an objective of the same file and theme', () => {
    const objectives = new Map(world.objectives.map(row => [row.id, row]))

    expect(world.actions.filter(({ objective, case: file, theme }) => {
      const parent = objectives.get(objective ?? '')
      return parent?.case !== file || parent?.theme !== theme
    })).toEqual([])
  })

  it('date what is done between the opening of the file and today, and only that', () => {
    for (const { status, done_at: done, done_by: by, case: file } of world.actions) {
      expect(status === 'done').toBe(Boolean(done && by))
      if (done) expect(dayOf(done) >= (caseOf(file)?.opened_on ?? '') && dayOf(done) <= TODAY).toBe(true)
    }
  })

  it('have actions done, late, in progress and to come', () => {
    const pending = world.actions.filter(({ status }) => status === 'todo')

    expect(world.actions.filter(({ status }) => status === 'doing').length).toBeGreaterThan(50)
    expect(pending.filter(({ due_on: due }) => due && due < TODAY).length).toBeGreaterThan(50)
    expect(pending.filter(({ due_on: due }) => due && due > TODAY).length).toBeGreaterThan(100)
  })

  it('answer the needs that are met, and only those that are over', () => {
    expect(world.needs.filter(({ status, resolution }) => (status === 'met' || status === 'abandoned') !== Boolean(resolution))).toEqual([])
    expect(world.needs.filter(({ identified_on: day = '', case: file }) => day < (caseOf(file)?.opened_on ?? '') || day > TODAY)).toEqual([])
  })
})

describe('follow-up', () => {
  it('has interviews while the file is open, the last one being its last contact', () => {
    for (const { id, opened_on: opened = '', last_contact_on: last } of world.cases) {
      const days = world.interviews.filter(row => row.case === id).map(({ happened_at: at }) => dayOf(at)).sort()
      expect(days.length > 0).toBe(Boolean(last))
      if (!last) continue
      expect(shift(days[0], opened)).toBeLessThanOrEqual(1)
      expect(shift(days.at(-1), last)).toBeLessThanOrEqual(1)
    }
  })

  it('marks as late a milestone that is over, and dates those that are done', () => {
    for (const { status, due_on: due = '', done_on: done, case: file } of world.milestones) {
      expect(status === 'done').toBe(Boolean(done))
      if (status === 'late') expect(due < TODAY).toBe(true)
      if (status === 'planned') expect(due >= TODAY).toBe(true)
      if (done) expect(done >= (caseOf(file)?.opened_on ?? '') && done <= TODAY).toBe(true)
    }
  })
})

/** Days between two days: a morning or an evening overseas may be another day in UTC. */
function shift(a: string | undefined, b: string): number {
  return Math.abs(Date.parse(a ?? '') - Date.parse(b)) / 86_400_000
}
