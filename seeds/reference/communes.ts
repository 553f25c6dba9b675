import { createRequire } from 'node:module'
import { z } from 'zod'

/** Vintage of the official geographic code carried by `@etalab/decoupage-administratif` 6.0.0. */
export const COG_VINTAGE = 2026

const require = createRequire(import.meta.url)

const CommuneSchema = z.object({
  code: z.string(),
  nom: z.string(),
  type: z.string(),
  departement: z.string().optional(),
  region: z.string().optional(),
  commune: z.string().optional(),
  chefLieu: z.string().optional(),
  codesPostaux: z.array(z.string()).optional(),
  population: z.number().optional(),
})
const DivisionSchema = z.object({
  code: z.string(),
  nom: z.string(),
  zone: z.string(),
  region: z.string().optional(),
  chefLieu: z.string(),
})
const EpciSchema = z.object({
  code: z.string(),
  nom: z.string(),
  populationTotale: z.number().optional(),
  membres: z.array(z.object({ code: z.string() })),
})

export type OfficialCommune = z.output<typeof CommuneSchema>
export type Division = z.output<typeof DivisionSchema>
export type Epci = z.output<typeof EpciSchema>

export interface OfficialGeography {
  /** Present communes and the arrondissements of Paris, Lyon and Marseille. */
  communes: OfficialCommune[]
  /** Former communes, delegated or associated, whose name still finds a place. */
  formerCommunes: OfficialCommune[]
  departements: Division[]
  regions: Division[]
  epci: Epci[]
}

const PRESENT = new Set(['commune-actuelle', 'arrondissement-municipal'])

/** The official geographic code, as the package gives it. */
export function officialGeography(): OfficialGeography {
  const all = z.array(CommuneSchema).parse(read('communes'))
  return {
    communes: all.filter(({ type }) => PRESENT.has(type)),
    formerCommunes: all.filter(({ type }) => !PRESENT.has(type)),
    departements: z.array(DivisionSchema).parse(read('departements')),
    regions: z.array(DivisionSchema).parse(read('regions')),
    epci: z.array(EpciSchema).parse(read('epci')),
  }
}

function read(name: string): unknown {
  return require(`@etalab/decoupage-administratif/data/${name}.json`)
}
