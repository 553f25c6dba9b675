import { describe, expect, it } from 'vitest'
import type { FieldState } from '../../../../../extensions/configurator/src/rules/field-state.ts'
import type { Impact } from '../../../../../extensions/configurator/src/service/impact.ts'
import type { ShownField } from '../../../../../extensions/configurator/src/service/overview.ts'
import { draftOf } from '../../../../../extensions/configurator/src/app/draft.ts'
import { textsFor } from '../../../../../extensions/configurator/src/app/texts.ts'
import { choiceWarnings, hidingWarning, retiringWarning } from '../../../../../extensions/configurator/src/app/warnings.ts'

const choice = (value: string) => ({ value, label: { fr: value, en: value }, retired: false })
const state: FieldState = { label: { fr: 'Suite', en: 'Next' }, help: null, section: 'local', sort: 1, width: 'full', hidden: false, retired: false, choices: [choice('oui'), choice('non')], levels: {}, rules: [] }
const field: ShownField = { field: 'x_suite', version: 'v', origin: 'local', isInherited: false, kind: 'choice', state, levels: {}, shipped: {}, ceilings: {} }
const impact: Impact = { records: 0, rules: ['x_date'], workflows: ['Suivi'], neededChoices: [{ value: 'oui', rules: ['x_date'], workflows: [] }], views: 0, dashboards: 0, choices: [] }
const words = { texts: textsFor('fr'), language: 'fr' as const, nameOf: () => '« Date »' }
const typed = (part: Partial<ReturnType<typeof draftOf>>) => ({ draft: { ...draftOf(field), ...part }, field, impact })

describe('what leans on a field is said before it goes', () => {
  it('names the rules and the workflow before a field is hidden, and nothing before that', () => {
    expect(hidingWarning(typed({ hidden: true }), words)).toMatch(/les règles de « Date », le parcours « Suivi » le lisent/)
    expect(hidingWarning(typed({}), words)).toBe('')
    expect(hidingWarning({ ...typed({ hidden: true }), impact: { ...impact, rules: [], workflows: [] } }, words)).toBe('')
  })

  it('names what needs a choice before it is retired, and only that choice', () => {
    const retiring = (value: string) => choiceWarnings(typed({ choices: draftOf(field).choices.map(own => ({ ...own, retired: own.value === value })) }), words)

    expect(retiring('oui')).toEqual([expect.stringMatching(/« oui » ne sera plus proposé, et les règles de « Date »/)])
    expect(retiring('non')).toEqual([])
  })

  it('names the workflow that uses a field before it is retired', () => {
    expect(retiringWarning({ ...impact, rules: [] }, words)).toMatch(/le parcours « Suivi » s’en servent encore/)
  })
})
