import { STREETS } from './places.ts'
import type { Random } from '../lib/prng.ts'
import type { DemoCommune } from './places.ts'

const METRES_PER_DEGREE = 111_320

/** A number and a street that the commune may have. */
export function streetAddress(commune: DemoCommune, random: Random): string {
  const suffix = random.chance(0.08) ? ' bis' : ''
  return `${random.int(1, 98)}${suffix} ${random.pick(commune.streets ?? STREETS)}`
}

/** A point within walking distance of the middle of the commune. */
export function pointIn({ latitude, longitude, spread }: DemoCommune, random: Random): { latitude: number, longitude: number } {
  const distance = spread * Math.sqrt(random.next())
  const angle = 2 * Math.PI * random.next()
  return {
    latitude: round(latitude + distance * Math.cos(angle) / METRES_PER_DEGREE),
    longitude: round(longitude + distance * Math.sin(angle) / (METRES_PER_DEGREE * Math.cos(latitude * Math.PI / 180))),
  }
}

/** Five decimals are about one metre. */
function round(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000
}
