import { describe, expect, it } from 'vitest'
import { boolean, choice, choices, defineCollection, id, m2o, o2m, string, text } from '../../../../schema/define.ts'
import { audit } from '../../../../schema/define.ts'
import { buildForm, isRequired, isShown, validateForm } from '@relais/schema/forms'
import type { FormField, LiveField } from '@relais/schema/forms'
import { MOMENT } from '../../../support/moment.ts'

const label = (fr: string, en = fr) => ({ fr, en })

const organizations = defineCollection({
  collection: 'organizations', domain: 'directory', label: label('Partenaires', 'Partners'), singular: label('Partenaire', 'Partner'), icon: 'business',
  access: { adviser: 'write', partner: 'review', public: 'read' },
  owner: 'structure',
  sections: { identity: { label: label('Identité', 'Identity') }, contact: { label: label('Contact'), help: label('Pour vous joindre.', 'To reach you.') } },
  fields: {
    id: id(),
    name: string({ label: label('Nom', 'Name'), required: true, section: 'identity' }),
    kind: choice({ label: label('Nature', 'Kind'), choices: [{ value: 'association', label: label('Association') }, { value: 'company', label: label('Entreprise', 'Company') }], section: 'identity' }),
    siret: string({ label: label('SIRET'), format: 'siret', shownIf: { kind: { _eq: 'company' } }, required: true, section: 'identity' }),
    phone: string({ label: label('Téléphone', 'Phone'), format: 'phone', help: label('Un numéro public.', 'A public number.'), section: 'contact', access: { partner: 'write' } }),
    themes: choices({ label: label('Thèmes', 'Themes'), choices: [{ value: 'housing', label: label('Logement', 'Housing') }] }),
    internal_notes: text({ label: label('Notes internes', 'Internal notes'), access: { partner: 'none', public: 'none' } }),
    is_main: boolean({ label: label('Principal', 'Main') }),
    structure: m2o('structures', { label: label('Structure'), required: true, readonly: true }),
    sites: o2m('sites', 'organization', { label: label('Sites') }),
    ...audit(),
  },
})

function aLive(overrides: Partial<LiveField>): LiveField {
  return {
    field: 'x_agrement', type: 'string', interface: 'input', options: null, special: [], required: false, readonly: false, hidden: false, sort: null, width: null, group: null,
    note: null, translations: null, conditions: null, validation: null, validationMessage: null, maxLength: 255, defaultValue: null, relatedCollection: null, ...overrides,
  }
}
const names = (fields: readonly FormField[]): string[] => fields.map(({ field }) => field)
const find = (fields: readonly FormField[], name: string): FormField => {
  const field = fields.find(candidate => candidate.field === name)
  if (!field) throw new Error(`no field ${name}`)
  return field
}
const local = (overrides: Partial<LiveField>): FormField => find(buildForm(organizations, 'adviser', [], [aLive(overrides)]).fields, overrides.field ?? 'x_agrement')

describe('a declared field', () => {
  it('is served to the audiences that may see it, at their level', () => {
    const partner = buildForm(organizations, 'partner').fields
    const everybody = buildForm(organizations, 'public').fields

    expect(names(partner)).toEqual(['name', 'kind', 'siret', 'phone', 'themes', 'is_main', 'structure'])
    expect([find(partner, 'name').level, find(partner, 'phone').level]).toEqual(['review', 'write'])
    expect(find(everybody, 'phone').level).toBe('read')
    expect(buildForm(organizations, 'beneficiary').fields).toEqual([])
    expect(names(buildForm(organizations, 'admin').fields)).toContain('internal_notes')
  })

  it('is described from its declaration', () => {
    const { fields, sections } = buildForm(organizations, 'adviser')

    expect(find(fields, 'siret')).toMatchObject({ kind: 'text', type: 'string', format: 'siret', required: true, shownIf: 'kind == "company"', section: 'identity', local: false })
    expect(find(fields, 'kind')).toMatchObject({ kind: 'choice', choices: [{ value: 'association', label: { fr: 'Association', en: 'Association' } }, { value: 'company' }] })
    expect(find(fields, 'themes')).toMatchObject({ kind: 'choices', type: 'json' })
    expect(find(fields, 'structure')).toMatchObject({ kind: 'relation', relation: { collection: 'structures' }, readonly: true, required: false })
    expect(find(fields, 'internal_notes').kind).toBe('long_text')
    expect(sections).toEqual([{ key: 'identity', label: { fr: 'Identité', en: 'Identity' }, help: null }, { key: 'contact', label: { fr: 'Contact', en: 'Contact' }, help: { fr: 'Pour vous joindre.', en: 'To reach you.' } }])
  })

  it('follows the decision of a local administrator', () => {
    const decide = (audience: string, level: string) => buildForm(organizations, 'partner', [{ collection: 'organizations', field: 'phone', audience, level }]).fields

    expect(find(decide('partner', 'review'), 'phone').level).toBe('review')
    expect(find(decide('adviser', 'review'), 'phone').level).toBe('write')
    expect(names(decide('partner', 'none'))).not.toContain('phone')
  })

  it('is answered once when it decides who owns the record', () => {
    expect(find(buildForm(organizations, 'adviser').fields, 'structure').createOnly).toBe(true)
    expect(find(buildForm(organizations, 'adviser').fields, 'name').createOnly).toBe(false)
  })

  it('takes its words, its place and its order from the Studio', () => {
    const { fields } = buildForm(organizations, 'adviser', [], [
      aLive({ field: 'name', sort: 9, translations: [{ language: 'fr-FR', translation: 'Raison sociale' }], note: 'Telle qu’au répertoire.', group: 'section_contact', width: 'half' }),
      aLive({ field: 'phone', sort: 1, note: 'Un numéro public.' }),
    ])

    expect(find(fields, 'name')).toMatchObject({ label: { fr: 'Raison sociale', en: 'Raison sociale' }, help: { fr: 'Telle qu’au répertoire.' }, section: 'contact', width: 'half' })
    expect(find(fields, 'phone').help).toEqual({ fr: 'Un numéro public.', en: 'A public number.' })
    expect(names(fields).indexOf('phone')).toBeLessThan(names(fields).indexOf('name'))
  })

  it('keeps the product’s choices and gains those added in the Studio', () => {
    const choicesOfStudio = [{ text: 'Coopérative', value: 'x_coop', color: '#112233' }, { text: 'Entreprise', value: 'company' }]
    const { choices: merged } = find(buildForm(organizations, 'adviser', [], [aLive({ field: 'kind', interface: 'select-dropdown', options: { choices: choicesOfStudio } })]).fields, 'kind')

    expect(merged?.map(({ value, label: { en } }) => [value, en])).toEqual([['x_coop', 'Coopérative'], ['company', 'Company'], ['association', 'Association']])
  })

  it('can be made stricter in the Studio, never looser', () => {
    const strict = buildForm(organizations, 'adviser', [], [aLive({ field: 'phone', required: true }), aLive({ field: 'name', required: false }), aLive({ field: 'themes', hidden: true })]).fields

    expect(find(strict, 'phone').required).toBe(true)
    expect(find(strict, 'name').required).toBe(true)
    expect(names(strict)).not.toContain('themes')
  })

  it('is not hidden by the flag that the product sets on a conditional field', () => {
    const live = aLive({ field: 'siret', hidden: true, conditions: [{ name: 'shown_if', rule: { kind: { _eq: 'company' } }, hidden: false, required: true }] })
    const siret = find(buildForm(organizations, 'adviser', [], [live]).fields, 'siret')

    expect([isShown(siret, { kind: 'company' }, MOMENT), isShown(siret, { kind: 'association' }, MOMENT)]).toEqual([true, false])
  })

  it('obeys the conditions that an administrator adds to it', () => {
    const live = aLive({ field: 'phone', conditions: [{ name: 'Entreprises', rule: { kind: { _eq: 'company' } }, required: true }, { rule: { kind: { _empty: true } }, hidden: true }] })
    const phone = find(buildForm(organizations, 'adviser', [], [live]).fields, 'phone')

    expect([isRequired(phone, { kind: 'company' }, MOMENT), isRequired(phone, { kind: 'association' }, MOMENT), isShown(phone, {}, MOMENT)]).toEqual([true, false, false])
  })
})

describe('a local field', () => {
  it('is open to staff by default, to others by a setting, at the end of the form', () => {
    const live = [aLive({})]
    const setting = { collection: 'organizations', field: 'x_agrement', audience: 'partner', level: 'review' } as const

    expect(find(buildForm(organizations, 'adviser', [], live).fields, 'x_agrement')).toMatchObject({ level: 'write', local: true, section: 'local', label: { fr: 'Agrement', en: 'Agrement' } })
    expect(names(buildForm(organizations, 'partner', [], live).fields)).not.toContain('x_agrement')
    expect(buildForm(organizations, 'partner', [setting], live).fields.at(-1)).toMatchObject({ field: 'x_agrement', level: 'review' })
    expect(names(buildForm(organizations, 'adviser', [{ ...setting, audience: 'adviser', level: 'none' }], live).fields)).not.toContain('x_agrement')
    expect(buildForm(organizations, 'adviser', [], live).sections.at(-1)).toMatchObject({ key: 'local', label: { fr: 'Champs locaux' } })
  })

  it('has the English of its help and choices, and says which choices are retired', () => {
    const help = [{ language: 'fr-FR', text: 'Aide' }, { language: 'en-US', text: 'Help' }]
    expect(local({ note: 'Aide', options: { helpTranslations: help } }).help).toEqual({ fr: 'Aide', en: 'Help' })
    expect(local({ note: 'Autre aide', options: { helpTranslations: help } }).help).toEqual({ fr: 'Autre aide', en: 'Autre aide' })
    expect(local({ interface: 'select-dropdown', options: { choices: [{ text: 'Oui', text_en: 'Yes', value: 'yes', retired: true }, { text: 'Non', value: 'no' }] } }).choices).toEqual([
      { value: 'yes', label: { fr: 'Oui', en: 'Yes' }, retired: true }, { value: 'no', label: { fr: 'Non', en: 'Non' } },
    ])
  })

  const kinds: [Partial<LiveField>, Partial<FormField>][] = [
    [{ interface: 'input-multiline', type: 'text' }, { kind: 'long_text' }],
    [{ interface: 'input-rich-text-md', type: 'text' }, { kind: 'long_text' }],
    [{ interface: 'select-dropdown', options: { choices: [{ text: 'Oui', value: 'yes' }] } }, { kind: 'choice', choices: [{ value: 'yes', label: { fr: 'Oui', en: 'Oui' } }] }],
    [{ interface: 'select-dropdown', options: { choices: [{ text: 'Oui', value: 'yes' }], allowOther: true } }, { kind: 'choice', choices: null }],
    [{ interface: 'select-radio', options: { choices: ['a', 'b'] } }, { kind: 'choice', choices: [{ value: 'a', label: { fr: 'a', en: 'a' } }, { value: 'b', label: { fr: 'b', en: 'b' } }] }],
    [{ interface: 'select-multiple-dropdown', type: 'json', options: { choices: [{ value: 'un_deux' }] } }, { kind: 'choices', choices: [{ value: 'un_deux', label: { fr: 'Un deux', en: 'Un deux' } }] }],
    [{ interface: 'select-multiple-checkbox', type: 'csv', options: { choices: [] } }, { kind: 'choices', type: 'csv', choices: [] }],
    [{ interface: 'tags', type: 'json', options: { presets: ['a'] } }, { kind: 'choices', choices: null }],
    [{ interface: 'tags', type: 'json', options: { presets: ['a'], allowCustom: false } }, { kind: 'choices', choices: [{ value: 'a', label: { fr: 'a', en: 'a' } }] }],
    [{ interface: 'boolean', type: 'boolean' }, { kind: 'boolean' }],
    [{ interface: 'toggle', type: 'boolean' }, { kind: 'boolean' }],
    [{ interface: 'datetime', type: 'date' }, { kind: 'date' }],
    [{ interface: 'datetime', type: 'timestamp' }, { kind: 'datetime', type: 'timestamp' }],
    [{ interface: 'datetime', type: 'dateTime' }, { kind: 'datetime', type: 'dateTime' }],
    [{ interface: 'select-dropdown-m2o', type: 'uuid', special: ['m2o'], relatedCollection: 'sites' }, { kind: 'relation', relation: { collection: 'sites' } }],
    [{ interface: 'file', type: 'uuid', special: ['file'], relatedCollection: 'directus_files' }, { kind: 'file' }],
    [{ interface: 'select-color' }, { kind: 'text', format: 'color' }],
    [{ options: { format: 'phone' } }, { kind: 'text', format: 'phone' }],
    [{ options: { softLength: 40 } }, { kind: 'text', maxLength: 40 }],
    [{ interface: 'slider', type: 'integer', options: { min: 1, max: '5' } }, { kind: 'integer', min: 1, max: 5 }],
    [{ interface: 'input-code', type: 'json' }, { kind: 'json' }],
    [{ width: 'half-right' }, { width: 'half' }],
    [{ note: 'Aide' }, { help: { fr: 'Aide', en: 'Aide' } }],
    [{ special: ['user-created'], type: 'uuid' }, { readonly: true }],
  ]
  it.each(kinds)('%j is asked as %j', (live, expected) => expect(local(live)).toMatchObject(expected))

  it.each([{ type: 'alias', special: ['o2m'] }, { type: 'alias', special: ['alias', 'no-data', 'group'] }, { type: 'hash', special: ['hash'] }, { special: ['conceal'] }, { type: 'geometry.Point' }, { hidden: true }])(
    'is not asked when it is %j', live => expect(buildForm(organizations, 'adviser', [], [aLive(live)]).fields.filter(field => field.local)).toEqual([]))

  it('is in the group made for it in the Studio', () => {
    const group = aLive({ field: 'x_suivi', type: 'alias', special: ['alias', 'no-data', 'group'], translations: [{ language: 'fr-FR', translation: 'Suivi' }] })
    const { sections, fields } = buildForm(organizations, 'adviser', [], [aLive({ group: 'x_suivi' }), group])

    expect(find(fields, 'x_agrement').section).toBe('x_suivi')
    expect(sections.find(({ key }) => key === 'x_suivi')).toEqual({ key: 'x_suivi', label: { fr: 'Suivi', en: 'Suivi' }, help: null })
  })

  it('reads the texts kept apart by the Studio', () => {
    const translations = [{ key: 'oui', language: 'fr-FR', value: 'Oui' }, { key: 'oui', language: 'en-US', value: 'Yes' }]
    const live = aLive({ interface: 'select-dropdown', options: { choices: [{ text: '$t:oui', value: 'yes' }] }, note: '$t:absent' })
    const field = find(buildForm(organizations, 'adviser', [], [live], { translations }).fields, 'x_agrement')

    expect(field.choices).toEqual([{ value: 'yes', label: { fr: 'Oui', en: 'Yes' } }])
    expect(field.help).toBeNull()
  })

  it('follows the conditions of the Studio, the last that holds winning', () => {
    const field = local({
      hidden: true, required: false,
      conditions: [
        { rule: { kind: { _eq: 'company' } }, hidden: false, required: true },
        { rule: { _and: [{ kind: { _eq: 'company' } }, { name: { _eq: 'SNCF' } }] }, required: false },
      ],
    })

    expect([isShown(field, { kind: 'company' }, MOMENT), isRequired(field, { kind: 'company' }, MOMENT)]).toEqual([true, true])
    expect(isShown(field, { kind: 'association' }, MOMENT)).toBe(false)
    // The Studio leaves out what the winning condition does not say: the field is hidden again.
    expect(isShown(field, { kind: 'company', name: 'SNCF' }, MOMENT)).toBe(false)
  })

  it('ignores the conditions that forms cannot check', () => {
    const field = local({ required: true, conditions: [{ rule: { name: { _regex: '^a' } }, required: false }, { rule: { organization: { kind: { _eq: 'x' } } }, hidden: true }, { rule: { date: { _gt: '$NOW' } }, hidden: true }] })

    expect([isShown(field, {}, MOMENT), isRequired(field, {}, MOMENT)]).toEqual([true, true])
  })

  it('enforces the validation rule of the Studio with its own sentence', () => {
    const live = aLive({ validation: { _and: [{ x_agrement: { _starts_with: 'AG' } }] }, validationMessage: 'Commence par AG.' })
    const form = buildForm(organizations, 'adviser', [], [live])

    expect(validateForm(form, { x_agrement: 'ZZ' }, { moment: MOMENT, partial: true })).toMatchObject([{ code: 'NOT_VALID', message: { fr: 'Commence par AG.' } }])
    expect(validateForm(form, { x_agrement: 'AG1' }, { moment: MOMENT, partial: true })).toEqual([])
  })
})

describe('the form of the server', () => {
  const { fields } = buildForm(organizations, 'admin', [], [aLive({ hidden: true })], { forServer: true })

  it('knows hidden fields and lets our own code fill read-only ones', () => {
    expect(names(fields)).toEqual(expect.arrayContaining(['id', 'user_created', 'x_agrement', 'structure']))
    expect(validateForm({ fields }, { structure: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', name: 'n' }, { moment: MOMENT })).toEqual([])
  })

  it('asks nobody for what he cannot see or fill', () => expect(validateForm({ fields }, { name: 'n' }, { moment: MOMENT })).toEqual([]))
})
