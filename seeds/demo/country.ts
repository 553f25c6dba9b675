import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { STREETS, ofCity } from './places.ts'
import type { FamilyKey } from './content/partners/index.ts'
import type { Zone } from './places.ts'

/** Real communes with their INSEE code, postcode and middle: the prefecture, else the largest, and two others far from it. */
const TownsSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.string(), z.string(), z.number(), z.number()])))

/** Less than the shortest way from the middle of these communes to the sea. */
const SPREAD_METRES = 400

/** Families that a town of any size may have, and that everybody may see. */
const FAMILIES: readonly FamilyKey[] = [
  'recycling', 'digitalHelp', 'trainingBody', 'drivingSchool', 'shelter', 'listening', 'restaurant', 'garage', 'sport', 'tempAgency', 'youngWorkers', 'healthCentre',
  'greenSpaces', 'legalHelp', 'homeCare', 'secondChance', 'bikes', 'shop', 'civic', 'building', 'socialRental', 'logistics', 'apprenticeship', 'arts', 'industry', 'farming', 'disability',
]
const PARTNERS = 3
// Prime to the number of families: neighbours have other ones, and each family is met as often.
const STEP = 10

/** The départements that have no place of their own in the demo world: a few partners each, so that whoever searches finds something. */
export function otherDepartements(): { departement: string, zone: Zone }[] {
  const file: unknown = JSON.parse(readFileSync(new URL('content/towns.json', import.meta.url), 'utf8'))
  // Sorted: an object keeps the keys that are numbers before the others.
  return Object.entries(TownsSchema.parse(file)).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([departement, towns], rank) => {
    const communes = towns.map(([code, name, postcode, latitude, longitude]) => {
      const commune = { code, name, postcode, latitude, longitude, spread: SPREAD_METRES, toponyms: [], streets: STREETS }
      return { ...commune, toponyms: [ofCity(commune)] }
    })
    const families = Array.from({ length: PARTNERS }, (_, index) => FAMILIES[(rank * PARTNERS + index * STEP) % FAMILIES.length] ?? 'civic')
    return { departement, zone: { timeZone: 'Europe/Paris', departement, communes, families, origins: ['france', 'france', 'france', 'france', 'maghreb', 'portugal', 'westAfrica'] } }
  })
}
