import { describe, expect, it } from 'vitest'
import { addMonths, rowsByState, rowsByStructure, sayDays } from '../../../../../portal/app/utils/measures.ts'
import type { MeasureLine, Measures } from '../../../../../portal/app/types/step.ts'

const both = (text: string) => ({ fr: text, en: text })
const line = (structure: string | null, state: string, part: Partial<MeasureLine> = {}): MeasureLine => ({ structure, state, stays: 6, median_days: 3, p90_days: 9.5, present: 2, late: 0, ...part })
const measures: Measures = {
  collection: 'cases', label: both('Parcours'), from: '2026-01', to: '2026-03', least: 5,
  states: [{ key: 'reception', label: both('Accueil'), kind: 'initial' }, { key: 'support', label: both('Accompagnement'), kind: 'ordinary' }],
  structures: [{ id: 'a', name: 'Mission locale' }],
  lines: [line('a', 'support', { stays: null, median_days: null, p90_days: null, present: null }), line('a', 'reception'), line(null, 'reception', { at_least: ['stays'] })],
}
const label = (words: { fr: string }) => words.fr

describe('the lines of the measures', () => {
  it('follow the order of the states, for a structure or for all', () => {
    expect(rowsByState(measures, 'a', label).map(({ name }) => name)).toEqual(['Accueil', 'Accompagnement'])
    expect(rowsByState(measures, null, label).map(({ name }) => name)).toEqual(['Accueil'])
    expect(rowsByStructure(measures, 'support').map(({ name }) => name)).toEqual(['Mission locale'])
  })
})

describe('months and days', () => {
  it.each([['2026-01', -1, '2025-12'], ['2026-11', 2, '2027-01'], ['2026-03', -11, '2025-04']])('adds to %s %d months', (month, count, expected) => {
    expect(addMonths(month, count)).toBe(expected)
  })

  it.each([[null, ''], [0.4, '0,4 jour'], [1, '1 jour'], [12.4, '12 jours']])('says %s', (days, text) => {
    expect(sayDays(days, 'fr-FR').replaceAll(/\s/g, ' ')).toBe(text)
  })
})
