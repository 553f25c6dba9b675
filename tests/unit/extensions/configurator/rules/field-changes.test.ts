import { describe, expect, it } from 'vitest'
import { FieldChangeSchema, NewFieldSchema } from '../../../../../extensions/configurator/src/rules/change-bodies.ts'
import type { KnownCollection, KnownField, KnownSection } from '../../../../../extensions/configurator/src/rules/field-changes.ts'
import { addField, changeField, restoreField, retireField } from '../../../../../extensions/configurator/src/rules/field-changes.ts'
import type { FieldState } from '../../../../../extensions/configurator/src/rules/field-state.ts'

const label = (fr: string) => ({ fr, en: fr })
const choice = (value: string, retired = false) => ({ value, label: label(value), retired })

const aField = (name: string, state: Partial<FieldState> = {}, rest: Partial<KnownField> = {}): KnownField => ({
  name, isLocal: name.startsWith('x_'), isRequired: false, isConditional: false, hasChoices: state.choices !== undefined,
  state: { label: label(name), help: null, section: 'local', sort: 1, width: 'full', hidden: false, retired: false, choices: null, levels: {}, rules: [], ...state }, ...rest,
})

const aSection = (key: string, state: Partial<FieldState> = {}): KnownSection => ({ key, ...aField(key.startsWith('x_') ? key : `section_${key}`, { section: null, ...state }) })

const known = (...fields: KnownField[]): KnownCollection => ({
  fields, names: [...fields.map(({ name }) => name), 'section_local'], sections: [aSection('contact'), aSection('x_section_vieille', { retired: true }), aSection('local')],
  ceilings: field => field === 'name' ? { adviser: 'write', partner: 'read' } : { adviser: 'write', partner: 'write', public: 'read' },
  unreadable: collection => ({ label: 'Territoires', audiences: collection === 'territories' ? [{ value: 'partner', label: 'Partenaire' }] : [] }),
})

const adding = (body: object, where = known()) => addField(NewFieldSchema.parse({ type: 'text', label: { fr: 'Étage' }, ...body }), where)
const changing = (field: KnownField, body: object, where = known(field)) => changeField(field, FieldChangeSchema.parse({ version: 'v', ...body }), where)
const codeOf = (outcome: object) => 'refusal' in outcome ? (outcome.refusal as { code: string }).code : null

describe(addField, () => {
  it.each([
    ['LABEL_EMPTY', { label: { fr: ' … ' } }],
    ['LABEL_TOO_LONG', { label: { fr: 'a'.repeat(200) } }],
    ['LABEL_TOO_LONG', { label: { fr: 'Étage', en: 'a'.repeat(101) } }],
    ['LABEL_TOO_LONG', { help: { fr: 'a'.repeat(501) } }],
    ['MARKUP', { label: { fr: '<b>Étage</b>' } }],
    ['MARKUP', { help: { fr: 'Voir <a href="x">ici</a>' } }],
    ['MARKUP', { help: { fr: 'Voir', en: '<svg onload=alert(1)>' } }],
    ['MARKUP', { type: 'choice', choices: [{ label: { fr: '<img src=x>' } }] }],
    ['LABEL_TAKEN', { label: { fr: 'RÉFERENCE' } }],
    ['NAME_TAKEN', { label: { fr: 'Retiré un jour' } }],
    ['LINK_NOT_OPEN', { type: 'link', link: 'people' }],
    ['LINK_NOT_OPEN', { type: 'link', link: 'directus_users' }],
    ['LINK_NOT_OPEN', { type: 'link' }],
    ['CHOICES_MISSING', { type: 'choice' }],
    ['CHOICES_NOT_ASKED', { type: 'text', choices: [{ label: { fr: 'Oui' } }] }],
    ['CHOICE_UNKNOWN', { type: 'choice', choices: [{ value: 'a', label: { fr: 'Oui' } }] }],
    ['CHOICE_LABEL_TAKEN', { type: 'choices', choices: [{ label: { fr: 'Élevé' } }, { label: { fr: 'eleve' } }] }],
    ['CHOICE_LABEL_INVALID', { type: 'choice', choices: [{ label: { fr: '' } }] }],
    ['TOO_MANY_CHOICES', { type: 'choice', choices: Array.from({ length: 201 }, (_, index) => ({ label: { fr: `c${index}` } })) }],
    ['SECTION_UNKNOWN', { section: 'ailleurs' }],
    ['SECTION_UNKNOWN', { section: 'x_section_vieille' }],
    ['LEVEL_NOT_OPEN', { levels: { public: 'write' } }],
    ['DATA_FORBIDDEN', { label: { fr: 'NIR' } }],
    ['DATA_FORBIDDEN', { label: { fr: 'Casier judiciaire' } }],
    ['LINK_CLOSED', { type: 'link', link: 'territories', levels: { partner: 'read' } }],
    ['LEVEL_NOT_OPEN', { levels: { prescriber: 'read' } }],
  ])('refuses with %s %o', (code, body) => {
    const where = known(aField('reference', { label: label('Référence') }), aField('x_retire_un_jour', { label: label('Autre nom'), retired: true }))
    expect(codeOf(adding(body, where))).toBe(code)
  })

  it('refuses more fields than a collection can bear', () => {
    expect(codeOf(adding({}, known(...Array.from({ length: 100 }, (_, index) => aField(`x_${index}`)))))).toBe('TOO_MANY_FIELDS')
    expect(codeOf(adding({}, known(...Array.from({ length: 100 }, (_, index) => aField(`p_${index}`)))))).toBeNull()
  })

  it('gives the name, the values of the choices and the English when it is missing', () => {
    expect(adding({ type: 'choice', label: { fr: '  Véhicule   adapté ' }, choices: [{ label: { fr: 'Oui' } }, { label: { fr: 'Sur demande', en: 'On request' } }], levels: { partner: 'review' } })).toMatchObject({
      name: 'x_vehicule_adapte',
      state: {
        label: { fr: 'Véhicule adapté', en: 'Véhicule adapté' }, section: 'local', levels: { partner: 'review' },
        choices: [{ value: 'oui', retired: false }, { value: 'sur_demande', label: { fr: 'Sur demande', en: 'On request' } }],
      },
    })
  })
})

describe(changeField, () => {
  const list = aField('x_liste', { choices: [choice('a'), choice('b'), choice('c', true)] })

  it.each([
    ['CHOICE_KEPT', list, { choices: [choice('a'), choice('b')] }],
    ['CHOICE_UNKNOWN', list, { choices: [choice('a'), choice('b'), choice('c'), choice('d')] }],
    ['CHOICES_MISSING', list, { choices: [choice('a', true), choice('b', true), choice('c', true)] }],
    ['CHOICES_NOT_ASKED', aField('x_texte'), { choices: [{ label: { fr: 'Oui' } }] }],
    ['CHOICE_UNKNOWN', list, { merge: { from: 'a', into: 'a' } }],
    ['CHOICE_UNKNOWN', list, { merge: { from: 'a', into: 'c' } }],
    ['CHOICE_UNKNOWN', list, { merge: { from: 'z', into: 'a' } }],
    ['CHOICES_NOT_ASKED', aField('x_texte'), { merge: { from: 'a', into: 'b' } }],
    ['FIELD_REQUIRED', aField('name', {}, { isRequired: true }), { hidden: true }],
    ['FIELD_CONDITIONAL', aField('siret', {}, { isConditional: true }), { hidden: true }],
    ['SECTION_UNKNOWN', aField('x_texte'), { section: 'ailleurs' }],
    ['LEVEL_NOT_OPEN', aField('name'), { levels: { partner: 'write' } }],
    ['ALREADY_RETIRED', aField('x_texte', { retired: true }), { label: { fr: 'Autre' } }],
    ['NOTHING_TO_CHANGE', aField('x_texte'), { hidden: false }],
    ['AT_EDGE', aField('x_texte'), { move: 'up' }],
  ])('refuses with %s', (code, field, body) => {
    expect(codeOf(changing(field, body))).toBe(code)
  })

  it('renames, retires and adds choices, and keeps the values', () => {
    expect(changing(list, { choices: [{ value: 'b', label: { fr: 'Bé' } }, { value: 'a', label: { fr: 'a' }, retired: true }, choice('c', true), { label: { fr: 'Dé' } }] })).toMatchObject({
      states: { x_liste: { choices: [{ value: 'b', label: { fr: 'Bé' } }, { value: 'a', retired: true }, { value: 'c' }, { value: 'de', retired: false }] } },
    })
  })

  it('retires the choice that is merged into another', () => {
    expect(changing(list, { merge: { from: 'a', into: 'b' } })).toMatchObject({ states: { x_liste: { choices: [{ value: 'a', retired: true }, { value: 'b', retired: false }, { value: 'c' }] } } })
  })

  it('merges a choice retired before, whose records remain', () => {
    expect(codeOf(changing(list, { merge: { from: 'c', into: 'b' } }))).toBeNull()
  })

  it('goes back to the level of the product, and keeps the decisions left alone', () => {
    const field = aField('x_texte', { levels: { partner: 'review', adviser: 'read' } })
    expect(changing(field, { levels: { partner: null } })).toMatchObject({ states: { x_texte: { levels: { adviser: 'read' } } } })
  })

  it('comes last in the section that it is moved to', () => {
    const [field, other] = [aField('x_texte', { sort: 2 }), aField('phone', { section: 'contact', sort: 7 })]
    expect(changing(field, { section: 'contact' }, known(field, other))).toMatchObject({ states: { x_texte: { section: 'contact', sort: 8 } } })
  })

  it('changes places with the neighbour of its section', () => {
    const [one, two, other] = [aField('x_un', { sort: 4 }), aField('x_deux', { sort: 9 }), aField('x_trois', { sort: 5, section: 'contact' })]
    expect(changing(two, { move: 'up' }, known(one, other, two))).toMatchObject({ states: { x_deux: { sort: 4 }, x_un: { sort: 9 } } })
    expect(changing(one, { move: 'down' }, known(one, aField('x_egal', { sort: 4 })))).toMatchObject({ states: { x_un: { sort: 4 }, x_egal: { sort: 3 } } })
  })
})

describe('retiring and putting back', () => {
  it('refuses a field of the product, one that rules read, and one that is so already', () => {
    expect(codeOf(retireField(aField('name'), []))).toBe('FIELD_OF_PRODUCT')
    expect(codeOf(retireField(aField('x_texte'), ['x_autre']))).toBe('FIELD_IN_USE')
    expect(codeOf(retireField(aField('x_texte', { retired: true }), []))).toBe('ALREADY_RETIRED')
    expect(codeOf(restoreField(aField('x_texte'), known()))).toBe('NOT_RETIRED')
  })

  it('refuses to put back a field whose label was given since', () => {
    const field = aField('x_texte', { retired: true, label: label('Texte') })
    expect(codeOf(restoreField(field, known(field, aField('x_texte_2', { label: label('texte') }))))).toBe('LABEL_TAKEN')
    expect(restoreField(field, known(field))).toMatchObject({ state: { retired: false } })
  })

  it('puts a field back among the local ones when its section was retired', () => {
    const field = aField('x_texte', { retired: true, section: 'x_section_vieille' })
    expect(restoreField(field, known(field))).toMatchObject({ state: { section: 'local', retired: false } })
  })
})
