import type { Calendar } from '../lib/calendar.ts'
import type { VolumeSizes } from './sizes.ts'

export interface Place { code: string, name: string, postalCode: string, latitude: number, longitude: number }

/** What the rows of volume hang on: the sizes asked, and the rows of the demo world that they join. */
export interface VolumeWorld {
  sizes: VolumeSizes
  calendar: Calendar
  /** Structure of the demo adviser and manager, and the region above it. */
  home: string
  region: string
  adviser: string
  prescriber: string
  /** An organisation of the demo partner and one of its open offers. */
  partner: { organization: string, offer: string }
  places: readonly Place[]
}
