import type { Definition } from '@relais/schema/workflow'

export const NODE = { width: 168, height: 52 } as const
const GAP = { across: 116, down: 30 } as const
const MARGIN = 24
const SWEEPS = 12

/** A state on the drawing: the middle of its box. */
export interface Placed { key: string, x: number, y: number }

/** An arrow from a state to another, for every transition that goes that way; `path` is of SVG, `x` and `y` where its words go. */
export interface Arrow { from: string, to: string, transitions: string[], path: string, x: number, y: number }

export interface Drawing { width: number, height: number, nodes: Placed[], arrows: Arrow[] }

/** A place in a column: a state, or a bend of an arrow that passes by. */
interface Spot { id: string, rank: number, y: number, height: number, before: string[], after: string[] }

/** The same drawing for the same definition: columns from the beginning on, and arrows that go round the boxes. */
export function layOut({ states, transitions }: Definition): Drawing {
  const keys = states.map(({ key }) => key)
  const pairs = pairsOf(keys, transitions)
  const ranks = ranksOf(states, pairs)
  const spots = new Map<string, Spot>()
  for (const key of keys) spots.set(key, { id: key, rank: ranks.get(key) ?? 0, y: 0, height: NODE.height, before: [], after: [] })
  const bends = pairs.map(pair => bendsOf(pair, spots))
  const columns = columnsOf(spots)
  arrange(columns, spots)
  const x = (rank: number): number => MARGIN + NODE.width / 2 + rank * (NODE.width + GAP.across)
  const top = Math.min(0, ...[...spots.values()].map(spot => spot.y - spot.height / 2))
  const at = (id: string): { x: number, y: number } => {
    const spot = spots.get(id)
    return { x: x(spot?.rank ?? 0), y: (spot?.y ?? 0) - top + MARGIN }
  }
  const bottom = Math.max(0, ...[...spots.values()].map(spot => spot.y + spot.height / 2))
  return {
    width: 2 * MARGIN + columns.length * NODE.width + Math.max(0, columns.length - 1) * GAP.across, height: bottom - top + 2 * MARGIN,
    nodes: keys.map(key => ({ key, ...at(key) })),
    arrows: pairs.map((pair, index) => arrowOf(pair, (bends[index] ?? []).map(at), at, pairs)),
  }
}

interface Pair { from: string, to: string, transitions: string[] }

function pairsOf(keys: readonly string[], transitions: Definition['transitions']): Pair[] {
  const pairs = new Map<string, Pair>()
  for (const { key, from, to } of transitions) {
    for (const state of from) {
      if (state === to || !keys.includes(state) || !keys.includes(to)) continue
      const name = `${state} ${to}`
      const pair = pairs.get(name) ?? { from: state, to, transitions: [] }
      pair.transitions.push(key)
      pairs.set(name, pair)
    }
  }
  return [...pairs.values()]
}

/** How far from the beginning each state stands, ways back left out. */
function ranksOf(states: Definition['states'], pairs: readonly Pair[]): Map<string, number> {
  const forward = new Map<string, string[]>()
  const seen = new Map<string, 'open' | 'done'>()
  const visit = (key: string): void => {
    seen.set(key, 'open')
    for (const { to } of pairs.filter(({ from }) => from === key)) {
      if (seen.get(to) === 'open') continue
      forward.set(key, [...forward.get(key) ?? [], to])
      if (!seen.has(to)) visit(to)
    }
    seen.set(key, 'done')
  }
  for (const { key } of [...states].sort((one, other) => Number(other.kind === 'initial') - Number(one.kind === 'initial'))) {
    if (!seen.has(key)) visit(key)
  }
  const ranks = new Map(states.map(({ key }) => [key, 0]))
  // At most one more column a round; there is no way round left.
  for (const _ of states) {
    for (const [from, targets] of forward) {
      for (const to of targets) ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(from) ?? 0) + 1))
    }
  }
  return ranks
}

/** Gives an arrow that spans columns a place in each of them. */
function bendsOf({ from, to }: Pair, spots: Map<string, Spot>): string[] {
  const [start, end] = [spots.get(from), spots.get(to)]
  if (!start || !end) return []
  const step = Math.sign(end.rank - start.rank)
  const ids: string[] = []
  for (let rank = start.rank + step; step !== 0 && rank !== end.rank; rank += step) {
    const id = `${from} ${to} ${rank}`
    spots.set(id, { id, rank, y: 0, height: 18, before: [], after: [] })
    ids.push(id)
  }
  const way = step < 0 ? [to, ...ids.toReversed(), from] : [from, ...ids, to]
  way.slice(1).forEach((id, index) => {
    const [one, other] = [spots.get(way[index] ?? ''), spots.get(id)]
    if (!one || !other || one.rank === other.rank) return
    one.after.push(id)
    other.before.push(one.id)
  })
  return ids
}

function columnsOf(spots: ReadonlyMap<string, Spot>): Spot[][] {
  const columns: Spot[][] = []
  for (const spot of spots.values()) (columns[spot.rank] ??= []).push(spot)
  return Array.from(columns, column => column ?? [])
}

/** Puts each place level with its neighbours, by sweeps from left to right and back. */
function arrange(columns: Spot[][], spots: ReadonlyMap<string, Spot>): void {
  for (const column of columns) stack(column)
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const side = sweep % 2 === 0 ? 'before' : 'after'
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
      for (const spot of column) {
        const near = spot[side].map(id => spots.get(id)?.y ?? 0)
        if (near.length > 0) spot.y = near.reduce((sum, y) => sum + y, 0) / near.length
      }
      column.sort((one, other) => one.y - other.y)
      spread(column)
    }
  }
}

const distance = (one: Spot, other: Spot): number => (one.height + other.height) / 2 + GAP.down

function stack(column: Spot[]): void {
  column.forEach((spot, index) => {
    const above = column[index - 1]
    spot.y = above ? above.y + distance(above, spot) : 0
  })
}

/** Moves the places of a column apart, and the column back where they wanted to be. */
function spread(column: Spot[]): void {
  const wanted = column.reduce((sum, { y }) => sum + y, 0) / Math.max(1, column.length)
  column.forEach((spot, index) => {
    const above = column[index - 1]
    if (above) spot.y = Math.max(spot.y, above.y + distance(above, spot))
  })
  const shift = column.reduce((sum, { y }) => sum + y, 0) / Math.max(1, column.length) - wanted
  for (const spot of column) spot.y -= shift
}

interface Point { x: number, y: number }

/** A smooth line from the side of a box to the side of another, through its bends; ways there and back lie apart. */
function arrowOf({ from, to, transitions }: Pair, bends: readonly Point[], at: (id: string) => Point, pairs: readonly Pair[]): Arrow {
  const [start, end] = [at(from), at(to)]
  const isBack = end.x < start.x
  const hasTwin = pairs.some(pair => pair.from === to && pair.to === from)
  const apart = hasTwin ? (isBack ? 12 : -12) : 0
  const half = NODE.width / 2
  if (start.x === end.x) return sameColumn({ from, to, transitions }, start, end, half)
  const side = isBack ? -1 : 1
  const points = [{ x: start.x + side * half, y: start.y + apart }, ...bends, { x: end.x - side * half, y: end.y + apart }]
  const path = points.slice(1).reduce((line, point, index) => {
    const last = points[index] ?? point
    const pull = (point.x - last.x) / 2
    return `${line} C${round(last.x + pull)},${round(last.y)} ${round(point.x - pull)},${round(point.y)} ${round(point.x)},${round(point.y)}`
  }, `M${round(points[0]?.x ?? 0)},${round(points[0]?.y ?? 0)}`)
  const [one, other] = [points[0] ?? start, points[1] ?? end]
  return { from, to, transitions, path, x: round((one.x + other.x) / 2), y: round((one.y + other.y) / 2) }
}

/** A line that goes round, between two boxes of one column. */
function sameColumn({ from, to, transitions }: Pair, start: Point, end: Point, half: number): Arrow {
  const side = end.y > start.y ? 1 : -1
  const out = start.x + side * half
  const bow = out + side * 70
  return {
    from, to, transitions, path: `M${round(out)},${round(start.y)} C${round(bow)},${round(start.y)} ${round(bow)},${round(end.y)} ${round(out)},${round(end.y)}`,
    x: round(out + side * 52), y: round((start.y + end.y) / 2),
  }
}

const round = (value: number): number => Math.round(value * 10) / 10
