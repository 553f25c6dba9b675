import { describe, expect, it } from 'vitest'
import type { FieldState } from '../../../../../extensions/configurator/src/rules/field-state.ts'
import { overrideOf, withOverride } from '../../../../../extensions/configurator/src/rules/overrides.ts'

const said = (fr: string) => ({ fr, en: fr })
const above: FieldState = {
  label: said('Accès'), help: said('Comment venir.'), section: null, sort: 4, width: 'full', hidden: false, retired: false, levels: {}, rules: [],
  choices: [{ value: 'bus', label: said('Bus'), retired: false }, { value: 'car', label: said('Car'), retired: true }],
}

describe('what a structure keeps of a field that comes from above', () => {
  it('is nothing while nothing differs', () => {
    expect(overrideOf(above, structuredClone(above))).toBeNull()
    expect(withOverride(above, null, [])).toEqual(above)
  })

  it.each<[string, Partial<FieldState>]>([
    ['a label', { label: said('Venir') }],
    ['a help taken away', { help: null }],
    ['being hidden', { hidden: true }],
    ['a choice renamed', { choices: [{ value: 'bus', label: said('Autobus'), retired: false }, { value: 'car', label: said('Car'), retired: true }] }],
    ['a choice retired', { choices: [{ value: 'bus', label: said('Bus'), retired: true }, { value: 'car', label: said('Car'), retired: true }] }],
    ['a choice offered again', { choices: [{ value: 'bus', label: said('Bus'), retired: false }, { value: 'car', label: said('Car'), retired: false }] }],
    ['a choice added', { choices: [...above.choices ?? [], { value: 'tram', label: said('Tram'), retired: false }] }],
  ])('is %s alone, and gives the same field back', (_, change) => {
    const here = { ...above, ...change }
    const override = overrideOf(above, here)
    expect(Object.keys(override ?? {})).toEqual(Object.keys(change))
    expect(withOverride(above, override, [])).toEqual(here)
  })

  it('follows what changes above it', () => {
    const override = overrideOf(above, { ...above, label: said('Venir') })
    expect(withOverride({ ...above, label: said('Trajet'), help: said('En transports.') }, override, [])).toMatchObject({ label: said('Venir'), help: said('En transports.') })
  })
})
