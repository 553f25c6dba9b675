import type { Position } from 'geojson'

export type Box = readonly [west: number, south: number, east: number, north: number]

/** Both coordinates of a point. */
export const at = (point: Position | undefined): [number, number] => [point?.[0] ?? 0, point?.[1] ?? 0]

/** Three decimals are about a hundred metres: less than a pixel wherever this background is looked at. */
export const round = (value: number): number => Math.round(value * 1000) / 1000

export function isIn([west, south, east, north]: Box, point: Position): boolean {
  const [x, y] = at(point)
  return x >= west && x <= east && y >= south && y <= north
}

function distance(point: Position, start: Position, end: Position): number {
  const [[x, y], [ax, ay], [bx, by]] = [at(point), at(start), at(end)]
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}

/** Douglas–Peucker without recursion: keeps the points that stray more than the tolerance. */
export function simplify(points: readonly Position[], tolerance: number): Position[] {
  const kept = new Set([0, points.length - 1])
  const spans: [number, number][] = [[0, points.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span
    let [worst, index] = [tolerance, -1]
    for (let i = first + 1; i < last; i++) {
      const away = distance(points[i] ?? [], points[first] ?? [], points[last] ?? [])
      if (away > worst) [worst, index] = [away, i]
    }
    if (index === -1) continue
    kept.add(index)
    spans.push([first, index], [index, last])
  }
  return [...kept].sort((a, b) => a - b).map(index => points[index] ?? [])
}

/** Lets a shape that crosses the date line go on past 180° instead of coming back around the whole world. */
export function unwrap(ring: readonly Position[]): Position[] {
  let shift = 0
  let last = at(ring[0])[0]
  return ring.map((point) => {
    const [x, y] = at(point)
    if (x - last > 180) shift -= 360
    if (last - x > 180) shift += 360
    last = x
    return [x + shift, y]
  })
}

/** Whether a point is inside a ring. */
export function isInside(ring: readonly Position[], point: Position): boolean {
  const [x, y] = at(point)
  return ring.reduce((inside, corner, index) => {
    const [[ax, ay], [bx, by]] = [at(corner), at(ring[(index + ring.length - 1) % ring.length])]
    const crosses = (ay > y) !== (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    return crosses ? !inside : inside
  }, false)
}

/** The area of a ring, in square degrees, and its middle. */
export function middleOf(ring: readonly Position[]): { area: number, middle: Position } {
  let [area, cx, cy] = [0, 0, 0]
  ring.forEach((corner, index) => {
    const [[ax, ay], [bx, by]] = [at(corner), at(ring[(index + 1) % ring.length])]
    const cross = ax * by - bx * ay
    area += cross / 2
    cx += (ax + bx) * cross / 6
    cy += (ay + by) * cross / 6
  })
  return { area: Math.abs(area), middle: area === 0 ? at(ring[0]) : [cx / area, cy / area] }
}

const keyOf = (point: Position): string => at(point).map(value => value.toFixed(5)).join()

/**
 * The lines that two shapes share, once each and cut where a third one begins, so that simplifying a line never takes
 * it away from the others.
 */
export function sharedLines(rings: readonly (readonly Position[])[]): Position[][] {
  const times = new Map<string, number>()
  const ends = new Map<string, Set<string>>()
  const segmentKey = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`)
  const walk = (visit: (from: Position, to: Position, key: string) => void) => {
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [from, to] = [ring[i - 1] ?? [], ring[i] ?? []]
        if (keyOf(from) !== keyOf(to)) visit(from, to, segmentKey(keyOf(from), keyOf(to)))
      }
    }
  }
  walk((_from, _to, key) => times.set(key, (times.get(key) ?? 0) + 1))
  walk((from, to, key) => {
    if (times.get(key) === 1) return
    for (const point of [from, to]) ends.set(keyOf(point), (ends.get(keyOf(point)) ?? new Set()).add(key))
  })
  const lines: Position[][] = []
  const drawn = new Set<string>()
  walk((from, to, key) => {
    if (times.get(key) === 1 || drawn.has(key)) return
    drawn.add(key)
    const line = lines.at(-1)
    const last = line?.at(-1)
    const goesOn = last !== undefined && keyOf(last) === keyOf(from) && ends.get(keyOf(from))?.size === 2
    if (goesOn) line?.push(to)
    else lines.push([from, to])
  })
  return lines
}
