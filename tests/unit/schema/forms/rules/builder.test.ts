import { describe, expect, it } from 'vitest'
import type { Builder, RuleField } from '@relais/schema/forms/rules'
import { fromBuilder, parseRule, printRule, sentence, toBuilder } from '@relais/schema/forms/rules'

function builderOf(text: string): Builder | null {
  const parsed = parseRule(text)
  if (!('rule' in parsed)) throw new Error(text)
  return toBuilder(parsed.rule)
}

describe('the pickers', () => {
  it('edit groups of rows, one level down', () => {
    expect(builderOf('age(birth_date) < 18 && (kind == "job" || !is_empty(city)) && count(needs) >= 2')).toEqual({
      match: 'all',
      rows: [
        { field: 'birth_date', measure: 'age', operator: 'less', operand: { value: 18 } },
        { match: 'any', rows: [{ field: 'kind', measure: 'value', operator: 'is', operand: { value: 'job' } }, { field: 'city', measure: 'value', operator: 'is_filled', operand: null }] },
        { field: 'needs', measure: 'count', operator: 'at_least', operand: { value: 2 } },
      ],
    })
  })

  it.each([
    'kind == "job"', 'kind != "job"', 'a < b', 'when <= today()', 'kind in ["a", "b"]', '!(kind in ["a", "b"])', 'themes.contains("x")', '!themes.contains("x")', 'city.startsWith("S")', 'is_empty(city)', '!is_empty(city)',
    'a == 1 || b == 2 && c == 3', 'age(birth) > 17 && count(needs) == 0',
  ])('write again what they read: %s', (text) => {
    const builder = builderOf(text)

    expect(builder && printRule(fromBuilder(builder))).toBe(text)
  })

  it('write a yes/no in full', () => expect(printRule(fromBuilder(builderOf('is_known && !is_old') ?? { match: 'any', rows: [] }))).toBe('is_known == true && is_old != true'))

  it('always hold without any row', () => expect(printRule(fromBuilder({ match: 'any', rows: [] }))).toBe('true'))

  it.each(['a + 1 > 2', 'a == 1 && (b == 2 || c == 3 && d == 4)', 'is_known ? a == 1 : b == 2', 'days_between(a, b) > 3', '!(a == 1 && b == 2)', 'lower(city) == "x"', '1 == a'])('leave to the text: %s', text => expect(builderOf(text)).toBeNull())
})

const label = (fr: string, en: string) => ({ fr, en })
const fields: RuleField[] = [
  { name: 'age', label: label('Âge', 'Age'), type: 'number' }, { name: 'birth', label: label('Date de naissance', 'Birth date'), type: 'date' }, { name: 'is_known', label: label('Connu', 'Known'), type: 'boolean' },
  { name: 'needs', label: label('Besoins', 'Needs'), type: 'rows' }, { name: 'city', label: label('Ville', 'Town'), type: 'text' },
  { name: 'need', label: label('Besoin', 'Need'), type: 'choice', choices: [{ value: 'housing', label: label('Logement', 'Housing') }, { value: 'health', label: label('Santé', 'Health') }] },
  { name: 'themes', label: label('Thèmes', 'Themes'), type: 'multiple', choices: [{ value: 'housing', label: label('Logement', 'Housing') }] },
]

describe('the sentence', () => {
  it.each([
    ['age < 18 && need in ["housing", "health"]', 'Affiché si Âge est inférieur à 18 et Besoin est l’un de : Logement, Santé', 'Shown if Age is less than 18 and Need is one of: Housing, Health'],
    ['need == "housing" || is_known', 'Affiché si Besoin est Logement ou Connu est oui', 'Shown if Need is Housing or Known is yes'],
    ['birth < "2010-02-01" && !(need == "health")', 'Affiché si Date de naissance est avant 01/02/2010 et il est faux que (Besoin est Santé)', 'Shown if Birth date is before 01/02/2010 and it is false that (Need is Health)'],
    ['count(needs) >= 2 && (is_empty(city) || !is_empty(age))', 'Affiché si le nombre de Besoins est supérieur ou égal à 2 et (Ville est vide ou Âge est rempli)', 'Shown if the number of Needs is at least 2 and (Town is empty or Age is filled)'],
    ['"housing" in themes', 'Affiché si Thèmes contient Logement', 'Shown if Themes contains Housing'],
    ['age(birth) < 18', 'Affiché si l’âge donné par Date de naissance est inférieur à 18', 'Shown if the age given by Birth date is less than 18'],
    ['!themes.contains("housing") && city == "Paris"', 'Affiché si Thèmes ne contient pas Logement et Ville est « Paris »', 'Shown if Themes does not contain Housing and Town is “Paris”'],
    ['birth <= today() && is_known == false', 'Affiché si Date de naissance est avant ou le même jour que aujourd’hui et Connu est non', 'Shown if Birth date is before or the same day as today and Known is no'],
  ])('%s', (text, fr, en) => {
    expect(sentence(text, { kind: 'shown_if', fields }, 'fr')).toBe(fr)
    expect(sentence(text, { kind: 'shown_if', fields }, 'en')).toBe(en)
  })

  it('says what is computed, and nothing of what is no rule', () => {
    expect(sentence('is_known ? age * 2 : round(age / 3)', { kind: 'computed', fields }, 'fr')).toBe('Calculé : (Âge × 2) si Connu est oui, sinon (Âge ÷ 3) arrondi')
    expect(sentence('age <', { kind: 'computed', fields }, 'fr')).toBeNull()
  })
})
