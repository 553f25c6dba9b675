import { describe, expect, it } from 'vitest'
import { choiceValueFor, folded, nameFor } from '../../../../../extensions/configurator/src/rules/field-names.ts'

describe(nameFor, () => {
  it('has no name for a label without a letter nor a digit', () => {
    expect(['', '  ', '…?!', '—'].map(nameFor)).toEqual([null, null, null, null])
  })

  it('is the label without accents, capitals nor signs, after the prefix', () => {
    expect(nameFor('Véhicule adapté ?')).toBe('x_vehicule_adapte')
    expect(nameFor('N° d’œuvre (1)')).toBe('x_n_d_oeuvre_1')
  })

  it('is short enough for PostgreSQL, and never ends by a sign', () => {
    expect(nameFor('a'.repeat(200))).toHaveLength(42)
    expect(nameFor(`${'a'.repeat(39)} b`)).toBe(`x_${'a'.repeat(39)}`)
  })

  it('is one for two labels that differ by accent or case', () => {
    expect(folded('ÉCOLE')).toBe(folded('école'))
  })
})

describe(choiceValueFor, () => {
  it('is the label, with a number when it is taken', () => {
    expect(choiceValueFor('Sur demande', [])).toBe('sur_demande')
    expect(choiceValueFor('Sur demande', ['sur_demande', 'sur_demande_2'])).toBe('sur_demande_3')
    expect(choiceValueFor('…', [])).toBe('choix')
  })
})
