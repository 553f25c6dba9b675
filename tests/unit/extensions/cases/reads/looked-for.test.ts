import { describe, expect, it } from 'vitest'
import { readLookedFor } from '../../../../../extensions/cases/src/reads/looked-for.ts'

describe('readLookedFor', () => {
  it.each([
    ['N’Diaye Aïssatou', { bornOn: null, phone: null, words: ['n', 'diaye', 'aissatou'] }],
    ['Đặng', { bornOn: null, phone: null, words: ['dang'] }],
    ['03/02/1991', { bornOn: '1991-02-03', phone: null, words: [] }],
    ['ndiaye 3.2.1991', { bornOn: '1991-02-03', phone: null, words: ['ndiaye'] }],
    ['1991-02-03', { bornOn: '1991-02-03', phone: null, words: [] }],
    ['31/02/1991', { bornOn: null, phone: null, words: ['31', '02', '1991'] }],
    ['06 39 98 04 71', { bornOn: null, phone: '+33639980471', words: ['06', '39', '98', '04', '71'] }],
    ['ML-75-00042', { bornOn: null, phone: null, words: ['ml', '75', '00042'] }],
    [' - ', { bornOn: null, phone: null, words: [] }],
    ['???', { bornOn: null, phone: null, words: [] }],
    ['🙂', { bornOn: null, phone: null, words: [] }],
  ])('row 11: reads « %s »', (typed, read) => {
    expect(readLookedFor(typed)).toEqual(read)
  })
})
