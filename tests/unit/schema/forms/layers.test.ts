import { describe, expect, it } from 'vitest'
import { getCollection } from '@relais/schema'
import type { CollectionDefinition } from '@relais/schema'
import { buildForm } from '@relais/schema/forms'
import type { BuildOptions, FieldLayer, Form, LiveField, LocalRule } from '@relais/schema/forms'

const [REGION, TOWN, OTHER] = ['region', 'town', 'other']
const organizations = getCollection('organizations') as CollectionDefinition
const live = (field: string): LiveField => ({
  field, type: 'string', interface: 'select-dropdown', options: { choices: [{ text: 'Bus', value: 'bus' }] }, special: [], required: false, readonly: false, hidden: false, sort: null,
  width: null, group: null, note: null, translations: [{ language: 'fr-FR', translation: field }], conditions: null, validation: null, validationMessage: null, maxLength: null, defaultValue: null, relatedCollection: null,
})
const layer = (structure: string, field: string, override: FieldLayer['override'], isOwn = false): FieldLayer => ({ structure, collection: 'organizations', field, isOwn, override })
const rule = (structure: string | null, field: string, kind: LocalRule['kind'], expression: string): LocalRule => ({ structure, collection: 'organizations', field, kind, expression, message: null })

function form(within: BuildOptions['within'], layers: FieldLayer[], rules: LocalRule[] = [], forServer = false): Form {
  return buildForm(organizations, forServer ? 'admin' : 'adviser', [], [live('x_access'), live('x_own')], { within: within ?? [], layers, rules, forServer })
}
const fieldOf = (built: Form, name: string) => built.fields.find(({ field }) => field === name)

describe('the layers of a form', () => {
  const own = layer(TOWN, 'x_own', null, true)

  it('shows a field of a structure there only', () => {
    expect(fieldOf(form([REGION, TOWN], [own]), 'x_own')).toMatchObject({ local: true })
    for (const within of [[], [REGION], [REGION, OTHER]]) expect(fieldOf(form(within, [own]), 'x_own')).toBeUndefined()
  })

  it('knows it everywhere for the server, asked of nobody', () => {
    const rules = [rule(TOWN, 'x_own', 'required_if', 'true'), rule(TOWN, 'x_own', 'computed', '"bus"')]
    expect(fieldOf(form('everywhere', [own], rules, true), 'x_own')).toMatchObject({ required: false, requiredIf: null, computed: '"bus"' })
    expect(fieldOf(form([TOWN], [own], rules), 'x_own')?.requiredIf).toBe('true')
  })

  it('lets the nearest structure have the last word, and each property its own', () => {
    const layers = [
      layer(REGION, 'x_access', { label: { fr: 'Région', en: 'Region' }, help: { fr: 'Aide', en: 'Help' } }),
      layer(TOWN, 'x_access', { label: { fr: 'Ville', en: 'Town' } }),
      layer(OTHER, 'x_access', { label: { fr: 'Ailleurs', en: 'Elsewhere' } }),
    ]
    expect(fieldOf(form([REGION, TOWN], layers), 'x_access')).toMatchObject({ label: { fr: 'Ville' }, help: { fr: 'Aide' } })
    expect(fieldOf(form([REGION], layers), 'x_access')?.label.fr).toBe('Région')
    expect(fieldOf(form([], layers), 'x_access')?.label.fr).toBe('x_access')
  })

  it('adds, renames and retires choices there only', () => {
    const layers = [layer(TOWN, 'x_access', { choices: [{ value: 'bus', label: { fr: 'Car', en: 'Coach' } }, { value: 'tram', label: { fr: 'Tram', en: 'Tram' } }] })]
    expect(fieldOf(form([TOWN], layers), 'x_access')?.choices?.map(({ label }) => label.fr)).toEqual(['Car', 'Tram'])
    expect(fieldOf(form([OTHER], layers), 'x_access')?.choices?.map(({ label }) => label.fr)).toEqual(['Bus'])
  })

  it('hides a field, which is then asked of nobody there', () => {
    const layers = [layer(TOWN, 'website', { hidden: true })]
    expect([fieldOf(form([TOWN], layers), 'website'), fieldOf(form([OTHER], layers), 'website')?.field]).toEqual([undefined, 'website'])
    const rules = [rule(null, 'website', 'required_if', 'true')]
    expect(fieldOf(form([TOWN], layers, rules, true), 'website')).toMatchObject({ required: false, requiredIf: null })
  })

  it('adds the rules of a structure to those of the network', () => {
    const rules = [rule(null, 'x_access', 'required_if', '1 > 0'), rule(TOWN, 'x_access', 'required_if', '2 > 0'), rule(TOWN, 'x_access', 'valid_if', '3 > 0'), rule(null, 'x_access', 'shown_if', '4 > 0'), rule(TOWN, 'x_access', 'shown_if', '5 > 0')]
    expect(fieldOf(form([TOWN], [], rules), 'x_access')).toMatchObject({ requiredIf: '1 > 0 || 2 > 0', shownIf: '4 > 0 && 5 > 0', validIf: [{ rule: '3 > 0' }] })
    expect(fieldOf(form([OTHER], [], rules), 'x_access')).toMatchObject({ requiredIf: '1 > 0', shownIf: '4 > 0', validIf: [] })
  })
})
