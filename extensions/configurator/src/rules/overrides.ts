import type { ChoiceOverride, FieldOverride } from '@relais/schema/forms'
import { canonical } from '@relais/schema/forms'
import type { FieldState, StateChoice } from './field-state.ts'

const isSame = (one: unknown, other: unknown): boolean => canonical(one ?? null) === canonical(other ?? null)

/** What a structure keeps of a field that comes from above it: only what differs; null when nothing does. */
export function overrideOf(above: FieldState, here: FieldState): FieldOverride | null {
  const choices = (here.choices ?? []).flatMap(({ value, label, retired }): ChoiceOverride[] => {
    const other = above.choices?.find(choice => choice.value === value)
    const change: ChoiceOverride = { value, ...(isSame(other?.label, label) ? {} : { label }), ...(retired === (other?.retired ?? false) ? {} : { retired }) }
    return Object.keys(change).length > 1 ? [change] : []
  })
  const override: FieldOverride = {
    ...(isSame(above.label, here.label) ? {} : { label: here.label }),
    ...(isSame(above.help, here.help) ? {} : { help: here.help }),
    ...(above.hidden === here.hidden ? {} : { hidden: here.hidden }),
    ...(choices.length > 0 ? { choices } : {}),
  }
  return Object.keys(override).length > 0 ? override : null
}

/** A field that comes from above, with what a structure keeps of its own and the rules it gave. */
export function withOverride(above: FieldState, override: FieldOverride | null, rules: FieldState['rules']): FieldState {
  const { label, help, hidden, choices } = override ?? {}
  return {
    ...above, rules, label: label ?? above.label, help: help === undefined ? above.help : help, hidden: hidden ?? above.hidden,
    choices: above.choices && withChoices(above.choices, choices ?? []),
  }
}

function withChoices(above: readonly StateChoice[], overrides: readonly ChoiceOverride[]): StateChoice[] {
  const changed = above.map((choice) => {
    const override = overrides.find(({ value }) => value === choice.value)
    return { ...choice, label: override?.label ?? choice.label, retired: override?.retired ?? choice.retired }
  })
  const added = overrides.flatMap(({ value, label, retired = false }) => label && !above.some(choice => choice.value === value) ? [{ value, label, retired }] : [])
  return [...changed, ...added]
}
