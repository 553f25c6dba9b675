import { describe, expect, it } from 'vitest'
import { overriddenInStudio } from '../../../../../extensions/configurator/src/rules/studio-layers.ts'

const row = { collection: 'organizations', field: 'x_access', meta: { note: 'Avant', hidden: false, options: { allowOther: false, choices: [{ text: 'Bus', value: 'bus' }, { text: 'Car', value: 'car' }] } } }

describe('a field in the Studio of a structure', () => {
  it('stays as it is when nothing was changed', () => {
    expect(overriddenInStudio(row, [], 'fr')).toBe(row)
    expect(overriddenInStudio({ ...row, meta: null }, [{ hidden: true }], 'fr').meta).toBeNull()
  })

  it('takes the words of each layer, the nearest last', () => {
    const { meta } = overriddenInStudio(row, [{ label: { fr: 'Région', en: 'Region' }, help: { fr: 'Aide', en: 'Help' } }, { label: { fr: 'Ville', en: 'Town' }, hidden: true }], 'en')
    expect(meta).toMatchObject({ note: 'Help', hidden: true, translations: [{ translation: 'Ville' }, { translation: 'Town' }] })
    expect(overriddenInStudio(row, [{ help: null }], 'fr').meta?.['note']).toBeNull()
  })

  it('offers its choices and no longer those it retired', () => {
    const { meta } = overriddenInStudio(row, [{ choices: [{ value: 'bus', label: { fr: 'Autocar', en: 'Coach' } }, { value: 'car', retired: true }, { value: 'tram', label: { fr: 'Tram', en: 'Tram' } }] }], 'fr')
    expect(meta?.['options']).toEqual({ allowOther: false, choices: [{ text: 'Autocar', value: 'bus' }, { text: 'Tram', value: 'tram' }] })
  })
})
