import { describe, expect, it } from 'vitest'
import { relativeDay } from '../../../../../portal/app/utils/when.ts'

describe('relativeDay', () => {
  it.each([
    ['2026-11-24', 'aujourd’hui'],
    ['2026-11-25', 'demain'],
    ['2026-11-27', 'dans 3 jours'],
    ['2026-10-25', 'il y a 30 jours'],
    ['2026-07-20', 'il y a 4 mois'],
    ['2023-11-24', 'il y a 3 ans'],
  ])('says %s as « %s »', (day, said) => {
    expect(relativeDay(day, '2026-11-24', 'fr')).toBe(said)
  })
})
