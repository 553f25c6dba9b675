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
