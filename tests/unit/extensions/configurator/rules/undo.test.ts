import { describe, expect, it } from 'vitest'
import type { FieldState } from '../../../../../extensions/configurator/src/rules/field-state.ts'
import { versionOf } from '../../../../../extensions/configurator/src/rules/field-state.ts'
import type { RecordedChange } from '../../../../../extensions/configurator/src/rules/undo.ts'
import { undoChange as undo } from '../../../../../extensions/configurator/src/rules/undo.ts'

const state = (fr: string): FieldState => ({ label: { fr, en: fr }, help: null, section: 'local', sort: 1, width: 'full', hidden: false, retired: false, choices: null, levels: {}, rules: [] })
const change = (part: Partial<RecordedChange> = {}): RecordedChange => ({ field: 'x', kind: 'update', before: { x: state('Avant') }, after: { x: state('Après') }, details: {}, isUndone: false, ...part })
const known = {
  fields: [{ name: 'x_autre', state: { ...state('Pris'), retired: false } }, { name: 'x_parti', state: { ...state('Libre'), retired: true } }].map(field => ({ ...field, isLocal: true, isRequired: false, isConditional: false, hasChoices: false })),
  sections: [{ key: 'local', state: state('Champs locaux') }, { key: 'x_section_vieille', state: { ...state('Vieille'), retired: true } }].map(section => ({ ...section, name: section.key, isLocal: true, isRequired: false, isConditional: false, hasChoices: false })),
}
const undoChange = (recorded: RecordedChange, today: Parameters<typeof undo>[1]) => undo(recorded, today, known)
const codeOf = (outcome: object) => 'refusal' in outcome ? (outcome.refusal as { code: string }).code : null

describe(undoChange, () => {
  it('refuses what is undone already, and what changed since', () => {
    expect(codeOf(undoChange(change({ isUndone: true }), { x: state('Après') }))).toBe('CHANGE_UNDONE')
    expect(codeOf(undoChange(change(), { x: state('Encore après') }))).toBe('CHANGE_FOLLOWED')
    expect(codeOf(undoChange(change(), { x: null }))).toBe('CHANGE_FOLLOWED')
    expect(codeOf(undoChange(change({ kind: 'move', after: { x: state('Après'), y: state('Voisin') } }), { x: state('Après'), y: state('Parti') }))).toBe('CHANGE_FOLLOWED')
  })

  it('refuses to merge again records that nobody can tell apart', () => {
    const moved = { from: 'a', into: 'b', replaced: [], both: [] }
    expect(codeOf(undoChange(change({ kind: 'undo', details: { moved } }), { x: state('Après') }))).toBe('CHANGE_FINAL')
  })

  it('refuses a label given to another since, and a section retired since', () => {
    expect(codeOf(undoChange(change({ before: { x: state('PRIS') } }), { x: state('Après') }))).toBe('LABEL_TAKEN')
    expect(codeOf(undoChange(change({ before: { x: state('Libre') } }), { x: state('Après') }))).toBeNull()
    expect(codeOf(undoChange(change({ before: { x: { ...state('Avant'), section: 'x_section_vieille' } } }), { x: state('Après') }))).toBe('SECTION_UNKNOWN')
    const section = { before: { x_section: { ...state('Champs locaux'), section: null } }, after: { x_section: null }, details: { type: 'section' } }
    expect(codeOf(undoChange(change(section), { x_section: null }))).toBe('LABEL_TAKEN')
  })

  it('retires a choice whose adding is undone: files may have it, and every later edit of the field would be refused', () => {
    const withChoices = (...choices: FieldState['choices'] & object) => ({ ...state('Liste'), choices })
    const choice = (value: string, retired = false) => ({ value, label: { fr: value, en: value }, retired })
    const added = change({ before: { x: withChoices(choice('a')) }, after: { x: withChoices(choice('a'), choice('b')) } })

    expect(undoChange(added, added.after)).toEqual({ states: { x: withChoices(choice('a'), choice('b', true)) } })
  })

  it('goes back to what was, a field that was not there included', () => {
    expect(undoChange(change(), { x: state('Après') })).toEqual({ states: { x: state('Avant') } })
    expect(undoChange(change({ kind: 'create', before: { x: null } }), { x: state('Après') })).toEqual({ states: { x: null } })
    expect(undoChange(change({ kind: 'undo', before: { x: state('Avant') }, after: { x: null } }), { x: null })).toEqual({ states: { x: state('Avant') } })
  })
})

describe(versionOf, () => {
  it('is that of the content, whatever the order of its parts', () => {
    const { label, ...rest } = state('Un')
    expect(versionOf({ ...rest, label })).toBe(versionOf(state('Un')))
    expect(versionOf(state('Deux'))).not.toBe(versionOf(state('Un')))
  })
})
