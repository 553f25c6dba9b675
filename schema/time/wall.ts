import { Temporal } from 'temporal-polyfill'

/** What a wall clock that shows `2026-10-25T02:30` somewhere means. */
export type WallTime =
  | { is: 'once', instant: string }
  /** The clock jumps over it in spring: the hour before the jump, and the one after it. */
  | { is: 'skipped', before: string, after: string }
  /** The clock shows it twice in autumn: the two instants, in order. */
  | { is: 'twice', first: string, second: string }

/** Reads what somebody typed from a wall clock (`2026-03-12T14:30`), in the zone of the place; null when it is no date and time. */
export function readWall(text: string, zone: string): WallTime | null {
  const wall = plain(text)
  if (!wall) return null
  const at = (disambiguation: 'earlier' | 'later') => wall.toZonedDateTime(zone, { disambiguation })
  const [earlier, later] = [at('earlier'), at('later')]
  const [first, second] = [iso(earlier), iso(later)]
  if (first === second) return { is: 'once', instant: first }
  return earlier.toPlainDateTime().equals(wall) ? { is: 'twice', first, second } : { is: 'skipped', before: first, after: second }
}

/** The one instant of a wall clock time, for what nobody can be asked about: the first of two, the later of a jump. */
export function instantOf(text: string, zone: string): string | null {
  const wall = plain(text)
  return wall ? iso(wall.toZonedDateTime(zone, { disambiguation: 'compatible' })) : null
}

/** What the wall clock of a place shows at an instant (`2026-03-12T14:30`); empty when it is no instant. */
export function wallAt(instant: string, zone: string, smallestUnit: 'minute' | 'second' = 'minute'): string {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) return ''
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit })
}

const iso = (moment: Temporal.ZonedDateTime): string => new Date(moment.epochMilliseconds).toISOString()

function plain(text: string): Temporal.PlainDateTime | null {
  try {
    return /[Zz+]|\d-\d{2}:/.test(text.slice(10)) ? null : Temporal.PlainDateTime.from(text)
  }
  catch (error: unknown) {
    if (error instanceof RangeError) return null
    throw error
  }
}
