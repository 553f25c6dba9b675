import { describe, expect, it } from 'vitest'
import { misfits } from '../../../../../portal/app/utils/eligibility.ts'

const TODAY = '2026-03-12'
const offer = { kind: 'service', min_age: null, max_age: null, publics: null }
const youth = { birth_date: '2004-05-06', gender: 'male', programme: 'cej' }
const adult = { birth_date: '2003-03-12', gender: 'female', programme: 'accompagnement' }

describe('an offer that is not for somebody', () => {
  it.each([
    ['a community-service post for a youth of the CEJ', { kind: 'tig_post' }, youth, ['programme']],
    ['a community-service post for its own programme', { kind: 'tig_post' }, { ...youth, programme: 'tig' }, []],
    ['a flat for older minors for an adult of 23', { kind: 'care_place', min_age: 16, max_age: 17 }, adult, ['too_old 23 17']],
    ['a service from 26 for an adult of 23', { min_age: 26 }, adult, ['too_young 23 26']],
    ['a service up to 23 on the day of the 23 years', { max_age: 23 }, adult, []],
    ['a place for women for a man', { publics: ['femmes'] }, youth, ['public']],
    ['a place for women and families for a man', { publics: ['femmes', 'familles'] }, youth, []],
    ['everything for somebody of whom nothing is known', { kind: 'tig_post', min_age: 60, publics: ['femmes'] }, {}, []],
  ])('row 26: says why of %s', (_, part, candidate, expected) => {
    const found = misfits({ ...offer, ...part }, candidate, TODAY)

    expect(found.map(one => ('age' in one ? `${one.code} ${one.age} ${one.limit}` : one.code))).toEqual(expected)
  })
})
