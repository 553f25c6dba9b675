import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { districtOf, readingsOf } from '../../../../../extensions/directory/src/rules/place-in-words.ts'
import { departementsIn } from '../../../../../extensions/directory/src/rules/regions.ts'
import { correctedBy } from '../../../../../extensions/directory/src/rules/suggestion.ts'

const reads = (text: string, name: string) => readingsOf(text).find(({ names }) => names.includes(name))

describe('section B: a place is understood however it is said', () => {
  it.each([
    ['logement à Paris', 'logement', 'paris', ['commune', 'departement', 'region']],
    ['psychologue saint denis', 'psychologue', 'saint denis', ['commune', 'departement', 'region']],
    ['psychologue St-Denis', 'psychologue', 'saint denis', ['commune', 'departement', 'region']],
    ['formation en Creuse', 'formation', 'creuse', ['departement', 'region']],
    ['formation dans l’Ain', 'formation', 'ain', ['departement', 'region']],
    ['emploi au Havre', 'emploi', 'le havre', ['commune', 'departement', 'region']],
    ['emploi à la Rochelle', 'emploi', 'la rochelle', ['commune', 'departement', 'region']],
    ['atelier CV près de Dijon', 'atelier CV', 'dijon', ['commune', 'departement', 'region']],
    ['garage pres d’Auxerre', 'garage', 'auxerre', ['commune', 'departement', 'region']],
    ['hébergement en Seine-Saint-Denis', 'hébergement', 'seine saint denis', ['departement', 'region']],
    ['à Paris, un logement', 'un logement', 'paris', ['commune', 'departement', 'region']],
    ['CV workshop near Dijon', 'CV workshop', 'dijon', ['commune', 'departement', 'region']],
    ['près de Dijon', '', 'dijon', ['commune', 'departement', 'region']],
    ['aide en Île-de-France', 'aide', 'ile de france', ['departement', 'region']],
  ])('reads « %s » as « %s » at %s', (text, what, name, kinds) => {
    expect(reads(text, name)).toMatchObject({ what, kinds })
  })

  it.each([['CV 75011', 'CV', '75011'], ['75011 CV', 'CV', '75011'], ['logement Paris 11e', 'logement', '75011'], ['logement à Lyon 3', 'logement', '69003'], ['97411', '', '97411']])('reads « %s » as « %s » at %s', (text, what, code) => {
    expect(readingsOf(text).find(({ postalCode, names }) => postalCode === code && names.length === 0)).toMatchObject({ what })
  })

  it.each([
    ['logement 75011 Paris', 'logement', 'paris', '75011'], ['93200 Saint-Denis', '', 'saint denis', '93200'], ['formation à Saint-Pierre 97410', 'formation', 'saint pierre', '97410'],
    ['aide à la Rochelle (17000)', 'aide', 'la rochelle', '17000'], ['emploi au Havre 76600', 'emploi', 'le havre', '76600'], ['CV 98800 Nouméa', 'CV', 'noumea', '98800'],
  ])('reads « %s » as on an envelope: « %s » at %s, %s', (text, what, name, code) => {
    expect(readingsOf(text).find(({ postalCode, names }) => postalCode === code && names.includes(name))).toMatchObject({ what })
  })

  it.each([['logement dans le 93', '93'], ['emploi en 2a', '2A'], ['emploi dans le 974', '974']])('reads the département of « %s »', (text, code) => {
    expect(readingsOf(text)[1]).toMatchObject({ departement: code })
  })

  it('asks about no more than a few readings, and never breaks', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => readingsOf(text).length <= 30))
  })

  it('knows the arrondissements, and the départements of regions', () => {
    expect([districtOf('75011'), districtOf('69001'), districtOf('13016'), districtOf('75021'), districtOf('93200')]).toEqual([
      '75111', '69381', '13216', null, null,
    ])
    expect(departementsIn('R53')).toEqual(['22', '29', '35', '56'])
    expect([departementsIn('53'), departementsIn('R99')]).toEqual([[], []])
  })
})

describe('section B: a suggestion when the words find little', () => {
  it.each([['fromation', 'formation'], ['Fromation soudure', 'formation soudure']])('« %s » may be « %s »', (typed, meant) => {
    expect(correctedBy(typed, new Map([['fromation', 'formation']]))).toBe(meant)
  })

  it('is none when nothing is near, or the word is the same', () => {
    expect(correctedBy('zzzz', new Map())).toBeNull()
    expect(correctedBy('Métiers', new Map([['metiers', 'métiers']]))).toBeNull()
  })
})
