import { describe, expect, it } from 'vitest'
import { checkFormat, hasForbiddenCharacters, isInFrance, isValidCommuneCode, isValidDate, isValidEmail, isValidInstant, splitAddress, isValidPostalCode, isValidUrl, tidyFormat } from '@relais/schema/forms'
import { isTimeZone } from '@relais/schema/time'

describe('e-mail', () => {
  it.each(['a@b.fr', 'prenom.nom+tri@mission-locale.example', 'contact@café.example', 'x@xn--caf-dma.example'])('accepts %s', value => expect(isValidEmail(value)).toBe(true))
  it.each(['', 'a', 'a@b', '@b.fr', 'a@', 'a b@c.fr', 'a..b@c.fr', '.a@c.fr', 'a@-c.fr', 'a@b.c', '<a@b.fr>', 'a@b.fr,c@d.fr', `${'a'.repeat(65)}@b.fr`, 'a@b.fr\n'])('refuses %j', (value) => {
    expect(isValidEmail(value)).toBe(false)
  })
  it('is stored in lower case', () => expect(tidyFormat('email', 'Nom@Exemple.FR')).toBe('nom@exemple.fr'))
})

describe('web address', () => {
  it.each(['https://exemple.fr', 'http://www.exemple.fr/a?b=c#d', 'https://été.example/'])('accepts %s', value => expect(isValidUrl(value)).toBe(true))
  it.each(['', 'exemple', 'javascript:alert(1)', 'data:text/html,x', 'ftp://exemple.fr', 'https://user:pass@exemple.fr', 'https://localhost', 'https:exemple.fr', 'https://exemple.fr/a b', '//exemple.fr'])('refuses %j', (value) => {
    expect(isValidUrl(value)).toBe(false)
  })
  it('gets its scheme when it was left out', () => {
    expect(tidyFormat('url', 'www.exemple.fr/contact')).toBe('https://www.exemple.fr/contact')
    expect(tidyFormat('url', 'javascript:alert(1)')).toBe('javascript:alert(1)')
  })
})

describe('places', () => {
  it.each(['75011', '01000', '20000', '97110', '98800'])('accepts postal code %s', value => expect(isValidPostalCode(value)).toBe(true))
  it.each(['7501', '750111', '00100', '99000', '2A004', 'SW1A 1AA'])('refuses postal code %s', value => expect(isValidPostalCode(value)).toBe(false))
  it.each(['75056', '75111', '69381', '13201', '2A004', '2B033', '97411', '97302', '98818', '98735', '98611', '97502'])('accepts commune %s', value => expect(isValidCommuneCode(value)).toBe(true))
  it.each(['20004', '2C004', '96001', '99100', '7505', '2a004'])('refuses commune %s', value => expect(isValidCommuneCode(value)).toBe(false))

  it.each([
    ['Paris', 48.86, 2.35], ['Ajaccio', 41.93, 8.74], ['Basse-Terre', 16.0, -61.73], ['Fort-de-France', 14.6, -61.07], ['Cayenne', 4.93, -52.33], ['Saint-Denis', -20.88, 55.45],
    ['Mamoudzou', -12.78, 45.23], ['Saint-Pierre', 46.78, -56.17], ['Gustavia', 17.9, -62.85], ['Nouméa', -22.27, 166.45], ['Papeete', -17.54, -149.57], ['Mata-Utu', -13.28, -176.17],
  ])('finds %s in France', (_, latitude, longitude) => expect(isInFrance(latitude, longitude)).toBe(true))
  it.each([['null island', 0, 0], ['Berlin', 52.52, 13.4], ['swapped Paris', 2.35, 48.86], ['Montréal', 45.5, -73.57]])('finds %s outside', (_, latitude, longitude) => {
    expect(isInFrance(latitude, longitude)).toBe(false)
  })

  it.each([['Europe/Paris', true], ['Indian/Reunion', true], ['America/Cayenne', true], ['UTC', true], ['Paris', false], ['Europe/Nulle', false], ['+02:00', false], ['', false]])('time zone %s: %s', (value, expected) => {
    expect(isTimeZone(value)).toBe(expected)
  })
})

describe('dates', () => {
  it.each([['2026-02-28', true], ['2024-02-29', true], ['2026-02-29', false], ['2026-13-01', false], ['0026-01-01', false], ['2026-1-1', false], ['12/03/2026', false]])('day %s: %s', (value, expected) => {
    expect(isValidDate(value)).toBe(expected)
  })
  it.each([['2026-03-12T14:00:00Z', true], ['2026-03-12T14:00:00.123+11:00', true], ['2026-03-12T14:00:00', false], ['2026-03-12T25:00:00Z', false], ['2026-02-30T10:00:00Z', false], ['2026-03-12', false]])('instant %s: %s', (value, expected) => {
    expect(isValidInstant(value)).toBe(expected)
  })
})

describe('an address on one line', () => {
  it.each([
    ['12 rue de Belleville 75020 Paris', { address: '12 rue de Belleville', postal_code: '75020', city: 'Paris' }],
    ['12, rue de l’Église, 97400 Saint-Denis', { address: '12, rue de l’Église', postal_code: '97400', city: 'Saint-Denis' }],
    ['3 place du Marché - 13001 MARSEILLE CEDEX 01', { address: '3 place du Marché', postal_code: '13001', city: 'MARSEILLE' }],
    ['3 rue de la République, 97200 Fort-de-France', { address: '3 rue de la République', postal_code: '97200', city: 'Fort-de-France' }],
    ['1 rue Schœlcher 97200 Fort de France', { address: '1 rue Schœlcher', postal_code: '97200', city: 'Fort de France' }],
    ['1 rue Houdart, 95700 Roissy-en-France, France', { address: '1 rue Houdart', postal_code: '95700', city: 'Roissy-en-France' }],
    ['12 rue de Belleville, 75020 Paris, France', { address: '12 rue de Belleville', postal_code: '75020', city: 'Paris' }],
    ['4 rue Pasteur, 97400 Saint-Denis, La Réunion', { address: '4 rue Pasteur', postal_code: '97400', city: 'Saint-Denis' }],
    ['BP 12345, 98800 Nouméa Cedex (Nouvelle-Calédonie)', { address: 'BP 12345', postal_code: '98800', city: 'Nouméa' }],
    ['47700 La Réunion', { address: '', postal_code: '47700', city: 'La Réunion' }],
    ['75020 Paris', { address: '', postal_code: '75020', city: 'Paris' }],
  ])('row 30: is split: %s', (text, parts) => expect(splitAddress(text)).toEqual(parts))

  it.each(['12 rue de Belleville', '12 rue de Belleville 75020', 'BP 12345', '12 rue de Belleville, 75020 Paris, escalier B', '00000 Nulle part', '', '1 '.repeat(200)])('row 30: is left as it is: %s', text => expect(splitAddress(text)).toBeNull())
})

describe('plain text', () => {
  it.each(['<script>alert(1)</script>', '\'; DROP TABLE people; --', 'مرحبا بكم', 'שלום', '👩‍👩‍👧 🏳️‍🌈', 'ligne 1\nligne 2\tcolonne', 'Œuvre, « ça » – l’été'])('accepts %j as text', (text) => {
    expect(hasForbiddenCharacters(text)).toBe(false)
  })
  it.each(['a\u0000b', 'a\u0008b', 'a\u202Eb', 'a\u2066b', 'a\u0085b', 'a\uD800b', 'a\u007Fb'])('refuses %j', text => expect(hasForbiddenCharacters(text)).toBe(true))
})

describe('other formats', () => {
  it.each([['color', '#1a6daa', null], ['color', 'red', 'BAD_COLOR'], ['time_zone', 'Mars/Base', 'BAD_TIME_ZONE'], ['postal_code', '1', 'BAD_POSTAL_CODE'], ['opening_hours', 'demain', 'BAD_HOURS']] as const)('%s %s: %s', (format, value, code) => {
    expect(checkFormat(format, value)?.code ?? null).toBe(code)
  })
})
