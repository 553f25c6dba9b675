import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildForm } from '@relais/schema/forms'
import type { RuleContext, RuleField, RuleKind } from '@relais/schema/forms/rules'
import { checkRule, FINDING_CODES, MAX_LENGTH, parseRule, toDirectusFilter } from '@relais/schema/forms/rules'
import { collections } from '@relais/schema'
import { almostARule } from './arbitraries.ts'

const label = (text: string) => ({ fr: text, en: text })
const fields: RuleField[] = [
  { name: 'age_known', label: label('Âge'), type: 'number' }, { name: 'total', label: label('Total'), type: 'number' }, { name: 'mean', label: label('Moyenne'), type: 'number' },
  { name: 'birth_date', label: label('Date de naissance'), type: 'date' }, { name: 'seen_at', label: label('Vu le'), type: 'datetime' }, { name: 'city', label: label('Ville'), type: 'text' },
  { name: 'is_known', label: label('Connu'), type: 'boolean' }, { name: 'referent', label: label('Référent'), type: 'link' }, { name: 'needs', label: label('Besoins'), type: 'rows' },
  { name: 'extra', label: label('Données'), type: 'other' }, { name: 'hours', label: label('Heures'), type: 'number', isKept: true },
  { name: 'kind', label: label('Nature'), type: 'choice', choices: [{ value: 'job', label: label('Emploi') }, { value: 'old', label: label('Ancien'), retired: true }] },
  { name: 'themes', label: label('Thèmes'), type: 'multiple', choices: [{ value: 'housing', label: label('Logement') }, { value: 'health', label: label('Santé') }] },
  { name: 'secret', label: label('Note'), type: 'text', unreadableBy: [label('Partenaires'), label('Bénéficiaires')] },
]
const codes = (text: string, context: Partial<RuleContext> = {}): string[] => checkRule(text, { field: 'total', kind: 'required_if', fields, ...context }).map(({ code }) => code)
const first = (text: string, context: Partial<RuleContext> = {}): string => checkRule(text, { field: 'total', kind: 'required_if', fields, ...context })[0]?.message.fr ?? ''

describe('checkRule', () => {
  it.each([
    'age_known < 18 && "housing" in themes', 'age(birth_date) >= 18', 'kind == "job"', 'kind in ["job"]', 'themes.contains("health")', 'themes in ["housing", "health"]', 'birth_date < "2010-01-01"',
    'birth_date <= today()', 'seen_at > birth_date', 'days_between(birth_date, seen_at) > 30', 'add_days(birth_date, 10) < today()', 'is_empty(referent)', 'count(needs) > 2', 'count(themes) == 1',
    'city.startsWith("Saint")', 'lower(city) == "paris"', 'round(mean, 1) > 2.5', 'is_known', '!is_known', 'referent != null', 'city == kind', '(is_known ? 1 : 2) == age_known', 'city + " " + kind == "x"',
  ])('accepts: %s', text => expect(codes(text)).toEqual([]))

  it.each<[string, string[]]>([
    ['', ['SYNTAX']], ['age_known = 1', ['SYNTAX']], ['function == 1', ['RESERVED_WORD']], ['x'.repeat(MAX_LENGTH + 1), ['TOO_LONG']], [Array.from({ length: 150 }, () => 'is_known').join('&&'), ['TOO_DEEP']],
    [`${'('.repeat(40)}is_known${')'.repeat(40)}`, ['TOO_DEEP']], ['needs[0] == 1', ['NOT_ALLOWED']], ['{"a": 1} == 1', ['NOT_ALLOWED']], ['referent.name == "x"', ['NOT_ALLOWED']], ['b"x" == city', ['NOT_ALLOWED']],
    ['has(city)', ['UNKNOWN_FUNCTION']], ['needs.exists(n, n > 1)', ['UNKNOWN_FUNCTION']], ['needs.map(n, n)', ['UNKNOWN_FUNCTION']], ['needs.filter(n, n)', ['UNKNOWN_FUNCTION']], ['city.matches("(a+)+$")', ['UNKNOWN_FUNCTION']],
    ['age() > 1', ['WRONG_ARGUMENTS']], ['age(birth_date, 1) > 1', ['WRONG_ARGUMENTS']], ['age_knwon > 1', ['UNKNOWN_FIELD']], ['age(city) > 1', ['WRONG_TYPE']], ['age_known == "a"', ['WRONG_TYPE']], ['birth_date < "demain"', ['WRONG_TYPE']],
    ['kind < "job"', ['WRONG_TYPE']], ['needs > 1', ['WRONG_TYPE']], ['is_empty(needs)', ['WRONG_TYPE']], ['themes == "housing"', ['WRONG_TYPE']], ['city in "x"', ['WRONG_TYPE']], ['city && is_known', ['WRONG_TYPE']], ['birth_date + 1 > today()', ['WRONG_TYPE']],
    ['age_known < null', ['WRONG_TYPE']], ['extra == "x"', ['WRONG_TYPE']], ['age_known in ["a"]', ['WRONG_TYPE']], ['-city > 1', ['WRONG_TYPE']],
    ['kind == "jobs"', ['NOT_A_CHOICE']], ['"houssing" in themes', ['NOT_A_CHOICE']], ['themes.contains("x")', ['NOT_A_CHOICE']], ['kind in ["job", "x"]', ['NOT_A_CHOICE']], ['kind == "old"', ['RETIRED_CHOICE']],
    ['secret == "a"', ['NOT_READABLE']], ['age_known + 1', ['NOT_A_CONDITION']], ['total > 1', ['ITSELF']], ['agee > 1 && citi == "x"', ['UNKNOWN_FIELD', 'UNKNOWN_FIELD']],
  ])('refuses: %s', (text, expected) => expect(codes(text)).toEqual(expected))

  it('judges what a computed field can hold', () => {
    const computed = (field: string, text: string): string[] => codes(text, { field, kind: 'computed' })

    expect(computed('total', 'age_known * 2')).toEqual([])
    expect(computed('city', 'kind + " " + age_known')).toEqual([])
    expect(computed('kind', 'is_known ? "job" : null')).toEqual([])
    expect(computed('birth_date', 'is_known ? "2026-01-01" : today()')).toEqual([])
    expect(computed('is_known', 'age_known > 3')).toEqual([])
    expect(computed('total', 'city')).toEqual(['WRONG_RESULT'])
    expect(computed('kind', 'is_known ? "job" : "x"')).toEqual(['NOT_A_CHOICE'])
    expect(computed('birth_date', '"x"')).toEqual(['WRONG_RESULT'])
    for (const field of ['themes', 'referent', 'needs', 'extra', 'hours']) expect(computed(field, '1')).toEqual(['NOT_COMPUTABLE'])
    expect(computed('total', 'total + 1')).toEqual(['ITSELF'])
  })

  it('finds circles through what shows and what computes, and lets fields require one another', () => {
    const rules = (kind: RuleKind) => [{ field: 'mean', kind, expression: 'total + 1 > 2' }, { field: 'age_known', kind, expression: 'mean > 1' }]

    expect(codes('age_known + 1', { kind: 'computed', rules: rules('computed') })).toEqual(['CIRCLE'])
    expect(codes('age_known > 1', { kind: 'shown_if', rules: rules('computed') })).toEqual(['CIRCLE'])
    expect(codes('age_known > 1', { kind: 'required_if', rules: rules('required_if') })).toEqual([])
    expect(codes('age_known > 1', { kind: 'shown_if', rules: rules('valid_if') })).toEqual([])
    expect(first('age_known + 1', { kind: 'computed', rules: rules('computed') })).toContain('Total → Âge → Moyenne → Total')
  })

  it('lets a check read its own field', () => expect(codes('total < 100', { kind: 'valid_if' })).toEqual([]))

  it('says which field is meant and what to do', () => {
    expect(first('age_knwon > 1')).toBe('Le champ « age_knwon » n’existe pas dans cette fiche. Vouliez-vous dire « age_known » ?')
    expect(first('kind == "Emploi"')).toBe('« Emploi » n’est pas une réponse de « Nature ». Vouliez-vous dire « job » ?')
    expect(first('secret == "a"')).toBe('« Note » n’est pas visible pour : Partenaires, Bénéficiaires, à qui ce champ est posé. Ouvrez-le en lecture à ce public, ou retirez-le de la règle.')
    expect(first('birth_date < "12/03/2026"')).toBe('C’est un texte, il faut ici une date, écrite comme "2026-03-12".')
    expect(first('age(city) > 1')).toBe('« Ville » est un texte, il faut ici une date.')
  })

  it('points at what is wrong', () => {
    const text = 'age_known > 1 && citi == "x"'
    const [found] = checkRule(text, { field: 'total', kind: 'required_if', fields })

    expect(text.slice(found?.start, found?.end)).toBe('citi')
  })

  it('always answers, with known codes', () => {
    fc.assert(fc.property(fc.oneof(almostARule, fc.string()), fc.constantFrom<RuleKind>('shown_if', 'valid_if', 'computed'), (text, kind) =>
      checkRule(text, { field: 'total', kind, fields }).every(({ code, start, end }) => FINDING_CODES.includes(code) && start <= end)), { numRuns: 2000 })
  })
})

describe('the rules that the product declares', () => {
  const forms = Object.values(collections).map(collection => buildForm(collection, 'admin', [], [], { forServer: true }))

  it('are all read, and followed by the Studio itself', () => {
    const texts = forms.flatMap(form => form.fields.flatMap(({ shownIf, requiredIf }) => [shownIf, requiredIf])).filter(text => text !== null)
    const unread = texts.filter((text) => {
      const parsed = parseRule(text)
      return !('rule' in parsed) || toDirectusFilter(parsed.rule) === null
    })

    expect(texts.length).toBeGreaterThan(30)
    expect(unread).toEqual([])
  })
})
