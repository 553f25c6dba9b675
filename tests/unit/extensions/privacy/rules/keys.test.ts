import { describe, expect, it } from 'vitest'
import { hidesKey, withKey, withoutKey } from '../../../../../extensions/privacy/src/rules/keys.ts'

const ROWS = [{ first_name: 'Ada', id: '1' }]

describe('the key of what is read', () => {
  it('is added when it was not asked for, and taken out of the answer', () => {
    const query = withKey({ fields: ['first_name'], limit: 2 })

    expect(query).toEqual({ fields: ['first_name', 'id'], limit: 2 })
    expect(withoutKey(ROWS, query)).toEqual([{ first_name: 'Ada' }])
  })

  it.each([{ fields: ['id', 'city'] }, { fields: ['*', 'case.person.first_name'] }, {}, { aggregate: { count: ['*'] }, fields: ['city'] }, { group: ['city'], fields: ['city'] }])('leaves %j as it is', (query) => {
    expect(withKey(query)).toBe(query)
    expect(withoutKey(ROWS, query)).toEqual(ROWS)
  })

  it('may not lend its name to another column', () => {
    expect([{}, { alias: null }, { alias: { town: 'city' } }].some(hidesKey)).toBe(false)
    expect(hidesKey({ alias: { id: 'city' } })).toBe(true)
  })
})
