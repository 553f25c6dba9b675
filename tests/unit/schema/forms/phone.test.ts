import fc from 'fast-check'
import { isValidPhoneNumber } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { formatPhone, holdsTwoPhones, toE164 } from '@relais/schema/forms'

describe('toE164', () => {
  it.each([
    ['01 99 00 12 34', '+33199001234'],
    ['06 39 98 12 34', '+33639981234'],
    ['02.61.91.00.00', '+33261910000'],
    ['+33 1 99 00 12 34', '+33199001234'],
    ['+33 (0)1 99 00 12 34', '+33199001234'],
    ['0033199001234', '+33199001234'],
    ['0800 123 456', '+33800123456'],
    ['0692 12 34 56', '+262692123456'],
    ['02 62 12 34 56', '+262262123456'],
    ['0639 12 34 56', '+262639123456'],
    ['0269 61 23 45', '+262269612345'],
    ['0690 12 34 56', '+590690123456'],
    ['0594 12 34 56', '+594594123456'],
    ['0696 12 34 56', '+596696123456'],
    ['0508 41 12 34', '+508411234'],
    ['+262 692 12 34 56', '+262692123456'],
    ['+262 0692 12 34 56', '+262692123456'],
    ['+508 41 12 34', '+508411234'],
    ['+681 82 12 34', '+681821234'],
    ['+687 76 12 34', '+687761234'],
    ['+689 87 12 34 56', '+68987123456'],
    ['+32 2 123 45 67', '+3221234567'],
    ['(+262) 692 12 34 56', '+262692123456'],
    ['(+687) 76.12.34', '+687761234'],
    ['115', '115'],
    ['119', '119'],
    ['3949', '3949'],
  ])('reads %s as %s', (typed, stored) => expect(toE164(typed)).toBe(stored))

  it.each([
    '', '12', '123', '01 99 00 12 3', '01 99 00 12 34 5', '00 00 00 00 00', '0199001234 poste 12', '<b>0199001234</b>', '🙂', '99001234',
    '+33 692 12 34 56', '+33 590 12 34 56', '+262 1 99 00 12 34', '+687 76 12 34 56', '+689 12', '76 12 34',
  ])('refuses %j', typed => expect(toE164(typed)).toBeNull())

  it('keeps a stored number as it is', () => {
    fc.assert(fc.property(fc.stringMatching(/^0[1-9]\d{8}$/), (typed) => {
      const stored = toE164(typed)
      return stored === null || (toE164(stored) === stored && toE164(formatPhone(stored)) === stored)
    }), { numRuns: 2000 })
  })

  it('accepts every metropolitan number that a complete library accepts', () => {
    fc.assert(fc.property(fc.stringMatching(/^0[1-9]\d{8}$/), typed => !isValidPhoneNumber(typed, 'FR') || toE164(typed) !== null), { numRuns: 2000 })
  })

  it.each([
    ['262', 9], ['590', 9], ['594', 9], ['596', 9], ['687', 6], ['689', 8], ['681', 6], ['508', 6],
  ])('accepts every number of +%s that a complete library accepts', (code, length) => {
    fc.assert(fc.property(fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`)), (national) => {
      const typed = `+${code}${national}`
      return !isValidPhoneNumber(typed) || toE164(typed) === typed
    }), { numRuns: 5000 })
  })
})

describe('holdsTwoPhones', () => {
  it.each(['01 99 00 12 34 / 06 39 98 12 34', '01 99 00 12 34 ou 06 39 98 12 34', '0199001234 0639981234', '01.99.00.12.34, 06.39.98.12.34', '01 99 00 12 34 - 06 39 98 12 34', '+33 1 99 00 12 34;+262 692 12 34 56', 'Tél : 01 99 00 12 34 / 06 39 98 12 34', '+262 692 12 34 56 +262 693 12 34 56', '+687 76 12 34 / 76 12 35', '01 99 00 12 34 et/ou 06 39 98 12 34'])('row 34: sees two numbers in %s', text => expect(holdsTwoPhones(text)).toBe(true))

  it.each(['01 99 00 12 34', '01/99/00/12/34', '01-99-00-12-34', '+33 (0)1 99 00 12 34', '115', '01 99 00 12 34 poste 12', '(+262) 692 12 34 56', '01 99 00 12 34 / 2e étage', 'x'.repeat(400), ''])('row 34: sees one at most in %s', text => expect(holdsTwoPhones(text)).toBe(false))
})

describe('formatPhone', () => {
  it.each([
    ['+33199001234', '01 99 00 12 34'],
    ['+262692123456', '0692 12 34 56'],
    ['+687761234', '+687 76 12 34'],
    ['+68987123456', '+689 87 12 34 56'],
    ['+508411234', '+508 41 12 34'],
    ['+3221234567', '+3221234567'],
    ['115', '115'],
  ])('shows %s as %s', (stored, shown) => expect(formatPhone(stored)).toBe(shown))
})
