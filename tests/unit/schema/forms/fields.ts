import type { Form, FormField } from '@relais/schema/forms'

/** A question of a form, as plain as can be; say only what matters to the test. */
export function aField(overrides: Partial<FormField> = {}): FormField {
  return {
    field: 'name', type: 'string', kind: 'text', label: { fr: 'Nom', en: 'Name' }, help: null, section: null, width: 'full',
    required: false, readonly: false, createOnly: false, level: 'write', choices: null, format: null, maxLength: null, minLength: null, min: null, max: null,
    shownIf: null, requiredIf: null, readonlyIf: null, validIf: [], computed: null, relation: null, local: false, default: null,
    ...overrides,
  }
}

/** A form made of these questions. */
export function aForm(...fields: FormField[]): Form {
  return { collection: 'organizations', label: { fr: 'Partenaires', en: 'Partners' }, singular: { fr: 'Partenaire', en: 'Partner' }, sections: [], fields, counts: [] }
}
