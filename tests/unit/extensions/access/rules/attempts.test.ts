import { describe, expect, it } from 'vitest'
import { judgeAttempt, keyIn, namesOnly, requestHash, takeSeen } from '../../../../../extensions/access/src/rules/attempts.ts'
import type { Known } from '../../../../../extensions/access/src/rules/attempts.ts'

const known = (state: Known['state'], isStale = false): Known => ({ request: 'a', state, status: 200, made: null, isStale })

describe('row 3: the key of a request', () => {
  it.each([['8e03978e-40d5-43dd-bc93-6894a57f9324', true], ['"8e03978e-40d5"', true], ['sept-77', false], ['x'.repeat(65), false], ['a b c d e f', false], ['"pas-fermée', false], ['"ouverte-1', false]])('%j: %s', (header, isKey) => {
    expect(keyIn(header) !== null).toBe(isKey)
  })

  it.each([
    ['other', known('done'), 'b'], ['again', known('done'), 'a'], ['under_way', known('running'), 'a'], ['under_way', known('written'), 'a'],
    ['take_over', known('running', true), 'a'], ['saved', known('written', true), 'a'], ['other', known('written', true), 'b'], ['other', known('written'), 'b'],
    ['take_over', known('running', true), 'b'], ['under_way', known('running'), 'b'],
  ] as const)('answers %s', (verdict, before, request) => {
    expect(judgeAttempt(before, request)).toBe(verdict)
  })

  it('tells requests apart by what they ask, and forms by their size', () => {
    const asked = { method: 'POST', url: '/items/needs', body: { a: 1 }, type: 'application/json', length: '7' }
    expect(requestHash(asked)).toBe(requestHash({ ...asked, length: '8' }))
    for (const other of [{ method: 'PATCH' }, { url: '/items/people' }, { body: { a: 2 } }]) expect(requestHash({ ...asked, ...other })).not.toBe(requestHash(asked))
    const form = { ...asked, type: 'multipart/form-data; boundary=x', body: {} }
    expect(requestHash(form)).toBe(requestHash({ ...form, type: 'multipart/form-data; boundary=y' }))
    expect(requestHash(form)).not.toBe(requestHash({ ...form, length: '9' }))
  })
})

describe('row 3: what is kept of an answer', () => {
  it('names records, steps and fields, and says nothing of anybody', () => {
    const answer = { id: '8e03978e', text: 'Ne veut pas', phone: '+33199000001', published: ['phone'], proposed: [{ field: 'description', proposal: '1', value: 'Texte' }], item: { first_name: 'Alix' }, state: 'sent', seen_at: '2026-01-01' }
    expect(namesOnly(answer)).toEqual({ id: '8e03978e', published: ['phone'], proposed: [{ field: 'description', proposal: '1' }], state: 'sent' })
    expect(namesOnly({ id: 'Alix Essai, née le 6 mai' })).toEqual({})
    expect(namesOnly('Une phrase de quelqu’un')).toBeUndefined()
  })
})

describe('row 10: what was seen', () => {
  it('is taken out of a row, of each row of a list, and from beside keys and data', () => {
    const row = { a: 1, _base: { a: 0 } }
    expect(takeSeen(row, 'x', 'id')).toEqual([{ id: 'x', seen: { a: 0 }, sent: { a: 1 } }])
    expect(row).toEqual({ a: 1 })
    const list = [{ id: 'x', a: 1, _base: { a: 0 } }, { id: 'y', a: 2 }]
    expect(takeSeen(list, undefined, 'id')).toEqual([{ id: 'x', seen: { a: 0 }, sent: { id: 'x', a: 1 } }])
    const many = { keys: ['x'], data: { a: 1 }, _base: { x: { a: 0 } } }
    expect(takeSeen(many, undefined, 'id')).toEqual([{ id: 'x', seen: { a: 0 }, sent: { a: 1 } }])
    expect(many).toEqual({ keys: ['x'], data: { a: 1 } })
  })

  it('is refused in another form, and nothing where there is none', () => {
    for (const seen of ['x', [], null, 1]) expect(takeSeen({ a: 1, _base: seen }, 'x', 'id')).toBeNull()
    expect(takeSeen([{ id: 'x', _base: 1 }], undefined, 'id')).toBeNull()
    expect(takeSeen({ keys: ['x'], data: {}, _base: { x: 1 } }, undefined, 'id')).toBeNull()
    expect(takeSeen({ keys: ['x'], data: {}, _base: { x: {}, y: {} } }, undefined, 'id')).toBeNull()
    expect(takeSeen({ data: {}, _base: { x: {} } }, undefined, 'id')).toBeNull()
    for (const body of [{ a: 1 }, 'texte', null, undefined]) expect(takeSeen(body, 'x', 'id')).toEqual([])
  })
})
