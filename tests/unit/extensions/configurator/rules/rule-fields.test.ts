import { expect, it } from 'vitest'
import { collections } from '@relais/schema'
import { buildForm } from '@relais/schema/forms'
import { ruleFields } from '../../../../../extensions/configurator/src/rules/rule-fields.ts'

const form = buildForm(collections.organizations, 'admin', [], [], { forServer: true })
const fieldsFor = (field: string, settings: { collection: string, field: string, audience: string, level: string }[] = []) =>
  new Map(ruleFields({ declaration: collections.organizations, settings, form, lists: [{ name: 'sites', label: { fr: 'Sites', en: 'Sites' } }], field }).map(found => [found.name, found]))

it('knows every field with its type, its list and the lists of related rows', () => {
  const fields = fieldsFor('siret')

  expect(fields.get('kind')).toMatchObject({ type: 'choice', isKept: true })
  expect(fields.get('kind')?.choices?.some(({ value }) => value === 'company')).toBe(true)
  expect(fields.get('themes')?.type).toBe('multiple')
  expect(fields.get('structure')?.type).toBe('link')
  expect(fields.get('sites')?.type).toBe('rows')
})

it('names the audiences that are asked a field and cannot read another', () => {
  const closed = fieldsFor('siret', [{ collection: 'organizations', field: 'kind', audience: 'partner', level: 'none' }])

  expect(closed.get('kind')?.unreadableBy?.map(({ fr }) => fr)).toContain('Partenaire')
  expect(fieldsFor('siret').get('kind')?.unreadableBy).toEqual([])
})
