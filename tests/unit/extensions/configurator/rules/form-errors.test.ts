import { expect, it } from 'vitest'
import { messageOf } from '@relais/schema/forms'
import { labelled, sentenceOf } from '../../../../../extensions/configurator/src/rules/form-errors.ts'
import { aField, aForm } from '../../../schema/forms/fields.ts'

const required = { field: 'phone', code: 'REQUIRED', message: messageOf('REQUIRED'), severity: 'error' } as const

it('names each field in French, once', () => {
  const errors = labelled([required, required, { ...required, field: 'hacked', code: 'UNKNOWN_FIELD', message: messageOf('UNKNOWN_FIELD') }], aForm(aField({ field: 'phone', label: { fr: 'Téléphone', en: 'Phone' } })))

  expect(errors.map(({ label, code }) => [label, code])).toEqual([['Téléphone', 'REQUIRED'], ['hacked', 'UNKNOWN_FIELD']])
  expect(sentenceOf(errors)).toBe('Rien n’a été enregistré. Téléphone : cette réponse est obligatoire. hacked : ce champ n’existe pas dans ce formulaire.')
})
