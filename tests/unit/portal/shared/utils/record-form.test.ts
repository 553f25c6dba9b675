import type { Form, FormField } from '@relais/schema/forms'
import { describe, expect, it } from 'vitest'
import { collectChanges, fieldsToAsk, groupFields, initialValues } from '../../../../../portal/shared/utils/record-form.ts'
import { MOMENT } from '../../../../support/moment.ts'

function aField(field: Partial<FormField> & { field: string }): FormField {
  return {
    type: 'string', kind: 'text', label: { fr: field.field, en: field.field }, help: null, section: null, width: 'full', required: false, readonly: false, createOnly: false, level: 'write',
    choices: null, format: null, maxLength: null, minLength: null, min: null, max: null, shownIf: null, requiredIf: null, readonlyIf: null, validIf: [], computed: null,
    relation: null, local: false, default: null, ...field,
  }
}

function aForm(fields: FormField[]): Form {
  return {
    collection: 'organizations', label: { fr: 'Organisations', en: 'Organisations' }, singular: { fr: 'organisation', en: 'organisation' },
    sections: [{ key: 'identity', label: { fr: 'Identité', en: 'Identity' }, help: null }], fields, counts: [],
  }
}

const NAME = aField({ field: 'name', section: 'identity' })
const PHONE = aField({ field: 'phone', format: 'phone' })
const NOTES = aField({ field: 'notes', level: 'read' })
const LOGO = aField({ field: 'logo', kind: 'file' })
const PROOF = aField({ field: 'x_proof', kind: 'file' })
const DETAILS = aField({ field: 'details', shownIf: 'name == "Autre"' })

describe('fieldsToAsk', () => {
  const form = aForm([NAME, PHONE, NOTES, LOGO, PROOF])
  const usual = { withReadonly: false, isNew: false }

  it('leaves out what cannot be written and what has a screen of its own', () => {
    expect(fieldsToAsk(form, undefined, usual)).toEqual([NAME, PHONE, PROOF])
  })

  it('keeps the order asked and ignores fields that the audience does not have', () => {
    expect(fieldsToAsk(form, ['phone', 'secret', 'name'], usual)).toEqual([PHONE, NAME])
  })

  it('asks of a new record alone what never changes afterwards', () => {
    const state = aField({ field: 'status', createOnly: true })
    expect(fieldsToAsk(aForm([NAME, state]), undefined, usual)).toEqual([NAME])
    expect(fieldsToAsk(aForm([NAME, state]), undefined, { ...usual, isNew: true })).toEqual([NAME, state])
  })

  it('shows what can be read when asked to', () => {
    expect(fieldsToAsk(form, undefined, { ...usual, withReadonly: true })).toEqual([NAME, PHONE, NOTES, PROOF])
  })
})

describe('groupFields', () => {
  it('puts fields under their section and hides those whose condition does not hold', () => {
    const groups = groupFields(aForm([NAME, PHONE, DETAILS]), [NAME, PHONE, DETAILS], { name: 'Garage' }, MOMENT)

    expect(groups.map(group => [group.key, group.fields.map(({ field }) => field)])).toEqual([['', ['phone']], ['identity', ['name']]])
  })
})

describe('collectChanges', () => {
  const fields = [NAME, PHONE, NOTES, DETAILS]

  it('sends only what changed, as it is stored, with what was seen before', () => {
    const changes = collectChanges(fields, { values: { name: 'Garage ', phone: '01 99 00 12 34', notes: 'x', details: null }, base: { name: 'Garage', phone: null, notes: 'y' }, moment: MOMENT })

    expect(changes).toEqual({ values: { phone: '+33199001234' }, base: { phone: null } })
  })

  it('sends an emptied field as null', () => {
    expect(collectChanges(fields, { values: { name: '', phone: null }, base: { name: 'Garage' }, moment: MOMENT })).toEqual({ values: { name: null }, base: { name: 'Garage' } })
  })

  it('does not send a field that is not shown', () => {
    expect(collectChanges(fields, { values: { name: 'Garage', details: 'perdu' }, base: { name: 'Garage' }, moment: MOMENT })).toEqual({ values: {}, base: {} })
  })
})

describe('initialValues', () => {
  it('offers the defaults on a new record only', () => {
    const status = aField({ field: 'status', default: 'active' })

    expect(initialValues([status], {}, true)).toEqual({ status: 'active' })
    expect(initialValues([status], {}, false)).toEqual({ status: null })
  })

  it.each([['+33199001234', '01 99 00 12 34'], ['+262692123456', '0692 12 34 56'], ['+68987123456', '+689 87 12 34 56'], ['ancienne valeur', 'ancienne valeur']])(
    'shows %s as people write it, which is no change',
    (phone, written) => {
      const values = initialValues([PHONE], { phone }, false)

      expect(values).toEqual({ phone: written })
      expect(collectChanges([PHONE], { values, base: { phone }, moment: MOMENT })).toEqual({ values: {}, base: {} })
    },
  )
})
