import type { AccessLevel, Audience, Label } from '@relais/schema'
import { ACCESS_LEVELS } from '@relais/schema'
import { reaches } from '@relais/schema/access'
import type { RuleKind } from '@relais/schema/forms/rules'
import type { FieldState } from '../rules/field-state.ts'
import type { ShownField } from '../service/overview.ts'

/** A choice being edited; a new one has no value yet. */
export interface DraftChoice { value?: string | number, label: Label, retired: boolean }

/** A field, or a section, as the form of the screen holds it. */
export interface Draft {
  type: string
  link: string
  label: Label
  help: Label
  section: string
  width: 'half' | 'full'
  hidden: boolean
  choices: DraftChoice[]
  /** Empty where the product decides. */
  levels: Partial<Record<Audience, AccessLevel | ''>>
  rules: Record<RuleKind, { expression: string, message: Label }>
}

/** What is edited, with what it was when it was read. */
export interface Seen { version: string, state: FieldState, kind: string }

const noRules = (): Draft['rules'] => ({
  shown_if: { expression: '', message: { fr: '', en: '' } }, required_if: { expression: '', message: { fr: '', en: '' } },
  valid_if: { expression: '', message: { fr: '', en: '' } }, computed: { expression: '', message: { fr: '', en: '' } },
})

/** The form of a new field, in a section. */
export function newDraft(section = 'local'): Draft {
  return { type: 'text', link: '', label: { fr: '', en: '' }, help: { fr: '', en: '' }, section, width: 'full', hidden: false, choices: [], levels: {}, rules: noRules() }
}

/** The form of a field or a section as it is. */
export function draftOf({ kind, state }: Pick<ShownField, 'kind' | 'state'>): Draft {
  const rules = noRules()
  for (const { kind: rule, expression, message } of state.rules) rules[rule] = { expression, message: { fr: message?.fr ?? '', en: message?.en ?? '' } }
  return {
    type: kind, link: '', label: { ...state.label }, help: { fr: state.help?.fr ?? '', en: state.help?.en ?? '' }, section: state.section ?? '', width: state.width, hidden: state.hidden,
    choices: state.choices?.map(({ value, label, retired }) => ({ value, label: { ...label }, retired })) ?? [], levels: { ...state.levels }, rules,
  }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** A draft without what says nothing: audiences left to the product, spaces around a rule. */
function tidy(draft: Draft): Draft {
  const levels = Object.fromEntries(Object.entries(draft.levels).filter(([, level]) => level).sort(([one], [other]) => one.localeCompare(other)))
  const rules = Object.fromEntries(Object.entries(draft.rules).map(([kind, { expression, message }]) => [kind, { expression: expression.trim(), message: expression.trim() ? message : { fr: '', en: '' } }]))
  return { ...draft, levels, rules: { ...noRules(), ...rules } }
}

/** The parts of a draft that differ from what it was. */
export function editedParts(draft: Draft, before: Draft): (keyof Draft)[] {
  const [now, then] = [tidy(draft), tidy(before)]
  return (Object.keys(then) as (keyof Draft)[]).filter(key => !isSame(now[key], then[key]))
}

/** What is sent to add a field. */
export function toNewField({ type, link, label, help, section, width, choices, levels }: Draft): Record<string, unknown> {
  return {
    type, label, width, section: section || null, levels: decided(levels, {}),
    ...(help.fr ? { help } : {}), ...(type === 'link' ? { link } : {}),
    ...(type === 'choice' || type === 'choices' ? { choices: choices.map(({ label: words }) => ({ label: words })) } : {}),
  }
}

/** What is sent to add a section. */
export function toNewSection({ label, help }: Draft): Record<string, unknown> {
  return { label, ...(help.fr ? { help } : {}) }
}

/** What is sent to change a field or a section: only what was edited, with the version that was seen. */
export function toChange(draft: Draft, { version, state, kind }: Seen): Record<string, unknown> {
  const edited = new Set(editedParts(draft, draftOf({ kind, state })))
  return {
    version,
    ...(edited.has('label') ? { label: draft.label } : {}),
    ...(edited.has('help') ? { help: draft.help.fr ? draft.help : null } : {}),
    ...(edited.has('section') ? { section: draft.section || null } : {}),
    ...(edited.has('width') ? { width: draft.width } : {}),
    ...(edited.has('hidden') ? { hidden: draft.hidden } : {}),
    ...(edited.has('choices') ? { choices: draft.choices } : {}),
    ...(edited.has('levels') ? { levels: decided(draft.levels, state.levels) } : {}),
    ...(edited.has('rules') ? { rules: toRules(draft.rules) } : {}),
  }
}

/** An emptied decision goes back to what the product gives. */
function decided(levels: Draft['levels'], before: FieldState['levels']): Record<string, AccessLevel | null> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(levels)])] as Audience[]
  return Object.fromEntries(names.flatMap((audience): [string, AccessLevel | null][] => {
    const level = levels[audience]
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

/**
 * What was typed, put on what somebody else saved meanwhile: his changes come in where nothing was typed, and
 * `conflicts` are the parts that both changed, where what was typed stays.
 */
export function rebase(draft: Draft, before: Draft, live: Draft): { draft: Draft, conflicts: (keyof Draft)[] } {
  const mine = editedParts(draft, before)
  const theirs = editedParts(live, before)
  const next: Draft = { ...live, ...Object.fromEntries(mine.map(key => [key, draft[key]])) }
  if (mine.includes('levels')) next.levels = mergedKeys(draft.levels, before.levels, live.levels)
  if (mine.includes('rules')) next.rules = { ...live.rules, ...mergedKeys(draft.rules, before.rules, live.rules) }
  // A choice is never taken away: those added meanwhile join the list.
  if (mine.includes('choices')) next.choices = [...draft.choices, ...live.choices.filter(({ value }) => !draft.choices.some(choice => choice.value === value))]
  return { draft: next, conflicts: mine.filter(key => theirs.includes(key) && !isSame(draft[key], live[key])) }
}

function mergedKeys<T extends object>(mine: T, before: T, live: T): T {
  const edited = Object.entries(mine).filter(([key, value]) => !isSame(value, Reflect.get(before, key)))
  return { ...live, ...Object.fromEntries(edited) }
}
