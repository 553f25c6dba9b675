import { departementOf } from './case'

/** A point on the ground, in degrees. */
export interface GroundPoint { lat: number, lng: number }

/** The sphere on which the server measures too. */
const EARTH_KM = 6378.168
const RADIANS = Math.PI / 180

/** The great circle between two points, in kilometres. */
export function kmBetween(from: GroundPoint, to: GroundPoint): number {
  const half = (degrees: number): number => Math.sin(degrees * RADIANS / 2) ** 2
  const part = half(to.lat - from.lat) + Math.cos(from.lat * RADIANS) * Math.cos(to.lat * RADIANS) * half(to.lng - from.lng)
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(part)))
}

/** Where something is, when it is known. */
export function pointOf(place: { latitude: number | null, longitude: number | null } | null | undefined): GroundPoint | null {
  const { latitude = null, longitude = null } = place ?? {}
  return latitude === null || longitude === null ? null : { lat: latitude, lng: longitude }
}

/** A distance above which somebody is asked before a person is sent there. */
const FAR_KM = 60

/** How far it is from home, null when it is only known to be in another département. */
export interface Far { km: number | null }

interface There { latitude: number | null, longitude: number | null, postal_code: string | null }

/** Whether an offer is far from where a person lives; nothing when it is close, or when nothing is known of the one or of the other. */
export function farFrom(home: GroundPoint | null, commune: string | null | undefined, there: There): Far | null {
  const point = pointOf(there)
  if (home && point) {
    const km = kmBetween(home, point)
    return km > FAR_KM ? { km } : null
  }
  return commune && there.postal_code && !isOfDepartement(there.postal_code, departementOf(commune)) ? { km: null } : null
}

/** Post codes know one Corsica, and begin with the number of the département everywhere else. */
function isOfDepartement(postalCode: string, departement: string): boolean {
  return postalCode.startsWith(/^2[AB]$/i.test(departement) ? '20' : departement)
}
