import { describe, expect, it } from 'vitest'
import { idsNamed, mayLeaveOut, namingParts } from '../../../../../extensions/privacy/src/rules/named.ts'

const ID = '60225595-7d1c-4a46-ac9c-7300570f4f17'

describe('the ids of a question', () => {
  it.each([ID, ID.toUpperCase(), ID.replaceAll('-', ''), `{${ID}}`, '6022-5595-7d1c-4a46-ac9c-7300-570f-4f17'])('are found in %s', (written) => {
    expect(idsNamed(`/relais/workflow/cases/${written}/transitions`)).toEqual([ID])
  })

  it('are told once', () => {
    expect(idsNamed(JSON.stringify({ a: ID, b: [ID.toUpperCase()] }))).toEqual([ID])
    expect(idsNamed('/relais/workflow/states')).toEqual([])
  })
})

describe('what a filter says of who people are', () => {
  const [id, name, born] = [{ id: { _eq: ID } }, { last_name: { _eq: 'Belkacem' } }, { birth_date: { _gt: '2100-01-01' } }]
  it.each<[unknown, unknown[]]>([
    [{ ...id, ...born, urgency: { _eq: 'high' } }, [id, born, { _and: [id, born] }]],
    // One column names, the other asks: which is which, nobody knows.
    [{ _and: [name, born] }, [name, born]],
    [{ _and: [name, { disability_worker: { _eq: true } }] }, [name]],
    [{ case: { person: id, urgency: { _eq: 'high' } } }, [{ case: { person: id } }]],
    [{ case: { _eq: ID }, theme: { _eq: 'justice' } }, [{ case: { _eq: ID } }]],
    [{ needs: { _some: { ...id, theme: { _eq: 'justice' } } } }, [{ needs: { _some: id } }]],
    [{ _or: [{ ...id, urgency: { _eq: 'high' } }, { id: { _eq: 'b' } }] }, [{ _or: [id, { id: { _eq: 'b' } }] }]],
    [{ _or: [id, { urgency: { _eq: 'high' } }] }, []],
    [{ needs: { _none: id } }, []],
    [id, []], [{ urgency: { _eq: 'high' } }, []], [null, []], [{}, []], [{ _and: 'x' }, []],
  ])('%j: %j', (filter, parts) => {
    expect(namingParts(filter)).toEqual(parts)
  })

  it('is asked in few questions, however many columns it sets', () => {
    const wide = Object.fromEntries(['last_name', 'first_name', 'birth_name', 'birth_date', 'phone', 'email', 'city'].map(column => [column, { _eq: 'x' }]))
    expect(namingParts({ ...wide, urgency: { _eq: 'high' } })).toHaveLength(15)
  })
})

describe('an answer', () => {
  it('leaves somebody out when it is empty, or when several were named', () => {
    expect(mayLeaveOut({ urgency: { _eq: 'high' } }, 0)).toBe(true)
    expect(mayLeaveOut({ id: { _eq: ID } }, 1)).toBe(false)
    expect(mayLeaveOut({ id: { _in: [ID] } }, 1)).toBe(true)
    expect(mayLeaveOut({ _or: [{ last_name: { _eq: 'A' } }] }, 1)).toBe(true)
  })
})
