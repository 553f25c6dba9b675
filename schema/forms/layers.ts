import type { Label } from '../define.ts'
import type { FormChoice, FormField, LocalRule } from './types.ts'

/** A choice that a structure added, renamed or retired. */
export interface ChoiceOverride { value: string | number, label?: Label, retired?: boolean }

/** What a structure changes of a field that it did not add; what is absent stays as above it. */
export interface FieldOverride { label?: Label, help?: Label | null, hidden?: boolean, choices?: ChoiceOverride[] }

/** A row of `field_layers`. */
export interface FieldLayer { structure: string, collection: string, field: string, isOwn: boolean, override: FieldOverride | null }

/**
 * The structures whose layers apply, from the root of the network to the nearest one. Everywhere: every field exists,
 * and no structure has its say about those of the network.
 */
export type Within = readonly string[] | 'everywhere'

/** Only what the network decided. */
export const NETWORK: Within = []

interface Placed { structure?: string | null }

/** What each field belongs to, by name, among the layers of one collection: a structure, justice, or both. */
export function ownersOf(layers: readonly FieldLayer[]): Owners {
  const owned = Map.groupBy(layers.filter(({ isOwn }) => isOwn), ({ field }) => field)
  return new Map([...owned].map(([field, rows]) => [field, rows.map(({ structure }) => structure)]))
}

type Owners = ReadonlyMap<string, readonly string[]>

/** Whether something of a structure, or of the network, applies here. */
export function applies({ structure = null }: Placed, within: Within): boolean {
  return structure === null || (within !== 'everywhere' && within.includes(structure))
}

/** Whether a field exists here: where all that it belongs to does. */
export function existsIn(field: string, owners: Owners, within: Within): boolean {
  return within === 'everywhere' || (owners.get(field) ?? []).every(owner => within.includes(owner))
}

/** The rules to follow: those of the network and of the layers, and everywhere those that a structure gave its own field. */
export function rulesWithin<R extends LocalRule>(rules: readonly R[], owners: Owners, within: Within): R[] {
  return rules.filter(rule => applies(rule, within) || (within === 'everywhere' && owners.get(rule.field)?.some(owner => owner === rule.structure)))
}

/** What the layers say of one field, the nearest last. */
export function overridesOf(field: string, layers: readonly FieldLayer[], within: Within): FieldOverride[] {
  if (within === 'everywhere') return []
  return within.flatMap(structure => layers.find(layer => layer.structure === structure && layer.field === field)?.override ?? [])
}

/** A field with what a structure changed of it, and whether it is hidden. */
export function overridden({ field, hidden }: { field: FormField, hidden: boolean }, override: FieldOverride): { field: FormField, hidden: boolean } {
  const isHidden = override.hidden ?? hidden
  return {
    hidden: isHidden,
    field: {
      ...field,
      label: override.label ?? field.label,
      help: override.help === undefined ? field.help : override.help,
      choices: field.choices && override.choices ? mergedChoices(field.choices, override.choices) : field.choices,
      // Nobody is asked for what he cannot see.
      ...isHidden ? { required: false, requiredIf: null } : {},
    },
  }
}

function mergedChoices(choices: readonly FormChoice[], overrides: readonly ChoiceOverride[]): FormChoice[] {
  const of = (value: string | number): ChoiceOverride | undefined => overrides.find(override => override.value === value)
  const merged = choices.map(({ retired, ...choice }): FormChoice => {
    const override = of(choice.value)
    return { ...choice, ...(override?.label ? { label: override.label } : {}), ...((override?.retired ?? retired) ? { retired: true } : {}) }
  })
  const added = overrides.filter(({ value, label }) => label !== undefined && !choices.some(choice => choice.value === value))
  return [...merged, ...added.map(({ value, label = { fr: String(value), en: String(value) }, retired }): FormChoice => ({ value, label, ...(retired ? { retired: true } : {}) }))]
}
