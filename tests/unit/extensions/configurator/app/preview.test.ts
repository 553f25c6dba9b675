import { describe, expect, it } from 'vitest'
import { draftOf, newDraft } from '../../../../../extensions/configurator/src/app/draft.ts'
import type { Draft } from '../../../../../extensions/configurator/src/app/draft.ts'
import { answered, previewOf } from '../../../../../extensions/configurator/src/app/preview.ts'
import type { FieldState } from '../../../../../extensions/configurator/src/rules/field-state.ts'
import type { Form, FormField } from '../../../../../schema/forms/index.ts'
import { MOMENT } from '../../../../support/moment.ts'

const label = (fr: string) => ({ fr, en: fr })
const aField = (field: string, part: Partial<FormField> = {}): FormField => ({
  field, type: 'string', kind: 'text', format: null, label: label(field), help: null, section: 'contact', width: 'full', required: false, readonly: false, createOnly: false, level: 'write',
  choices: null, maxLength: null, minLength: null, min: null, max: null, shownIf: null, requiredIf: null, readonlyIf: null, validIf: [], computed: null, relation: null, local: false, default: null, ...part,
})
const sections = [{ key: 'contact', label: label('Coordonnées'), help: null }, { key: 'local', label: label('Champs locaux'), help: null }]
const form: Form = { collection: 'organizations', label: label('Organisations'), singular: label('organisation'), sections: sections.slice(0, 1), fields: [aField('name'), aField('phone')], counts: [] }
const state: FieldState = { label: label('phone'), help: null, section: 'contact', sort: 2, width: 'full', hidden: false, retired: false, choices: null, levels: {}, rules: [] }
const before = draftOf({ kind: 'text', state })
const editing = (part: Partial<Draft>, level: 'none' | 'read' | 'review' | 'write' = 'write') => previewOf(form, sections, { name: 'phone', draft: { ...before, ...part }, before, level })
const adding = (part: Partial<Draft>, level: 'none' | 'write' = 'write') => previewOf(form, sections, { name: null, draft: { ...newDraft(), ...part }, before: newDraft(), level })

describe(previewOf, () => {
  it('is the form as it is when nothing is edited', () => {
    expect(previewOf(form, sections, null)).toBe(form)
  })

  it('shows the words, the place and the level that are typed', () => {
    const shown = editing({ label: { fr: 'Standard', en: '' }, help: { fr: 'Aux heures d’ouverture.', en: '' }, section: 'local', width: 'half' }, 'review')
    expect(shown.fields.at(-1)).toMatchObject({ field: 'phone', label: { fr: 'Standard', en: 'Standard' }, help: { fr: 'Aux heures d’ouverture.' }, section: 'local', width: 'half', level: 'review' })
    expect(shown.sections.map(({ key }) => key)).toEqual(['contact', 'local'])
  })

  it('leaves out a field that is hidden or closed to the audience', () => {
    expect(editing({ hidden: true }).fields.map(({ field }) => field)).toEqual(['name'])
    expect(editing({}, 'none').fields.map(({ field }) => field)).toEqual(['name'])
    expect(adding({}, 'none').fields).toHaveLength(2)
  })

  it('shows a new field in its section, asked as it will be', () => {
    const shown = adding({ type: 'choice', label: label('Véhicule'), choices: [{ label: { fr: 'Oui', en: '' }, retired: false }] })
    expect(shown.fields.at(-1)).toMatchObject({ kind: 'choice', section: 'local', choices: [{ label: { fr: 'Oui', en: 'Oui' } }] })
    expect(adding({ type: 'number' }).fields.at(-1)).toMatchObject({ kind: 'integer' })
  })

  it('follows the rule being written, and not one that cannot be read yet', () => {
    const rules = (expression: string) => ({ ...before.rules, shown_if: { expression, message: { fr: '', en: '' } } })
    expect(editing({ rules: rules('name == "x"') }).fields[1]?.shownIf).toBe('name == "x"')
    expect(editing({ rules: rules('name ==') }).fields[1]?.shownIf).toBeNull()
    const ruled = { ...form, fields: [aField('name'), aField('phone', { shownIf: 'city == "y"' })] }
    expect(previewOf(ruled, sections, { name: 'phone', draft: { ...before, rules: rules('name == "x"') }, before, level: 'write' }).fields[1]?.shownIf).toBe('(city == "y") && (name == "x")')
  })
})

describe(answered, () => {
  const ruled: Form = { ...form, fields: [aField('name'), aField('phone', { shownIf: 'name == "Maison"', requiredIf: 'name == "Maison"' }), aField('x_lien', { section: null, level: 'read' }), aField('x_double', { kind: 'integer', type: 'integer', computed: '2 * 3' })] }

  it('shows, requires and computes as the answers say', () => {
    expect(answered(ruled, {}, MOMENT).flatMap(({ fields }) => fields.map(({ field }) => field.field))).toEqual(['x_lien', 'name', 'x_double'])
    const [outside, contact] = answered(ruled, { name: 'Maison' }, MOMENT)
    expect(outside?.fields[0]).toMatchObject({ isReadonly: true })
    expect(contact?.fields[1]).toMatchObject({ field: { field: 'phone' }, isRequired: true })
    expect(contact?.fields[2]).toMatchObject({ value: 6, isReadonly: true })
  })
})
