import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockingErrors, normalizeValues, validateForm } from '@relais/schema/forms'
import type { FormField } from '@relais/schema/forms'
import { aField, aForm } from './fields.ts'
import { MOMENT } from '../../../support/moment.ts'

const choices = [{ value: 'a', label: { fr: 'A', en: 'A' } }, { value: 'b', label: { fr: 'B', en: 'B' } }]
const codes = (field: FormField, value: unknown): string[] => {
  const form = aForm(field)
  return validateForm(form, normalizeValues(form, { [field.field]: value }), { moment: MOMENT }).map(({ code }) => code)
}

describe('one value', () => {
  const cases: [string, Partial<FormField>, unknown, string[]][] = [
    ['text', {}, 'Mission locale', []],
    ['text that holds tags', {}, '<b>gras</b>', []],
    ['text of the wrong type', {}, 12, ['WRONG_TYPE']],
    ['text given as a list', {}, [], ['WRONG_TYPE']],
    ['text given as an object', {}, { a: 1 }, ['WRONG_TYPE']],
    ['text too long for its column', {}, 'x'.repeat(256), ['TOO_LONG']],
    ['text counted in characters, not in units', { maxLength: 3 }, '🙂🙂🙂', []],
    ['text too short', { minLength: 50 }, 'court', ['TOO_SHORT']],
    ['text turned around', {}, 'a\u202Eb', ['FORBIDDEN_CHARACTERS']],
    ['text with a social security number', {}, 'NIR 185057800608491', ['LOOKS_LIKE_NIR']],
    ['siret', { format: 'siret' }, '732 829 320 00074', []],
    ['siret with a wrong key', { format: 'siret' }, '73282932000075', ['BAD_SIRET']],
    ['integer typed as text', { type: 'integer', kind: 'integer' }, ' 12 ', []],
    ['integer beyond its column', { type: 'integer', kind: 'integer' }, 3_000_000_000, ['OUT_OF_RANGE']],
    ['decimal in an integer', { type: 'integer', kind: 'integer' }, '1,5', ['NOT_A_NUMBER']],
    ['number with a comma', { type: 'float', kind: 'number', min: 0, max: 2 }, '1,5', []],
    ['number out of range', { type: 'float', kind: 'number', min: 0, max: 2 }, 3, ['OUT_OF_RANGE']],
    ['not a number', { type: 'float', kind: 'number' }, 'NaN', ['NOT_A_NUMBER']],
    ['yes', { type: 'boolean', kind: 'boolean' }, 'true', []],
    ['neither yes nor no', { type: 'boolean', kind: 'boolean' }, 'peut-être', ['WRONG_TYPE']],
    ['French date', { type: 'date', kind: 'date' }, '29/02/2024', []],
    ['date that does not exist', { type: 'date', kind: 'date' }, '29/02/2026', ['BAD_DATE']],
    ['instant', { type: 'timestamp', kind: 'datetime' }, '2026-03-12T14:00:00+04:00', []],
    ['instant without its offset', { type: 'timestamp', kind: 'datetime' }, '2026-03-12T14:00:00', ['BAD_DATE']],
    ['wall clock', { type: 'dateTime', kind: 'datetime' }, '2026-03-12T14:00:00', []],
    ['time', { type: 'time' }, '14:30', []],
    ['time that does not exist', { type: 'time' }, '24:30', ['BAD_TIME']],
    ['choice', { kind: 'choice', choices }, 'a', []],
    ['choice outside its list', { kind: 'choice', choices }, 'c', ['NOT_A_CHOICE']],
    ['choices', { type: 'json', kind: 'choices', choices }, ['a', 'b', 'a'], []],
    ['choices in JSON', { type: 'json', kind: 'choices', choices }, '["a"]', []],
    ['choices outside their list', { type: 'json', kind: 'choices', choices }, ['a', 'c'], ['NOT_A_CHOICE']],
    ['choices that are not a list', { type: 'json', kind: 'choices', choices }, 'a', ['WRONG_TYPE']],
    ['free words', { type: 'csv', kind: 'choices' }, 'un, deux', []],
    ['relation', { type: 'uuid', kind: 'relation' }, '3f2504e0-4f89-41d3-9a0c-0305e82c3301', []],
    ['relation that is not a key', { type: 'uuid', kind: 'relation' }, '1 or 1=1', ['WRONG_TYPE']],
    ['relation given as a row', { type: 'uuid', kind: 'relation' }, { id: 'x' }, []],
    ['json', { type: 'json', kind: 'json' }, { a: [1, 2] }, []],
    ['json that PostgreSQL cannot keep', { type: 'json', kind: 'json' }, { a: '\u0000' }, ['FORBIDDEN_CHARACTERS']],
    ['rule of the Studio', { validIf: [{ rule: 'name.startsWith("ML")', message: null }] }, 'SPIP', ['NOT_VALID']],
    ['rule of the Studio kept', { validIf: [{ rule: 'name.startsWith("ML")', message: null }] }, 'ML Paris', []],
    ['latitude', { type: 'float', kind: 'number', format: 'latitude' }, 91, ['OUT_OF_RANGE']],
  ]
  it.each(cases)('%s', (_, overrides, value, expected) => expect(codes(aField(overrides), value)).toEqual(expected))

  it('says how to put it right, in both languages', () => {
    const [error] = validateForm(aForm(aField({ maxLength: 5 })), { name: 'trop long' }, { moment: MOMENT })

    expect(error?.message).toEqual({
      fr: 'Ce texte est trop long : 9 caractères pour 5 au plus. Raccourcissez-le.',
      en: 'This text is too long: 9 characters for a maximum of 5. Shorten it.',
    })
  })

  it.each([
    ['732829320', '73282932000074', []], ['552100554', '73282932000074', ['siret OTHER_FIRM confirm']], ['', '73282932000074', []], ['732829320', '', []],
  ])('row 35: asks about the SIREN %s beside the SIRET %s', (siren, siret, expected) => {
    const form = aForm(aField({ field: 'siren', format: 'siren' }), aField({ field: 'siret', format: 'siret' }))
    const said = (current: object = {}) => validateForm(form, normalizeValues(form, { siren, siret }), { moment: MOMENT, partial: true, current: { ...current } }).map(({ field, code, severity }) => `${field} ${code} ${severity}`)

    expect(said()).toEqual(expected)
    // What was so before does not stop another edit.
    expect(said({ siren, siret })).toEqual([])
  })

  it.each([
    ['typed as on a letter', { siren: '732 829 320', siret: '552 100 554 00013' }, {}, ['siret OTHER_FIRM confirm']],
    ['typed as on a letter, of one firm', { siren: '732 829 320', siret: '732 829 320 00074' }, {}, []],
    ['the SIREN alone, beside the SIRET that was there', { siren: '552100554' }, { siren: '732829320', siret: '73282932000074' }, ['siren OTHER_FIRM confirm']],
    ['the SIRET alone, beside the SIREN that was there', { siret: '35600000049837' }, { siren: '732829320', siret: '73282932000074' }, ['siret OTHER_FIRM confirm']],
    ['an office of La Poste with its SIREN', { siren: '356000000', siret: '35600000049837' }, {}, []],
    ['the SIREN erased', { siren: '' }, { siren: '732829320', siret: '55210055400013' }, []],
  ])('row 35: %s', (_, typed, current, expected) => {
    const form = aForm(aField({ field: 'siren', format: 'siren' }), aField({ field: 'siret', format: 'siret' }))
    const errors = validateForm(form, normalizeValues(form, typed), { moment: MOMENT, partial: true, current })

    expect(errors.map(({ field, code, severity }) => `${field} ${code} ${severity}`)).toEqual(expected)
  })

  it('row 34: says that there are two numbers, not how many characters', () => {
    expect(codes(aField({ format: 'phone', maxLength: 20 }), '01 99 00 12 34 / 06 39 98 12 34')).toEqual(['TWO_PHONES'])
  })

  it.each([
    ['Rue\u200B de la\u00AD Paix', {}, 'Rue de la Paix'], ['Saint\u2011Denis', {}, 'Saint-Denis'], ['Un\u000Bdeux', {}, 'Un deux'],
    ['Un\u000Bdeux', { type: 'text', kind: 'long_text' }, 'Un\ndeux'], ['\u202A01\u201199 00 12 34\u202C', { format: 'phone' }, '+33199001234'],
    ['\u200Econtact@lieu.example\u200B', { format: 'email' }, 'contact@lieu.example'],
  ] as const)('row 34: cleans what pasting brought unseen in %j', (typed, part, stored) => {
    const form = aForm(aField(part))

    expect(normalizeValues(form, { name: typed })).toEqual({ name: stored })
    expect(codes(aField(part), typed)).toEqual([])
  })

  it('row 34: shows where the character is that it refuses', () => {
    const [error] = validateForm(aForm(aField()), { name: 'Centre social \u202Edes Lilas' }, { moment: MOMENT })

    expect([error?.code, error?.message.fr]).toEqual(['FORBIDDEN_CHARACTERS', expect.stringContaining('après « Centre social »')])
  })

  it('uses the sentence written in the Studio', () => {
    const [error] = validateForm(aForm(aField({ validIf: [{ rule: 'name == "x"', message: { fr: 'Écrivez x.', en: 'Write x.' } }] })), { name: 'y' }, { moment: MOMENT })

    expect(error?.message.fr).toBe('Écrivez x.')
  })

  it('always answers, whatever the field and the value', () => {
    const kinds = ['text', 'long_text', 'integer', 'number', 'boolean', 'date', 'datetime', 'choice', 'choices', 'relation', 'file', 'json'] as const
    const types = ['string', 'text', 'integer', 'bigInteger', 'float', 'boolean', 'date', 'time', 'timestamp', 'json', 'csv', 'uuid'] as const
    const formats = [null, 'siret', 'phone', 'email', 'url', 'opening_hours', 'naf', 'rna', 'finess', 'time_zone', 'latitude'] as const
    fc.assert(fc.property(fc.constantFrom(...kinds), fc.constantFrom(...types), fc.constantFrom(...formats), fc.anything({ withNullPrototype: true }), (kind, type, format, value) => {
      const form = aForm(aField({ kind, type, format, choices: kind === 'choice' ? choices : null }))
      return Array.isArray(validateForm(form, normalizeValues(form, { name: value }), { moment: MOMENT }))
    }), { numRuns: 3000 })
  })

  it('gives the same stored values when they are sent again', () => {
    const fields = [aField(), aField({ kind: 'long_text', type: 'text' }), aField({ format: 'phone' }), aField({ format: 'opening_hours' }), aField({ format: 'naf' }), aField({ kind: 'number', type: 'float' }), aField({ kind: 'choices', type: 'csv' })]
    fc.assert(fc.property(fc.constantFrom(...fields), fc.string({ unit: 'binary' }), (field, text) => {
      const once = normalizeValues(aForm(field), { name: text })
      expect(normalizeValues(aForm(field), once)).toEqual(once)
    // A letter whose capital is written in two.
    }), { numRuns: 2000, examples: [[aField({ format: 'naf' }), '\u{390}']] })
  })
})

describe('a new record', () => {
  const form = aForm(
    aField({ field: 'name', required: true }),
    aField({ field: 'kind', kind: 'choice', choices, required: true, default: 'a' }),
    aField({ field: 'contract', required: true, shownIf: 'kind == "b"' }),
    aField({ field: 'reason', requiredIf: 'name == "x"' }),
  )

  it('asks for what is required and has no default', () => {
    expect(validateForm(form, {}, { moment: MOMENT }).map(({ field, code }) => [field, code])).toEqual([['name', 'REQUIRED']])
  })

  it('asks for what another answer makes required', () => {
    expect(validateForm(form, { name: 'x', kind: 'b' }, { moment: MOMENT }).map(({ field }) => field)).toEqual(['contract', 'reason'])
  })

  it('does not take blanks for an answer', () => {
    expect(validateForm(form, normalizeValues(form, { name: ' \t ' }), { moment: MOMENT }).map(({ code }) => code)).toEqual(['REQUIRED'])
  })

  it('names what it does not know', () => {
    expect(validateForm(form, { name: 'n', role: 'admin' }, { moment: MOMENT })).toMatchObject([{ field: 'role', code: 'UNKNOWN_FIELD', severity: 'error' }])
  })

  it('does not take a required yes or no for empty', () => {
    const boolean = aForm(aField({ field: 'is_main', kind: 'boolean', type: 'boolean', default: false }))

    expect(validateForm(boolean, {}, { moment: MOMENT })).toEqual([])
    expect(validateForm(boolean, { is_main: false }, { moment: MOMENT })).toEqual([])
    expect(validateForm(boolean, { is_main: null }, { moment: MOMENT })).toMatchObject([{ code: 'REQUIRED' }])
  })
})

describe('a change', () => {
  const form = aForm(
    aField({ field: 'name', required: true }),
    aField({ field: 'kind' }),
    aField({ field: 'contract', required: true, shownIf: 'kind == "job"' }),
    aField({ field: 'phone', format: 'phone' }),
    aField({ field: 'code', readonly: true }),
    aField({ field: 'status', level: 'read' }),
    aField({ field: 'summary', level: 'review' }),
  )
  const change = (values: Record<string, unknown>, current: Record<string, unknown>) => validateForm(form, values, { moment: MOMENT, partial: true, current }).map(({ field, code }) => `${field} ${code}`)

  it('judges only what is sent', () => expect(change({ phone: '0199001234' }, { name: null, phone: null })).toEqual([]))

  it('refuses to empty a required answer', () => expect(change({ name: null }, { name: 'n' })).toEqual(['name REQUIRED']))

  it('asks for what this very change makes required', () => {
    expect(change({ kind: 'job' }, { name: 'n', kind: 'service' })).toEqual(['contract REQUIRED'])
    expect(change({ kind: 'job', contract: 'cdi' }, { name: 'n', kind: 'service' })).toEqual([])
  })

  it('does not blame a change for what was missing before', () => expect(change({ name: 'm' }, { name: 'n', kind: 'job' })).toEqual([]))

  it('does not judge again a value that stays', () => expect(change({ phone: 'bad' }, { name: 'n', phone: 'bad' })).toEqual([]))

  it('refuses to change what is only read, not to send it back', () => {
    expect(change({ code: 'b', status: 'b' }, { code: 'a', status: 'a' })).toEqual(['code READ_ONLY', 'status READ_ONLY'])
    expect(change({ code: 'a', status: 'a' }, { code: 'a', status: 'a' })).toEqual([])
  })

  it('keeps an answer given once for all', () => {
    const once = aForm(aField({ field: 'person', createOnly: true, required: true }))

    expect(validateForm(once, { person: 'a' }, { moment: MOMENT })).toEqual([])
    expect(validateForm(once, {}, { moment: MOMENT })).toMatchObject([{ code: 'REQUIRED' }])
    expect(validateForm(once, { person: 'b' }, { moment: MOMENT, partial: true, current: { person: 'a' } })).toMatchObject([{ code: 'READ_ONLY' }])
    expect(validateForm(once, { person: 'a' }, { moment: MOMENT, partial: true, current: { person: 'a' } })).toEqual([])
  })

  it('lets a reviewed field be proposed', () => expect(change({ summary: 'new' }, { summary: 'old' })).toEqual([]))

  it('takes an undefined value for one that is not sent', () => expect(change({ name: undefined }, { name: 'n' })).toEqual([]))

  it('checks what is not shown only when asked to', () => {
    const hidden = aForm(aField({ field: 'kind' }), aField({ field: 'phone', format: 'phone', shownIf: 'kind == "job"' }))

    expect(validateForm(hidden, { phone: 'bad' }, { moment: MOMENT })).toEqual([])
    expect(validateForm(hidden, { phone: 'bad' }, { moment: MOMENT, checkHidden: true })).toMatchObject([{ code: 'BAD_PHONE' }])
  })
})

describe('a retired choice', () => {
  const label = { fr: 'A', en: 'A' }
  const choices = [{ value: 'a', label, retired: true }, { value: 'b', label }]
  const change = (kind: 'choice' | 'choices', value: unknown, before: unknown) =>
    validateForm(aForm(aField({ kind, type: kind === 'choices' ? 'json' : 'string', choices })), { name: value }, { moment: MOMENT, partial: true, current: { name: before } }).map(({ code }) => code)

  it('is refused to whom did not have it', () => {
    expect(change('choice', 'a', 'b')).toEqual(['NOT_A_CHOICE'])
    expect(change('choices', ['a', 'b'], ['b'])).toEqual(['NOT_A_CHOICE'])
    expect(validateForm(aForm(aField({ kind: 'choice', choices })), { name: 'a' }, { moment: MOMENT }).map(({ code }) => code)).toEqual(['NOT_A_CHOICE'])
  })

  it('is kept by whom had it, while the rest of the answer changes', () => {
    expect(change('choice', 'a', 'a')).toEqual([])
    expect(change('choices', ['a', 'b'], ['a'])).toEqual([])
  })
})

describe('a place', () => {
  const form = aForm(aField({ field: 'latitude', type: 'float', kind: 'number', format: 'latitude' }), aField({ field: 'longitude', type: 'float', kind: 'number', format: 'longitude' }))

  it('outside France is a doubt, not an error', () => {
    const errors = validateForm(form, { latitude: 0, longitude: 0 }, { moment: MOMENT })

    expect(errors).toMatchObject([{ field: 'latitude', code: 'OUTSIDE_FRANCE', severity: 'confirm' }])
    expect(blockingErrors(errors)).toEqual([])
  })

  it('is judged with the coordinate it already had', () => {
    expect(validateForm(form, { latitude: 48.86 }, { moment: MOMENT, partial: true, current: { latitude: null, longitude: 2.35 } })).toEqual([])
    expect(validateForm(form, { latitude: 60 }, { moment: MOMENT, partial: true, current: { latitude: 48.86, longitude: '2.35' } })).toMatchObject([{ code: 'OUTSIDE_FRANCE' }])
    expect(validateForm(form, { latitude: 60 }, { moment: MOMENT, partial: true, current: { latitude: 60, longitude: 2 } })).toEqual([])
  })
})
