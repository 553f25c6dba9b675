import type { Impact } from '../service/impact.ts'
import type { ShownField } from '../service/overview.ts'
import type { Draft } from './draft.ts'
import type { Language, Texts } from './texts.ts'
import { fill } from './texts.ts'

interface Words { texts: Texts, language: Language, nameOf: (field: string) => string }

/** What leans on a field or on a choice, in words: the rules of other fields, the workflows. */
function dependants({ rules, workflows }: Pick<Impact, 'rules' | 'workflows'>, { texts, nameOf }: Words): string[] {
  return [
    ...rules.length > 0 ? [fill(texts.dependRules, { names: rules.map(nameOf).join(', ') })] : [],
    ...workflows.length > 0 ? [fill(texts.dependWorkflows, { names: workflows.map(name => `« ${name} »`).join(', ') })] : [],
  ]
}

/** What hiding this field, as it is typed, would leave without an answer; nothing when nobody leans on it. */
export function hidingWarning({ draft, field, impact }: { draft: Draft, field: ShownField, impact: Impact }, words: Words): string {
  const leaning = draft.hidden && !field.state.hidden ? dependants(impact, words) : []
  return leaning.length > 0 ? fill(words.texts.hideTouches, { what: leaning.join(', ') }) : ''
}

/** What retiring this field would touch: workflows that name it; the rules that read it refuse. */
export function retiringWarning(impact: Impact, words: Words): string {
  const leaning = dependants(impact, words)
  return leaning.length > 0 ? fill(words.texts.retireTouches, { what: leaning.join(', ') }) : ''
}

/** Each choice that is being retired while something leans on it. */
export function choiceWarnings({ draft, field, impact }: { draft: Draft, field: ShownField, impact: Impact }, words: Words): string[] {
  return draft.choices.flatMap(({ value, label, retired }) => {
    const was = field.state.choices?.find(choice => choice.value === value)
    const needed = impact.neededChoices.find(choice => choice.value === String(value))
    if (!retired || was?.retired !== false || !needed) return []
    return [fill(words.texts.choiceTouches, { choice: label[words.language] || label.fr, what: dependants(needed, words).join(', ') })]
  })
}
