import { describe, expect, it } from 'vitest'
import { MOST_IDS, idsIn, idsOfRows } from '../../../../../extensions/privacy/src/rules/lines.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

describe('the ids of an answer', () => {
  it('are each taken once, and never more than the most', () => {
    expect(idsIn(`{"id":"${id(1)}","case":"${id(2)}","other":"${id(1)}"}`)).toEqual([id(1), id(2)])
    expect(idsIn(Array.from({ length: 3_000 }, (_, index) => id(index)).join())).toHaveLength(MOST_IDS)
  })

  it('are nothing but ids: no name, no phone', () => {
    expect(idsIn('{"last_name":"Essai","phone":"+33639980001","siret":"12345678901234"}')).toEqual([])
  })
})

describe('the ids of rows', () => {
  it('are those of the rows, and of the people and files that they name, nested or not, or copy', () => {
    const rows = [{ id: id(1), person: id(2) }, { id: id(3), case: { id: id(4), person: { id: id(5), first_name: 'Dominique' } } }, { id: id(6), collection: 'people', item: id(7) }, { count: 3 }, null]
    expect(idsOfRows(rows)).toEqual({ items: [id(1), id(3), id(6)], candidates: [id(2), id(4), id(5), id(7)] })
  })
})
