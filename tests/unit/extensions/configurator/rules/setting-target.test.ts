import { expect, it } from 'vitest'
import { getCollection } from '@relais/schema'
import { checkSettingTarget } from '../../../../../extensions/configurator/src/rules/setting-target.ts'

const organizations = { declaration: getCollection('organizations'), hasField: true }

it.each([
  ['an existing field', { collection: 'organizations', field: 'x_label' }, organizations, []],
  ['a field that does not exist', { collection: 'organizations', field: 'x_labl' }, { ...organizations, hasField: false }, ['field']],
  ['a collection that is not the product’s', { collection: 'x_carnet', field: 'titre' }, { declaration: undefined, hasField: true }, ['collection']],
  ['a technical collection', { collection: 'manifest', field: 'key' }, { declaration: getCollection('manifest'), hasField: true }, ['collection']],
  ['nothing yet: the form itself asks', { collection: undefined, field: 'x' }, { declaration: undefined, hasField: false }, []],
])('judges a decision about %s', (_, target, known, refused) => {
  expect(checkSettingTarget(target, known).map(({ field }) => field)).toEqual(refused)
})
