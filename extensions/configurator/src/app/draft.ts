import type { AccessLevel, Audience, Label } from '@relais/schema'
import { ACCESS_LEVELS } from '@relais/schema'
import { reaches } from '@relais/schema/access'
import type { RuleKind } from '@relais/schema/forms/rules'
import type { FieldState } from '../rules/field-state.ts'
import type { ShownField } from '../service/overview.ts'

/** A choice being edited; a new one has no value yet. */
export interface DraftChoice { value?: string | number, label: Label, retired: boolean }

/** A field as the form of the screen holds it. */
export interface Draft {
  type: string
  link: string
  label: Label
  help: Label
  section: string
  width: 'half' | 'full'
  hidden: boolean
  choices: DraftChoice[]
  levels: Partial<Record<Audience, AccessLevel | ''>>
  rules: Record<RuleKind, { expression: string, message: Label }>
}

const noRules = (): Draft['rules'] => ({
  shown_if: { expression: '', message: { fr: '', en: '' } }, required_if: { expression: '', message: { fr: '', en: '' } },
  valid_if: { expression: '', message: { fr: '', en: '' } }, computed: { expression: '', message: { fr: '', en: '' } },
})

/** The form of a new field. */
export function newDraft(): Draft {
  return { type: 'text', link: '', label: { fr: '', en: '' }, help: { fr: '', en: '' }, section: 'local', width: 'full', hidden: false, choices: [], levels: {}, rules: noRules() }
}

/** The form of a field as it is. */
export function draftOf({ kind, state }: Pick<ShownField, 'kind' | 'state'>): Draft {
  const rules = noRules()
  for (const { kind: rule, expression, message } of state.rules) rules[rule] = { expression, message: { fr: message?.fr ?? '', en: message?.en ?? '' } }
  return {
    type: kind, link: '', label: { ...state.label }, help: { fr: state.help?.fr ?? '', en: state.help?.en ?? '' }, section: state.section ?? '', width: state.width, hidden: state.hidden,
    choices: state.choices?.map(({ value, label, retired }) => ({ value, label: { ...label }, retired })) ?? [], levels: { ...state.levels }, rules,
  }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** What is sent to add a field. */
export function toNewField({ type, link, label, help, section, width, choices, levels }: Draft): Record<string, unknown> {
  return {
    type, label, width, section: section || null, levels: decided(levels, {}),
    ...(help.fr ? { help } : {}), ...(type === 'link' ? { link } : {}),
    ...(type === 'choice' || type === 'choices' ? { choices: choices.map(({ label: words }) => ({ label: words })) } : {}),
  }
}

/** What is sent to change a field: only what was edited, with the version that was seen. */
export function toChange(draft: Draft, { version, state, kind }: Pick<ShownField, 'version' | 'state' | 'kind'>): Record<string, unknown> {
  const before = draftOf({ kind, state })
  const changed = (key: keyof Draft): boolean => !isSame(draft[key], before[key])
  return {
    version,
    ...(changed('label') ? { label: draft.label } : {}),
    ...(changed('help') ? { help: draft.help.fr ? draft.help : null } : {}),
    ...(changed('section') ? { section: draft.section || null } : {}),
    ...(changed('width') ? { width: draft.width } : {}),
    ...(changed('hidden') ? { hidden: draft.hidden } : {}),
    ...(changed('choices') ? { choices: draft.choices } : {}),
    ...(changed('levels') ? { levels: decided(draft.levels, state.levels) } : {}),
    ...(changed('rules') ? { rules: toRules(draft.rules) } : {}),
  }
}

/** An emptied decision goes back to what the product gives. */
function decided(levels: Draft['levels'], before: FieldState['levels']): Record<string, AccessLevel | null> {
  return Object.fromEntries(Object.entries(levels).flatMap(([audience, level]): [string, AccessLevel | null][] => {
    if (level) return [[audience, level]]
    return Object.hasOwn(before, audience) ? [[audience, null]] : []
  }))
}

function toRules(rules: Draft['rules']): object[] {
  return Object.entries(rules).filter(([, { expression }]) => expression.trim() !== '')
    .map(([kind, { expression, message }]) => ({ kind, expression: expression.trim(), message: message.fr ? message : null }))
}

/** The levels that may be chosen up to a ceiling. */
export function levelsUpTo(ceiling: AccessLevel | undefined): AccessLevel[] {
  return ACCESS_LEVELS.filter(level => reaches(ceiling ?? 'none', level))
}
