import { describe, expect, it } from 'vitest'
import { MASKED_ORIGIN, ageOn, namedOnAcceptance, snapshotOf } from '../../../../../extensions/cases/src/rules/snapshot.ts'

const person = { first_name: 'Léa', preferred_name: null, last_name: 'éboué', birth_date: '2004-03-02', phone: '+262692000000' }
const shared = { sharesPhone: true, origin: { name: 'Mission locale de Saint-Denis', kind: 'mission_locale', hidden_from_partners: false }, today: '2026-03-01' }

describe('snapshotOf', () => {
  it('gives a first name, an initial and an age, and the phone when the person agrees', () => {
    expect(snapshotOf(person, shared)).toEqual({
      person_display: 'Léa É.', person_age: 21, person_phone: '+262692000000', origin_label: 'Mission locale de Saint-Denis',
    })
  })

  it('keeps the phone when the person did not agree', () => {
    expect(snapshotOf(person, { ...shared, sharesPhone: false }).person_phone).toBeNull()
  })

  it('uses the name the person goes by', () => {
    expect(snapshotOf({ ...person, preferred_name: 'Loan' }, shared).person_display).toBe('Loan É.')
  })

  it.each([['FB', '(Léa)', 'FB L.'], ['Sans', '-', 'Sans'], ['Awa', '’Diaye', 'Awa D.'], ['Léa (FB)', '.', 'Léa (FB)'], ['-', 'Martin', 'M.'], ['Moana', 'ʻOpua', 'Moana O.'], ['-', '?', 'Personne orientée']])('row 33: « %s %s » is shown « %s »: a letter, or nothing', (first, last, shown) => {
    expect(snapshotOf({ ...person, first_name: first, last_name: last }, shared).person_display).toBe(shown)
  })

  it.each(['spip', 'pjj', 'court'])('does not say that the person comes from a service of kind %s', (kind) => {
    expect(snapshotOf(person, { ...shared, origin: { name: 'SPIP du Rhône', kind, hidden_from_partners: false } }).origin_label).toBe(MASKED_ORIGIN)
  })

  it('does not name a structure that an administrator hides from partners', () => {
    expect(snapshotOf(person, { ...shared, origin: { name: 'Point écoute addictions', kind: 'association', hidden_from_partners: true } }).origin_label).toBe(MASKED_ORIGIN)
  })

  it('masks an unknown origin and survives an empty name', () => {
    const nobody = { first_name: null, preferred_name: null, last_name: null, birth_date: null, phone: null }

    expect(snapshotOf(nobody, { ...shared, origin: null })).toEqual({ person_display: 'Personne orientée', person_age: null, person_phone: null, origin_label: MASKED_ORIGIN })
  })
})

describe('ageOn', () => {
  it.each([['2004-03-02', '2026-03-01', 21], ['2004-03-02', '2026-03-02', 22], ['2004-02-29', '2026-02-28', 21], ['2004-02-29', '2026-03-01', 22]])('of %s on %s is %i', (birth, today, age) => {
    expect(ageOn(birth, today)).toBe(age)
  })

  it('is unknown for a birth in the future', () => {
    expect(ageOn('2030-01-01', '2026-01-01')).toBeNull()
  })
})

describe('namedOnAcceptance', () => {
  const court = { name: 'Tribunal de Valombre', kind: 'court', hidden_from_partners: false }
  const known = { ...person, origin: court }

  it('says what the trade shares, and nothing else', () => {
    expect(namedOnAcceptance(known, ['name', 'birth_date', 'phone', 'origin'])).toEqual({ person_display: 'Léa éboué', person_birth_date: '2004-03-02', person_phone: '+262692000000', origin_label: 'Tribunal de Valombre' })
    expect(namedOnAcceptance(known, ['birth_date'])).toEqual({ person_birth_date: '2004-03-02' })
    expect(namedOnAcceptance(known, [])).toEqual({})
  })

  it.each([
    ['probation', { ...court, kind: 'spip' }], ['youth protection', { ...court, kind: 'pjj' }], ['a structure that is hidden', { ...court, hidden_from_partners: true }], ['none that is active', null],
  ])('never names the origin where it is %s', (_, origin) => {
    expect(namedOnAcceptance({ ...known, origin }, ['origin'])).toEqual({ origin_label: MASKED_ORIGIN })
  })

  it('keeps what was said before where nothing more is known', () => {
    expect(namedOnAcceptance({ ...known, first_name: null, last_name: null, phone: null }, ['name', 'phone'])).toEqual({})
  })
})
