import { levelOf } from '../access/levels.ts'
import type { FieldSetting } from '../access/levels.ts'
import type { Audience, CollectionDefinition, Field, Label } from '../define.ts'
import { readsOf } from './computed.ts'
import { describeDeclared } from './declared.ts'
import type { Description } from './description.ts'
import { localHelp } from './description.ts'
import type { FieldLayer, Within } from './layers.ts'
import { existsIn, NETWORK, overridden, overridesOf, ownersOf, rulesWithin } from './layers.ts'
import { describeLocal } from './local.ts'
import type { StudioTranslation } from './studio.ts'
import { isAskable, labelOf, translated } from './studio.ts'
import type { Form, FormField, FormSection, LiveField, LocalRule } from './types.ts'

export interface BuildOptions {
  /** Texts of the Studio called by `$t:key`. */
  translations?: readonly StudioTranslation[]
  /** Rules that local administrators gave the fields. */
  rules?: readonly LocalRule[]
  /** What structures made of the fields. */
  layers?: readonly FieldLayer[]
  /** Whose layers apply; by default those of nobody in particular. */
  within?: Within
  /**
   * The form as the server checks it: hidden and read-only fields are known too, and may be set by our own code;
   * rights are the business of the permissions. Empty sections are in it.
   */
  forServer?: boolean
}

/** Section that gathers the fields added on this instance. */
export const LOCAL_SECTION = 'local'
/** Local fields are prefixed so that a later release of the product can never take their name. */
export const LOCAL_PREFIX = 'x_'
const SECTION_PREFIX = 'section_'
const LOCAL_LABEL: Label = { fr: 'Champs locaux', en: 'Local fields' }

/**
 * The form of a collection for an audience: the declaration, then what local administrators changed or added in the
 * Studio (labels, help, order, stricter rules, more choices, whole fields), cut to what the audience may see.
 */
export function buildForm(
  declaration: CollectionDefinition,
  audience: Audience,
  settings: readonly FieldSetting[] = [],
  liveFields: readonly LiveField[] = [],
  options: BuildOptions = {},
): Form {
  const translations = options.translations ?? []
  const within = options.within ?? NETWORK
  const layers = options.layers?.filter(({ collection }) => collection === declaration.collection) ?? []
  const owners = ownersOf(layers)
  const applicable = rulesWithin(options.rules?.filter(({ collection }) => collection === declaration.collection) ?? [], owners, within)
  const rules = (name: string): LocalRule[] => applicable.filter(({ field }) => field === name)
  const live = new Map(liveFields.map(field => [field.field, field]))
  const declared = Object.entries(declaration.fields).flatMap(([name, field], index) => {
    const level = levelOf(declaration, name, audience, settings)
    return level === 'none' || !isAsked(field, live.get(name)) || !existsIn(name, owners, within) ? [] : [sorted(describeDeclared({ name, declared: field, level, isOwner: declaration.owner === name, live: live.get(name), translations, rules: rules(name) }), live.get(name), index)]
  })
  const local = liveFields.filter(field => !declaration.fields[field.field] && isAskable(field) && existsIn(field.field, owners, within)).flatMap((field, index) => {
    const level = levelOf(declaration, field.field, audience, settings)
    return level === 'none' ? [] : [sorted(describeLocal(field, level, translations, rules(field.field)), field, 1000 + index)]
  })
  const fields = [...declared, ...local]
    .map(({ description, sort }) => ({ description: layered(description, layers, owners, within), sort }))
    .filter(({ description }) => options.forServer || !description.hidden)
    .sort((a, b) => a.sort - b.sort)
    .map(({ description: { field, group } }) => ({ ...field, section: sectionOf(field, group, declaration, live) }))
  return {
    collection: declaration.collection,
    label: declaration.label,
    singular: declaration.singular,
    sections: sectionsOf(declaration, live, fields, translations).filter(({ key }) => options.forServer || fields.some(({ section }) => section === key)),
    fields: options.forServer ? fields.map(asServerField) : fields,
    counts: countsOf(fields, declaration, live),
  }
}

/** What the rules of a form read that is no answer: lists of related rows, of which there is a number. */
function countsOf(fields: readonly FormField[], declaration: CollectionDefinition, live: ReadonlyMap<string, LiveField>): string[] {
  const texts = fields.flatMap(({ shownIf, requiredIf, readonlyIf, validIf, computed }) => [shownIf, requiredIf, readonlyIf, computed, ...validIf.map(({ rule }) => rule)])
  const names = new Set(texts.flatMap(text => text === null ? [] : readsOf(text)))
  return [...names].filter(name => declaration.fields[name]?.relation?.kind === 'o2m' || live.get(name)?.special.includes('o2m'))
}

/** The field as the structures of whoever is asked made it; that of one structure is not asked of the others. */
function layered(description: Description, layers: readonly FieldLayer[], owners: ReturnType<typeof ownersOf>, within: Within): Description {
  if (within === 'everywhere' && owners.has(description.field.field)) return { ...description, field: { ...description.field, required: false, requiredIf: null } }
  return overridesOf(description.field.field, layers, within).reduce<Description>((current, override) => ({ ...current, ...overridden(current, override) }), description)
}

const sorted = (description: Description, live: LiveField | undefined, index: number) => ({ description, sort: live?.sort ?? index + 1 })

const isAsked = (field: Field, live: LiveField | undefined): boolean => field.type !== 'alias' && field.type !== 'hash' && (live === undefined || isAskable(live))

/** Code of the product may set what people only read. */
const asServerField = (field: FormField): FormField => ({ ...field, readonly: false, createOnly: false, readonlyIf: null, level: 'write' })

/** The Studio group of a field, as a section of the form; groups made in the Studio are sections too. */
function sectionOf(field: FormField, group: string | null, declaration: CollectionDefinition, live: ReadonlyMap<string, LiveField>): string | null {
  if (group === null) return field.local ? LOCAL_SECTION : field.section
  const key = group.startsWith(SECTION_PREFIX) ? group.slice(SECTION_PREFIX.length) : group
  if (declaration.sections?.[key] || key === LOCAL_SECTION) return key
  return live.has(group) ? group : field.section
}

function sectionsOf(declaration: CollectionDefinition, live: ReadonlyMap<string, LiveField>, fields: readonly FormField[], translations: readonly StudioTranslation[]): FormSection[] {
  const used = new Set(fields.map(({ section }) => section))
  const shipped = Object.entries({ ...declaration.sections, [LOCAL_SECTION]: { label: LOCAL_LABEL, help: undefined } })
    .map(([key, { label, help }]) => ({ key, label, help: help ?? null, group: live.get(`${SECTION_PREFIX}${key}`) }))
  const known = new Set(shipped.flatMap(({ key, group }) => [key, group?.field]))
  const added = [...live.values()].filter(({ field, special }) => !known.has(field) && (used.has(field) || special.includes('group')))
    .map(group => ({ key: group.field, label: labelOf(group), help: null, group }))
  // In the order of the Studio; those of the product come first where it says nothing, that of local fields last.
  const rank = (key: string, group: LiveField | undefined): number => group?.sort ?? (key === LOCAL_SECTION ? Infinity : declaration.sections?.[key] ? -1 : Number.MAX_VALUE)
  return [...shipped, ...added].map(({ key, label, help, group }) => ({ rank: rank(key, group), section: { key, ...inStudio(group, label, help, translations) } }))
    .sort((one, other) => (one.rank === other.rank ? 0 : one.rank - other.rank)).map(({ section }) => section)
}

function inStudio(group: LiveField | undefined, label: Label, help: Label | null, translations: readonly StudioTranslation[]): { label: Label, help: Label | null } {
  return { label: (group && translated(group)) ?? label, help: localHelp(group, help, translations) }
}
