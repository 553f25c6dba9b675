import { describe, expect, it } from 'vitest'
import { createApi } from '../../../../../extensions/configurator/src/app/api.ts'
import { audienceName } from '../../../../../extensions/configurator/src/app/audience-name.ts'
import { fill, several, textsFor } from '../../../../../extensions/configurator/src/app/texts.ts'
import { NEW_TYPES } from '../../../../../extensions/configurator/src/rules/allow-list.ts'
import { CHANGE_KINDS } from '../../../../../extensions/configurator/src/rules/undo.ts'

describe(createApi, () => {
  it('asks the server at its addresses, with what was edited in the body', async () => {
    const sent: unknown[] = []
    let layer: string | null = null
    const api = createApi({ request: async (options) => {
      sent.push(options)
      return { data: { data: null } }
    } }, () => layer)
    await api.overview()
    await api.add('sites', { type: 'text' })
    await api.change('sites', 'x_a', { version: 'v' })
    await api.turn('sites', 'x_a', 'retire', 'v')
    await api.addSection('sites', { label: {} })
    await api.turnSection('sites', 'contact', 'restore', 'v')
    await api.undo('42')
    layer = 'dijon'
    await api.collection('sites')

    expect(sent).toEqual([
      { url: '/relais/configurator', method: 'GET' },
      { url: '/relais/configurator/sites/fields', method: 'POST', data: { type: 'text' } },
      { url: '/relais/configurator/sites/fields/x_a', method: 'PATCH', data: { version: 'v' } },
      { url: '/relais/configurator/sites/fields/x_a/retire', method: 'POST', data: { version: 'v' } },
      { url: '/relais/configurator/sites/sections', method: 'POST', data: { label: {} } },
      { url: '/relais/configurator/sites/sections/contact/restore', method: 'POST', data: { version: 'v' } },
      { url: '/relais/configurator/changes/42/undo', method: 'POST' },
      { url: '/relais/configurator/sites?layer=dijon', method: 'GET' },
    ])
  })
})

describe('the words of the screen', () => {
  it('name every type of field and every kind of change, in both languages', () => {
    for (const language of ['fr', 'en'] as const) {
      const { types, changeKinds } = textsFor(language)
      expect(Object.keys(types).sort()).toEqual([...NEW_TYPES].sort())
      expect(Object.keys(changeKinds).sort()).toEqual([...CHANGE_KINDS].sort())
    }
    expect(textsFor('fr').undo).not.toBe(textsFor('en').undo)
  })

  it('fill their blanks and count', () => {
    expect(fill('« {name} » : {kind}.', { name: 'Étage', kind: 'ajouté' })).toBe('« Étage » : ajouté.')
    expect([several('une fiche|{count} fiches', 1, 'fr'), several('une fiche|{count} fiches', 1240, 'fr')]).toEqual(['une fiche', `${(1240).toLocaleString('fr')} fiches`])
    expect(several('one record|{count} records', 0, 'en')).toBe('0 records')
  })

  it('name the audiences, those who do not sign in too', () => {
    expect([audienceName('partner', 'fr'), audienceName('partner', 'en'), audienceName('public', 'fr')]).toEqual(['Partenaire', 'Partner', 'Public'])
  })
})
