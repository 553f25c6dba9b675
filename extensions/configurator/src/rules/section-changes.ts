import { LOCAL_PREFIX, LOCAL_SECTION } from '@relais/schema/forms'
import { MAX_SECTIONS } from './allow-list.ts'
import type { NewSection, SectionChange } from './change-bodies.ts'
import { checkHelp, checkLabel, lastSort, move } from './checks.ts'
import type { KnownCollection, KnownSection, Outcome } from './field-changes.ts'
import { choiceValueFor } from './field-names.ts'
import type { FieldState, States } from './field-state.ts'
import { isSameState } from './field-state.ts'
import { refusal } from './refusals.ts'

const LOCAL_NAME = `${LOCAL_PREFIX}section_`

/** The name and the first state of a new section, before that of local fields; or why it may not be added. */
export function addSection({ label, help }: NewSection, { sections, names }: KnownCollection): Outcome<{ name: string, state: FieldState }> {
  const wrong = checkLabel(label, null, sections) ?? checkHelp(label.fr, help ?? null)
  if (wrong) return wrong
  if (sections.filter(({ isLocal }) => isLocal).length >= MAX_SECTIONS) return refusal('TOO_MANY_SECTIONS', { field: label.fr, max: MAX_SECTIONS })
  const taken = names.filter(name => name.startsWith(LOCAL_NAME)).map(name => name.slice(LOCAL_NAME.length))
  return {
    name: `${LOCAL_NAME}${choiceValueFor(label.fr, taken)}`,
    state: {
      label, help: help?.fr ? help : null, section: null, sort: lastSort(sections.filter(({ key }) => key !== LOCAL_SECTION)), width: 'full',
      hidden: false, retired: false, choices: null, levels: {}, rules: [],
    },
  }
}

/** The states after a change of one section, or why it may not be made. A move changes its neighbour too. */
export function changeSection(section: KnownSection, change: SectionChange, { sections }: KnownCollection): Outcome<{ states: States }> {
  const { name, state } = section
  const field = state.label.fr
  if (state.retired) return refusal('SECTION_RETIRED', { field })
  if (change.move) return move(section, change.move, sections.filter(other => !other.state.retired))
  const wrong = (change.label && checkLabel(change.label, name, sections)) ?? (change.help && checkHelp(field, change.help))
  if (wrong) return wrong
  const next: FieldState = { ...state, label: change.label ?? state.label, help: change.help === undefined ? state.help : change.help?.fr ? change.help : null }
  return isSameState(next, state) ? refusal('NOTHING_TO_CHANGE', { field }) : { states: { [name]: next } }
}

/** The state of an empty section once retired; retired fields that stand in it stay with it. */
export function retireSection({ key, state, isLocal }: KnownSection, { fields }: Pick<KnownCollection, 'fields'>): Outcome<{ state: FieldState }> {
  const field = state.label.fr
  if (!isLocal) return refusal('SECTION_OF_PRODUCT', { field })
  if (state.retired) return refusal('SECTION_RETIRED', { field })
  const count = fields.filter(own => own.state.section === key && !own.state.retired).length
  return count > 0 ? refusal('SECTION_NOT_EMPTY', { field, count }) : { state: { ...state, retired: true } }
}

/** The state of a retired section once put back. */
export function restoreSection({ name, state }: KnownSection, { sections }: KnownCollection): Outcome<{ state: FieldState }> {
  if (!state.retired) return refusal('SECTION_NOT_RETIRED', { field: state.label.fr })
  return checkLabel(state.label, name, sections) ?? { state: { ...state, retired: false } }
}
