import { describe, expect, it } from 'vitest'
import { NewSectionSchema, SectionChangeSchema } from '../../../../../extensions/configurator/src/rules/change-bodies.ts'
import type { KnownCollection, KnownField, KnownSection } from '../../../../../extensions/configurator/src/rules/field-changes.ts'
import type { FieldState } from '../../../../../extensions/configurator/src/rules/field-state.ts'
import { addSection, changeSection, restoreSection, retireSection } from '../../../../../extensions/configurator/src/rules/section-changes.ts'

const aField = (name: string, state: Partial<FieldState> = {}): KnownField => ({
  name, isLocal: name.startsWith('x_'), isRequired: false, isConditional: false, hasChoices: false,
  state: { label: { fr: name, en: name }, help: null, section: null, sort: 1, width: 'full', hidden: false, retired: false, choices: null, levels: {}, rules: [], ...state },
})
const aSection = (key: string, fr: string, state: Partial<FieldState> = {}): KnownSection => ({ key, ...aField(key.startsWith('x_') ? key : `section_${key}`, { label: { fr, en: fr }, ...state }) })

const contact = aSection('contact', 'Coordonnées', { sort: 100 })
const own = aSection('x_section_horaires', 'Horaires', { sort: 101 })
const retired = aSection('x_section_acces', 'Accès', { sort: 102, retired: true })
const local = aSection('local', 'Champs locaux', { sort: 199 })
const known = (...fields: KnownField[]): KnownCollection => ({
  fields, sections: [contact, own, retired, local], names: ['section_contact', 'x_section_horaires', 'x_section_acces', 'section_local'], ceilings: () => ({}),
})

const adding = (body: object, where = known()) => addSection(NewSectionSchema.parse(body), where)
const changing = (section: KnownSection, body: object) => changeSection(section, SectionChangeSchema.parse({ version: 'v', ...body }), known())
const codeOf = (outcome: object) => 'refusal' in outcome ? (outcome.refusal as { code: string }).code : null

describe(addSection, () => {
  it.each([
    ['LABEL_EMPTY', { label: { fr: ' — ' } }],
    ['LABEL_TOO_LONG', { label: { fr: 'a'.repeat(200) } }],
    ['LABEL_TOO_LONG', { label: { fr: 'Transport' }, help: { fr: 'a'.repeat(501) } }],
    ['LABEL_TAKEN', { label: { fr: 'COORDONNEES' } }],
  ])('refuses with %s', (code, body) => {
    expect(codeOf(adding(body))).toBe(code)
  })

  it('refuses more sections than a form can bear', () => {
    const where = { ...known(), sections: Array.from({ length: 30 }, (_, index) => aSection(`x_section_${index}`, `Section ${index}`)) }
    expect(codeOf(adding({ label: { fr: 'Transport' } }, where))).toBe('TOO_MANY_SECTIONS')
  })

  it('comes after the others and before the local fields, under a name that no group has', () => {
    expect(adding({ label: { fr: 'Accès', en: 'Access' } })).toMatchObject({ name: 'x_section_acces_2', state: { label: { fr: 'Accès', en: 'Access' }, section: null, sort: 103 } })
  })
})

describe(changeSection, () => {
  it.each([
    ['LABEL_TAKEN', own, { label: { fr: 'coordonnées' } }],
    ['NOTHING_TO_CHANGE', own, { label: { fr: 'Horaires', en: 'Horaires' } }],
    ['SECTION_RETIRED', retired, { label: { fr: 'Transport' } }],
    ['AT_EDGE', contact, { move: 'up' }],
    ['AT_EDGE', local, { move: 'down' }],
  ])('refuses with %s', (code, section, body) => {
    expect(codeOf(changing(section, body))).toBe(code)
  })

  it('renames a section of the product, and takes the place of its neighbour', () => {
    expect(changing(contact, { label: { fr: 'Nous joindre', en: 'Contact us' } })).toMatchObject({ states: { section_contact: { label: { fr: 'Nous joindre', en: 'Contact us' } } } })
    expect(changing(local, { move: 'up' })).toMatchObject({ states: { section_local: { sort: 101 }, x_section_horaires: { sort: 199 } } })
  })
})

describe('retiring and putting back a section', () => {
  it('refuses one of the product, one where a field stands, and one that is so already', () => {
    expect(codeOf(retireSection(contact, known()))).toBe('SECTION_OF_PRODUCT')
    expect(codeOf(retireSection(own, known(aField('x_texte', { section: own.key }))))).toBe('SECTION_NOT_EMPTY')
    expect(codeOf(retireSection(retired, known()))).toBe('SECTION_RETIRED')
    expect(codeOf(restoreSection(own, known()))).toBe('SECTION_NOT_RETIRED')
    expect(codeOf(restoreSection({ ...retired, state: { ...retired.state, label: { fr: 'Horaires', en: '' } } }, known()))).toBe('LABEL_TAKEN')
  })

  it('keeps with it the fields that were retired', () => {
    expect(retireSection(own, known(aField('x_texte', { section: own.key, retired: true })))).toMatchObject({ state: { retired: true } })
    expect(restoreSection(retired, known())).toMatchObject({ state: { retired: false } })
  })
})
