import fc from 'fast-check'
import { stdnum } from 'stdnum'
import { describe, expect, it } from 'vitest'
import { checkFormat, isValidNaf, isValidSiren, isValidSiret, looksLikeNir, tidyFormat } from '@relais/schema/forms'

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const isValidAs = (kind: 'siren' | 'siret' | 'nir', value: string): boolean => stdnum.FR?.[kind]?.validate(value).isValid === true

describe('SIREN', () => {
  it('agrees with stdnum on any nine digits', () => {
    fc.assert(fc.property(digits(9), value => value === '000000000' || isValidSiren(value) === isValidAs('siren', value)))
  })

  it.each(['', '73282932', '7328293200', '73282932A', '732829321', '000000000'])('refuses %j', value => expect(isValidSiren(value)).toBe(false))
})

describe('SIRET', () => {
  it('agrees with stdnum on any fourteen digits', () => {
    fc.assert(fc.property(digits(14), value => value.startsWith('000000000') || isValidSiret(value) === isValidAs('siret', value)))
  })

  it('agrees with stdnum on any fourteen digits of La Poste', () => {
    fc.assert(fc.property(digits(5), nic => isValidSiret(`356000000${nic}`) === isValidAs('siret', `356000000${nic}`)), { numRuns: 1000 })
  })

  it.each(['73282932000074', '35600000000048', '35600000049837'])('accepts %s', value => expect(isValidSiret(value)).toBe(true))

  it.each(['73282932000075', '35600000049838', '7328293200007', '732829320000744'])('refuses %s', value => expect(isValidSiret(value)).toBe(false))

  it('is stored without spaces, points or dashes', () => {
    expect(tidyFormat('siret', '732 829 320 00074')).toBe('73282932000074')
    expect(tidyFormat('siret', '732.829.320-00074')).toBe('73282932000074')
  })
})

describe('association and health numbers', () => {
  it.each([['W123456789', null], ['W9R1234567', 'confirm'], ['W12', 'error'], ['<b>', 'error']])('RNA %s: %s', (value, severity) => {
    const problem = checkFormat('rna', value)
    expect(problem && (problem.severity ?? 'error')).toBe(severity)
  })

  it.each([['750000342', 'confirm'], ['2A0000014', null], ['75000', 'error'], ['75000034X', 'error']])('FINESS %s: %s', (value, severity) => {
    const problem = checkFormat('finess', value)
    expect(problem && (problem.severity ?? 'error')).toBe(severity)
  })
})

describe('activity code', () => {
  it.each([['8899B', '88.99B'], ['88.99b', '88.99B'], ['88 99 B', '88.99B']])('stores %s as %s', (typed, stored) => {
    expect(tidyFormat('naf', typed)).toBe(stored)
    expect(isValidNaf(stored)).toBe(true)
  })

  it('refuses a code without its letter', () => expect(isValidNaf('88.99')).toBe(false))
})

describe('social security number', () => {
  const aNir = '1 85 05 78 006 084 91'

  it('is recognised inside a sentence', () => {
    expect(isValidAs('nir', aNir.replaceAll(' ', ''))).toBe(true)
    expect(looksLikeNir(`Son numéro est ${aNir}, à vérifier.`)).toBe(true)
    expect(looksLikeNir('2 69 05 2A 588 157 80'.replaceAll(' ', ''))).toBe(isValidAs('nir', '269052A58815780'))
  })

  it.each(['185057800608492', '01 99 00 12 34', '73282932000074', '+33199001234', 'Réunion le 12/03/2026 à 14 h 30'])('does not suspect %s', (text) => {
    expect(looksLikeNir(text)).toBe(false)
  })
})
