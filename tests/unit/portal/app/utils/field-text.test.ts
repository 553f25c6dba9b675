import { describe, expect, it } from 'vitest'
import { fieldText } from '../../../../../portal/app/utils/field-text.ts'

const context = { locale: 'fr', yes: 'Oui', no: 'Non', unnamed: 'Fiche liée', zone: 'Europe/Paris' }
const choices = [{ value: 'sms', label: { fr: 'Texto', en: 'Text message' } }, { value: 'email', label: { fr: 'Courriel', en: 'E-mail' } }]

describe('fieldText', () => {
  it('says a choice by its label in the reader’s language', () => {
    expect(fieldText({ kind: 'choice', choices }, 'sms', context)).toBe('Texto')
    expect(fieldText({ kind: 'choices', choices }, ['sms', 'email'], { ...context, locale: 'en' })).toBe('Text message, E-mail')
  })

  it('finds a choice whose code is made of digits, however it was stored', () => {
    const levels = [{ value: '4', label: { fr: 'Baccalauréat', en: 'Baccalauréat' } }]

    expect(fieldText({ kind: 'choice', choices: levels }, 4, context)).toBe('Baccalauréat')
  })

  it('keeps a value whose choice was removed since', () => {
    expect(fieldText({ kind: 'choice', choices }, 'fax', context)).toBe('fax')
  })

  it('writes a decimal as its language does, with the decimals that are kept (« 22.50 » in French)', () => {
    expect(fieldText({ kind: 'number', choices: null }, '22.50', context)).toBe('22,50')
    expect(fieldText({ kind: 'number', choices: null }, '1234.5', context)).toBe('1\u202f234,5')
    expect(fieldText({ kind: 'number', choices: null }, '22.50', { ...context, locale: 'en' })).toBe('22.50')
    expect(fieldText({ kind: 'text', choices: null }, '22.50', context)).toBe('22.50')
  })

  it('says a calendar day in full', () => {
    expect(fieldText({ kind: 'date', choices: null }, '2026-11-24', context)).toBe('mardi 24 novembre 2026')
  })

  it('writes a phone number and opening hours as people say them', () => {
    expect(fieldText({ kind: 'text', choices: null, format: 'phone' }, '+33199001234', context)).toBe('01 99 00 12 34')
    expect(fieldText({ kind: 'text', choices: null, format: 'opening_hours' }, 'Mo-Fr 09:00-17:00', context)).toContain('9 h à 17 h')
  })

  it('names a related record', () => {
    expect(fieldText({ kind: 'relation', choices: null }, { id: '1', name: 'Dijon' }, context)).toBe('Dijon')
    expect(fieldText({ kind: 'relation', choices: null }, { first_name: 'Léa', last_name: 'Roy' }, context)).toBe('Léa Roy')
  })

  it('never shows the key of a related record', () => {
    for (const kind of ['relation', 'file'] as const) expect(fieldText({ kind, choices: null }, '9e59b205-0c1a-4f7e-8c2d-1f2a3b4c5d6e', context)).toBe('Fiche liée')
    expect(fieldText({ kind: 'text', choices: null }, '9e59b205', context)).toBe('9e59b205')
  })

  it('tells no from nothing', () => {
    expect(fieldText({ kind: 'boolean', choices: null }, false, context)).toBe('Non')
    expect(fieldText({ kind: 'number', choices: null }, 0, context)).toBe('0')
    expect(fieldText({ kind: 'text', choices: null }, '  ', context)).toBeNull()
  })
})
