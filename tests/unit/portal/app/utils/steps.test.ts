import { describe, expect, it } from 'vitest'
import { STEP_COMMENT, asksNothing, sayDuration, staysOf, stepForm, stepsTo } from '../../../../../portal/app/utils/steps.ts'
import type { Form, FormField } from '../../../../../schema/forms/index.ts'
import type { Step, StepEvent } from '../../../../../portal/app/types/step.ts'

const both = (text: string) => ({ fr: text, en: text })
const aStep = (part: Partial<Step> = {}): Step => ({ key: 'close', label: both('Clore'), to: 'closed', to_label: both('Clos'), comment: 'none', fields: [], files: [], file_labels: {}, is_possible: true, reasons: [], ...part })
const aField = (field: string, part: Partial<FormField> = {}): FormField => ({
  field, type: 'date', kind: 'date', label: both(field), help: null, section: 'file', width: 'half', required: false, readonly: false, createOnly: false, level: 'read', choices: null,
  format: null, maxLength: null, minLength: null, min: null, max: null, shownIf: 'status == "closed"', requiredIf: null, readonlyIf: null, validIf: [], computed: null, relation: null,
  local: false, default: null, ...part,
})
const form: Form = { collection: 'cases', label: both('Dossiers'), singular: both('dossier'), sections: [], counts: [], fields: [aField('opened_on'), aField('closed_on')] }
const texts = { comment: both('Commentaire') }

describe('the form of a step', () => {
  it('asks what the step asks and nothing else, whatever the level of the reader', () => {
    const { fields } = stepForm(form, aStep({ fields: ['closed_on', 'unknown'] }), texts)

    expect(fields.map(({ field, level, required, shownIf }) => [field, level, required, shownIf])).toEqual([['closed_on', 'write', true, null]])
  })

  it.each([['required', true], ['optional', false]] as const)('asks for a comment that is %s', (comment, required) => {
    expect(stepForm(undefined, aStep({ comment }), texts).fields.map(field => [field.field, field.required])).toEqual([[STEP_COMMENT, required]])
  })

  it('row 21: says who reads the comment of a referral', () => {
    const help = both('La personne le lira.')

    expect(stepForm(undefined, aStep({ comment: 'optional' }), { ...texts, help }).fields[0]?.help).toEqual(help)
    expect(stepForm(undefined, aStep({ comment: 'optional' }), texts).fields[0]?.help).toBeNull()
  })

  it('asks for the files of the step, those that the reader does not know of by their label', () => {
    const step = aStep({ fields: ['closed_on'], files: ['x_proof', 'x_consent'], file_labels: { x_consent: both('Accord signé') } })
    const { fields } = stepForm({ ...form, fields: [...form.fields, aField('x_proof', { kind: 'file', type: 'uuid', label: both('Justificatif') })] }, step, texts)

    expect(fields.map(({ field, kind, label, level, required }) => [field, kind, label.fr, level, required])).toEqual([
      ['closed_on', 'date', 'closed_on', 'write', true], ['x_proof', 'file', 'Justificatif', 'write', true], ['x_consent', 'file', 'Accord signé', 'write', true],
    ])
  })

  it.each([[{}, true], [{ comment: 'optional' }, false], [{ fields: ['closed_on'] }, false], [{ files: ['consent'] }, false]] as const)('says of %j whether nothing is asked', (part, expected) => {
    expect(asksNothing(aStep({ ...part, fields: [...('fields' in part ? part.fields : [])], files: [...('files' in part ? part.files : [])] }))).toBe(expected)
  })

  it('finds the open ways to a state', () => {
    const steps = [aStep(), aStep({ key: 'drop', is_possible: false }), aStep({ key: 'other', to: 'support' })]

    expect(stepsTo(steps, 'closed').map(({ key }) => key)).toEqual(['close'])
  })
})

describe('sayDuration', () => {
  it.each([
    [0, 'moins d’une heure'], [3599, 'moins d’une heure'], [3600, '1 heure'], [47 * 3600, '47 heures'], [12 * 86_400, '12 jours'], [120 * 86_400, '3 mois'], [800 * 86_400, '2 ans'],
  ])('says %d seconds as « %s »', (seconds, text) => {
    expect(sayDuration(seconds, 'fr-FR', 'moins d’une heure').replaceAll(/\s/g, ' ')).toBe(text)
  })
})

describe('the stays of a record', () => {
  const event = (part: Partial<StepEvent>): StepEvent => ({ id: 'e', transition: 'start', from_state: 'reception', to_state: 'diagnosis', label: both('Commencer'), from_label: both('Accueil'), to_label: both('Diagnostic'), seconds: 86_400, at: '2026-03-02T10:00:00.000Z', audience: 'adviser', by: 'Camille', comment: null, ...part })
  const present = { state: 'diagnosis', label: both('Diagnostic'), since: '2026-03-02T10:00:00.000Z' }

  it('are the present one, then each one left, with the way in', () => {
    const stays = staysOf([event({})], present, new Date('2026-03-14T10:00:00Z'))

    expect(stays.map(({ state, since, until, seconds, arrival }) => [state, since, until, seconds / 86_400, arrival?.transition ?? null])).toEqual([
      ['diagnosis', present.since, null, 12, 'start'],
      ['reception', '2026-03-01T10:00:00.000Z', '2026-03-02T10:00:00.000Z', 1, null],
    ])
  })

  it('keep the key of a state that its version does not name', () => {
    expect(staysOf([event({ from_label: null })], present, new Date())[1]?.label).toEqual(both('reception'))
  })
})
