import { describe, expect, it } from 'vitest'
import { isBadName, placed, refuseDeletion } from '../../../../../extensions/configurator/src/rules/field-guard.ts'
import type { GuardedField } from '../../../../../extensions/configurator/src/rules/field-guard.ts'

const aField = (overrides: Partial<GuardedField> = {}): GuardedField =>
  ({ field: 'x_label', isProductCollection: true, isProductField: false, isAskedBySomebody: true, ...overrides })

describe('refuseDeletion', () => {
  it('lets an administrator delete a local field', () => expect(refuseDeletion(aField())).toBeNull())
  it('keeps a local field from a raw schema apply', () => expect(refuseDeletion(aField({ isAskedBySomebody: false }))).toBe('local'))
  it('keeps a product field, whoever asks', () => {
    expect(refuseDeletion(aField({ isProductField: true }))).toBe('product')
    expect(refuseDeletion(aField({ isProductField: true, isAskedBySomebody: false }))).toBe('product')
  })
  it('does not concern other collections', () => expect(refuseDeletion(aField({ isProductCollection: false, isAskedBySomebody: false }))).toBeNull())
})

describe('isBadName', () => {
  it('wants the prefix on fields added to the product', () => {
    expect(isBadName(aField({ field: 'label' }))).toBe(true)
    expect(isBadName(aField())).toBe(false)
  })
  it('leaves the product, other collections and schema apply alone', () => {
    expect(isBadName(aField({ field: 'name', isProductField: true }))).toBe(false)
    expect(isBadName(aField({ field: 'name', isProductCollection: false }))).toBe(false)
    expect(isBadName(aField({ field: 'name', isAskedBySomebody: false }))).toBe(false)
  })
})

describe('placed', () => {
  it('puts a new field in the section of local fields', () => {
    expect(placed({ field: 'x_a', type: 'string', meta: { interface: 'input' } }, true)).toMatchObject({ meta: { group: 'section_local', interface: 'input' } })
  })
  it('respects the place that was chosen', () => {
    expect(placed({ field: 'x_a', meta: { group: 'section_identity' } }, true).meta.group).toBe('section_identity')
  })
  it.each([
    ['a section', { field: 'x_g', type: 'alias', meta: { special: ['alias', 'no-data', 'group'] } }, true],
    ['a field without presentation', { field: 'x_a', meta: null }, true],
    ['a collection without that section', { field: 'x_a', meta: {} }, false],
  ])('leaves %s alone', (_, field, hasLocalGroup) => expect(placed(field, hasLocalGroup)).toBe(field))
})
