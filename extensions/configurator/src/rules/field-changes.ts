import type { AccessLevel, Audience } from '@relais/schema'
import { reaches } from '@relais/schema/access'
import { LOCAL_SECTION, hasMarkup } from '@relais/schema/forms'
import { fieldsOf, parseRule } from '@relais/schema/forms/rules'
import { isLinkTarget, MAX_CHOICES, MAX_LABEL, MAX_LOCAL_FIELDS } from './allow-list.ts'
import type { FieldChange, NewField } from './change-bodies.ts'
import { checkHelp, checkLabel, lastSort, move } from './checks.ts'
import { choiceValueFor, folded, nameFor } from './field-names.ts'
import type { FieldState, StateChoice, States } from './field-state.ts'
import { isSameState } from './field-state.ts'
import type { Refusal } from './refusals.ts'
import { refusal } from './refusals.ts'

/** A field as the rules know it. */
export interface KnownField {
  name: string
  state: FieldState
  isLocal: boolean
  /** The product wants it in every record. */
  isRequired: boolean
  /** The product decides when it is shown. */
  isConditional: boolean
  /** Its values are of a closed list. */
  hasChoices: boolean
  /** Seen from a structure that did not add it: only its words, choices and rules change there. */
  isInherited?: boolean
  /** A yes or no that starts at no: a « Non » is then no answer. */
  isEmptyNo?: boolean
  /** The list that a local link leads to. */
  leadsTo?: string
  /** Values of the choices that structures added, here or elsewhere. */
  takenChoices?: readonly string[]
}

/** What a decision may give each audience, at most. */
export type Ceilings = Partial<Record<Audience, AccessLevel>>

/** A section as the rules know it: `name` is that of its group in the Studio, `key` that of the forms. */
export interface KnownSection extends KnownField { key: string }

export interface KnownCollection {
  fields: readonly KnownField[]
  /** Every name taken, sections and lists of related rows too. */
  names: readonly string[]
  /** Those of other structures, that nobody sees here. */
  unseenNames?: readonly string[]
  /** In the order of the forms. */
  sections: readonly KnownSection[]
  /** Those of a local field, and those of each product field by name. */
  ceilings: (field: string | null) => Ceilings
  /** Where a link may lead: how that list is called, and the audiences that read nothing of it. */
  unreadable?: (collection: string) => { label: string, audiences: readonly { value: Audience, label: string }[] }
}

export type Outcome<T> = T | { refusal: Refusal }
const isRefused = (outcome: object): outcome is { refusal: Refusal } => 'refusal' in outcome

/** The name and the first state of a new field, or why it may not be added. */
export function addField(asked: NewField, known: KnownCollection): Outcome<{ name: string, state: FieldState }> {
  const field = asked.label.fr
  const wrong = checkLabel(asked.label, null, known.fields) ?? checkHelp(field, asked.help ?? null)
  if (wrong) return wrong
  const wanted = nameFor(field)
  if (wanted === null) return refusal('LABEL_EMPTY')
  const name = freeName(wanted, known.unseenNames ?? [])
  if (known.names.some(taken => taken.toLowerCase() === name)) return refusal('NAME_TAKEN', { field, other: name })
  if (known.fields.filter(({ isLocal }) => isLocal).length >= MAX_LOCAL_FIELDS) return refusal('TOO_MANY_FIELDS', { field, max: MAX_LOCAL_FIELDS })
  if (asked.type === 'link' && !isLinkTarget(asked.link ?? '')) return refusal('LINK_NOT_OPEN', { field, other: asked.link ?? '' })
  const hasChoices = asked.type === 'choice' || asked.type === 'choices'
  const choices = hasChoices ? nextChoices(field, asked.choices ?? [], [], []) : []
  if (isRefused(choices)) return choices
  if (!hasChoices && asked.choices?.length) return refusal('CHOICES_NOT_ASKED', { field })
  const section = checkSection(field, asked.section ?? null, known)
  const levels = nextLevels(field, {}, asked.levels, known.ceilings(null))
  if (section) return section
  if (isRefused(levels)) return levels
  const unseen = asked.type === 'link' ? checkSeen(field, levels.levels, asked.link ?? '', known) : null
  if (unseen) return unseen
  return {
    name,
    state: {
      label: asked.label, help: asked.help?.fr ? asked.help : null, section: asked.section ?? LOCAL_SECTION, sort: null, width: asked.width,
      hidden: false, retired: false, choices: hasChoices ? choices : null, levels: levels.levels, rules: [],
    },
  }
}

/** The states after a change of one field, or why it may not be made. A move changes its neighbour too. */
export function changeField(field: KnownField, change: FieldChange, known: KnownCollection): Outcome<{ states: States }> {
  const { state } = field
  const name = state.label.fr
  if (state.retired) return refusal('ALREADY_RETIRED', { field: name })
  if (field.isInherited && isOfNetwork(change, state)) return refusal('NOT_IN_LAYER', { field: name })
  if (change.move) {
    const row = known.fields.filter(other => other.state.section === state.section && !other.state.retired && !other.isInherited)
    return move(field, change.move, row)
  }
  const wrong = (change.label && checkLabel(change.label, field.name, known.fields))
    ?? (change.help && checkHelp(name, change.help))
    ?? (change.section !== undefined && change.section !== state.section ? checkSection(name, change.section, known) : null)
    ?? (change.hidden === true && !state.hidden ? checkHidden(field) : null)
  if (wrong) return wrong
  if (change.choices && !field.hasChoices) return refusal('CHOICES_NOT_ASKED', { field: name })
  const choices = change.choices ? nextChoices(name, change.choices, state.choices ?? [], field.takenChoices ?? []) : state.choices
  if (choices && isRefused(choices)) return choices
  const merged = change.merge ? mergeChoices(field, choices ?? [], change.merge) : choices
  if (merged && isRefused(merged)) return merged
  const levels = nextLevels(name, state.levels, change.levels ?? {}, known.ceilings(field.isLocal ? null : field.name))
  if (isRefused(levels)) return levels
  const unseen = field.leadsTo && change.levels ? checkSeen(name, levels.levels, field.leadsTo, known) : null
  if (unseen) return unseen
  const next: FieldState = {
    ...state,
    label: change.label ?? state.label,
    help: change.help === undefined ? state.help : change.help?.fr ? change.help : null,
    ...(change.section === undefined || change.section === state.section
      ? {}
      : { section: change.section, sort: lastSort(known.fields.filter(other => other.state.section === change.section)) }),
    width: change.width ?? state.width,
    hidden: change.hidden ?? state.hidden,
    choices: merged,
    levels: levels.levels,
    rules: change.rules ? [...change.rules].sort((one, other) => one.kind.localeCompare(other.kind)) : state.rules,
  }
  // A choice retired before may still be merged: records change, not the field.
  return isSameState(next, state) && !change.merge ? refusal('NOTHING_TO_CHANGE', { field: name }) : { states: { [field.name]: next } }
}

/** The state of a local field once retired: nobody is asked it any more, and its values stay. */
export function retireField({ state, isLocal, isInherited }: KnownField, usedBy: readonly string[]): Outcome<{ state: FieldState }> {
  const field = state.label.fr
  if (isInherited) return refusal('NOT_IN_LAYER', { field })
  if (!isLocal) return refusal('FIELD_OF_PRODUCT', { field })
  if (state.retired) return refusal('ALREADY_RETIRED', { field })
  if (usedBy.length > 0) return refusal('FIELD_IN_USE', { field, other: usedBy.map(name => `« ${name} »`).join(', ') })
  return { state: { ...state, retired: true } }
}

/** The state of a retired field once put back. */
export function restoreField({ state, name, isInherited }: KnownField, known: KnownCollection): Outcome<{ state: FieldState }> {
  if (isInherited) return refusal('NOT_IN_LAYER', { field: state.label.fr })
  if (!state.retired) return refusal('NOT_RETIRED', { field: state.label.fr })
  const read = state.rules.flatMap(({ expression }) => namesIn(expression))
  const away = known.fields.filter(field => field.state.retired && field.name !== name && read.includes(field.name))
  if (away.length > 0) return refusal('READS_RETIRED', { field: state.label.fr, other: away.map(field => `« ${field.state.label.fr} »`).join(', ') })
  const section = known.sections.some(({ key, state: { retired } }) => key === state.section && !retired) ? state.section : LOCAL_SECTION
  return checkLabel(state.label, name, known.fields) ?? { state: { ...state, section, retired: false } }
}

/** Whether a change is about what every structure shares. */
function isOfNetwork({ section, width, levels = {}, move: direction, merge }: FieldChange, state: FieldState): boolean {
  const isPlaced = (section !== undefined && section !== state.section) || (width !== undefined && width !== state.width)
  const isDecided = (Object.entries(levels) as [Audience, AccessLevel | null][]).some(([audience, level]) => (level ?? undefined) !== state.levels[audience])
  return isPlaced || isDecided || direction !== undefined || merge !== undefined
}

function namesIn(expression: string): string[] {
  const parsed = parseRule(expression)
  return 'rule' in parsed ? fieldsOf(parsed.rule) : []
}

/** A name that no field of another structure has: saying that it is taken would tell of that field. */
function freeName(name: string, unseen: readonly string[]): string {
  if (!unseen.includes(name)) return name
  for (let number = 2; ; number++) {
    if (!unseen.includes(`${name}_${number}`)) return `${name}_${number}`
  }
}

function checkSection(field: string, section: string | null, { sections }: KnownCollection): { refusal: Refusal } | null {
  const isOpen = section === null || sections.some(({ key, state }) => key === section && !state.retired)
  return isOpen ? null : refusal('SECTION_UNKNOWN', { field, other: section })
}

/** A link is of use to those who may read where it leads. */
function checkSeen(field: string, levels: FieldState['levels'], link: string, { unreadable }: KnownCollection): { refusal: Refusal } | null {
  const closed = unreadable?.(link)
  const audience = closed?.audiences.find(({ value }) => (levels[value] ?? 'none') !== 'none')
  return closed && audience ? refusal('LINK_CLOSED', { field, other: audience.label, path: closed.label }) : null
}

function checkHidden({ state, isRequired, isConditional }: KnownField): { refusal: Refusal } | null {
  if (isRequired) return refusal('FIELD_REQUIRED', { field: state.label.fr })
  return isConditional ? refusal('FIELD_CONDITIONAL', { field: state.label.fr }) : null
}

type AskedChoice = NonNullable<FieldChange['choices']>[number]

/** The list of a field in its new order: no choice disappears, since records may have it. */
function nextChoices(field: string, asked: readonly AskedChoice[], current: readonly StateChoice[], elsewhere: readonly string[]): Outcome<StateChoice[]> {
  if (asked.length > MAX_CHOICES) return refusal('TOO_MANY_CHOICES', { field, max: MAX_CHOICES })
  const dropped = current.find(({ value }) => !asked.some(choice => choice.value === value))
  if (dropped) return refusal('CHOICE_KEPT', { field, choice: dropped.label.fr })
  const stranger = asked.find(({ value }) => value !== undefined && !current.some(choice => choice.value === value))
  if (stranger) return refusal('CHOICE_UNKNOWN', { field, choice: String(stranger.value) })
  if (asked.some(({ label }) => folded(label.fr) === '' || label.fr.length > MAX_LABEL || label.en.length > MAX_LABEL)) return refusal('CHOICE_LABEL_INVALID', { field, max: MAX_LABEL })
  const marked = asked.find(({ label }) => hasMarkup(label.fr) || hasMarkup(label.en))
  if (marked) return refusal('MARKUP', { field: marked.label.fr })
  const offered = asked.filter(({ retired }) => !retired)
  if (offered.length === 0) return refusal('CHOICES_MISSING', { field })
  const twin = offered.find(({ label }, index) => offered.findIndex(other => folded(other.label.fr) === folded(label.fr)) !== index)
  if (twin) return refusal('CHOICE_LABEL_TAKEN', { field, choice: twin.label.fr })
  return asked.reduce<StateChoice[]>((list, { value, label, retired }) => {
    const taken = [...[...current, ...list].map(choice => String(choice.value)), ...elsewhere]
    return [...list, { value: value ?? choiceValueFor(label.fr, taken), label, retired }]
  }, [])
}

function mergeChoices({ state, hasChoices }: KnownField, choices: readonly StateChoice[], { from, into }: NonNullable<FieldChange['merge']>): Outcome<StateChoice[]> {
  const field = state.label.fr
  if (!hasChoices) return refusal('CHOICES_NOT_ASKED', { field })
  const target = choices.find(({ value, retired }) => value === into && !retired)
  if (!target || from === into) return refusal('CHOICE_UNKNOWN', { field, choice: String(into) })
  if (!choices.some(({ value }) => value === from)) return refusal('CHOICE_UNKNOWN', { field, choice: String(from) })
  return choices.map(choice => choice.value === from ? { ...choice, retired: true } : choice)
}

function nextLevels(field: string, current: FieldState['levels'], asked: Partial<Record<Audience, AccessLevel | null>>, ceilings: Ceilings): Outcome<{ levels: FieldState['levels'] }> {
  const levels = { ...current }
  for (const [audience, level] of Object.entries(asked) as [Audience, AccessLevel | null][]) {
    if (level === null) delete levels[audience]
    else if (level === current[audience]) continue
    else if (!reaches(ceilings[audience] ?? 'none', level)) return refusal('LEVEL_NOT_OPEN', { field, other: audience })
    else levels[audience] = level
  }
  return { levels }
}
