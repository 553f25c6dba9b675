import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialOf, isFoundBy, isNearlyFoundBy, nearSpellings, normalizeName, normalizeWords, partsOf, slipsForgiven, wordsOf } from '../../../schema/names/index.ts'

describe('normalizeWords', () => {
  it.each([
    ['Łukasik', 'lukasik'], ['Đặng Thị', 'dang thi'], ['Søren', 'soren'], ['Straße', 'strasse'], ['Işık', 'isik'], ['IŞIK', 'isik'], ['İpek', 'ipek'],
    ['Шевченко', 'шевченко'], ['ШЕВЧЕНКО', 'шевченко'], ['مُحَمَّد', 'محمد'], ['أحمد', 'احمد'], ['Παπαδόπουλος', 'παπαδοπουλοσ'], ['L’Éclaircie d’Œuvre', 'l eclaircie d oeuvre'],
    ['Jean\u2011Pierre', 'jean pierre'], ['A\u200Bnna', 'anna'], [' - ', ''], ['???', ''], ['👩🏽‍🚀', ''], ['', ''],
  ])('row 11: reads « %s » as « %s »', (text, words) => {
    expect(normalizeWords(text)).toBe(words)
  })

  it('row 11: says the same of what it said', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => normalizeWords(normalizeWords(text)) === normalizeWords(text)))
  })
})

describe('normalizeName', () => {
  it.each(['N’Diaye', 'Ndiaye', 'N Diaye', 'N\'DIAYE', 'n-diaye'])('row 11: makes one name of « %s »', (name) => {
    expect(normalizeName([name, null, ' ', 'Awa'])).toBe('ndiaye awa')
  })
})

describe('isFoundBy', () => {
  it.each([
    ['', true], ['  ', true], ['-', false], ['???', false], ['🙂', false], ['ndiaye', true], ['n’diaye', true], ['Ndiaye Awa', true], ['awa n\'diaye', true], ['Diallo', false],
  ])('row 11: « %s » finds Awa N’Diaye: %s', (typed, isFound) => {
    expect(isFoundBy('Awa N’Diaye', typed)).toBe(isFound)
  })
})

describe('initialOf', () => {
  it.each([['(FB) Léa', 'F'], ['-', ''], [' élan', 'É'], ['É'.normalize('NFD'), 'É'], ['«Đặng»', 'Đ'], ['42', ''], ['', ''], ['ʻOpua', 'O'], ['ʼAmo', 'A'], ['نور', 'ن']])('row 33: the initial of « %s » is « %s »', (name, initial) => {
    expect(initialOf(name)).toBe(initial)
  })
})

describe('nearSpellings', () => {
  const finds = (typed: string, name: string) => nearSpellings(typed).some(each => new RegExp(each.replaceAll('_', '.')).test(name))

  it.each([['mratin', 'martin'], ['mastin', 'martin'], ['marin', 'martin'], ['marttin', 'martin']])('a slip: « %s » may be « %s »', (typed, name) => {
    expect(finds(typed, name)).toBe(true)
  })

  it('leaves short words as they are, and other names alone', () => {
    expect(nearSpellings('leo')).toEqual([])
    expect(finds('diallo', 'martin')).toBe(false)
  })

  it('forgives any one wrong letter', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 5, maxLength: 12 })
    fc.assert(fc.property(word, fc.nat(), (name, seed) => {
      const at = seed % name.length
      const typed = `${name.slice(0, at)}z${name.slice(at + 1)}`
      return finds(typed, name)
    }))
  })

  it('makes no pattern of more than one unknown letter', () => {
    fc.assert(fc.property(fc.string(), typed => wordsOf(typed).every(word => nearSpellings(word).every(each => each.split('_').length <= 2))))
  })
})

describe('isNearlyFoundBy', () => {
  it.each([
    ['Awa N’Diaye', 'diyae'], ['Atelier de menuiserie', 'menuisrie'], ['Accompagnement scolaire', 'acompagnemant'], ['Formation', 'fromatoin'], ['Stanisława Łukasik', 'lukasicc stanislawa'], ['Wojciechowski', 'woyciechovski'], ['Mission locale', 'misison local'],
  ])('« %s » from « %s »', (text, typed) => {
    expect(isFoundBy(text, typed)).toBe(false)
    expect(isNearlyFoundBy(text, typed)).toBe(true)
  })

  it.each([['Martin', 'mrtni x'], ['Léo', 'lea'], ['Marie', 'maro'], ['Formation', 'fommatian b'], ['Diallo', '???'], ['Diallo', ''], ['Accompagnement', 'acompagnomant']])('« %s » not from « %s »', (text, typed) => {
    expect(isNearlyFoundBy(text, typed)).toBe(false)
  })

  it('forgives nothing to three letters, one slip to seven, two to eight', () => {
    expect(['léo', 'leon', 'mathieu', 'mathilde'].map(slipsForgiven)).toEqual([0, 1, 1, 2])
  })
})

describe('partsOf', () => {
  it('leaves a part in any word two letters away', () => {
    const isLike = (text: string, pattern: string) => new RegExp(`^${pattern.replaceAll('%', '.*')}$`).test(text)
    const long = fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 8, maxLength: 14 })
    fc.assert(fc.property(long, fc.nat(), fc.nat(), fc.constantFrom('z', '', 'zz'), (name, one, other, instead) => {
      const at = [one % name.length, other % name.length]
      const typed = [...name].map((letter, index) => (index === at[0] ? 'z' : index === at[1] ? instead.replace('zz', `${letter}z`) : letter)).join('')
      return typed.length < 8 || partsOf(typed).some(pattern => isLike(name, pattern) || isLike(`anna ${name}`, pattern) || isLike(`${name} anna`, pattern))
    }))
  })
})
