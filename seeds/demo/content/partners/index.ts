import { companies } from './companies.ts'
import { culture } from './culture.ts'
import { employment } from './employment.ts'
import { health } from './health.ts'
import { housing } from './housing.ts'
import { mobility } from './mobility.ts'
import { rights } from './rights.ts'
import { training } from './training.ts'
import type { PartnerFamily } from './types.ts'

const families = { ...mobility, ...employment, ...companies, ...housing, ...training, ...health, ...rights, ...culture }

export type FamilyKey = keyof typeof families

/** The families of partners of the demo world. */
export const partnerFamilies: Record<FamilyKey, PartnerFamily> = families
