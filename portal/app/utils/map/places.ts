type Bounds = [[west: number, south: number], [east: number, north: number]]

// Wider than this, a frame shows oceans rather than places.
const WIDEST_DEGREES = 25

/** The parts of French territory, to go from one to another without crossing an ocean by hand. */
export const AREAS: readonly { code: string, name: string, bounds: Bounds }[] = [
  { code: 'hexagone', name: 'Hexagone et Corse', bounds: [[-5.2, 41.3], [9.7, 51.2]] },
  { code: '971', name: 'Guadeloupe', bounds: [[-61.85, 15.8], [-60.95, 16.55]] },
  { code: '972', name: 'Martinique', bounds: [[-61.3, 14.35], [-60.75, 14.92]] },
  { code: '973', name: 'Guyane', bounds: [[-54.65, 2.1], [-51.5, 5.9]] },
  { code: '974', name: 'La Réunion', bounds: [[55.15, -21.42], [55.9, -20.85]] },
  { code: '976', name: 'Mayotte', bounds: [[44.95, -13.05], [45.35, -12.6]] },
  { code: '975', name: 'Saint-Pierre-et-Miquelon', bounds: [[-56.5, 46.7], [-56.05, 47.2]] },
  { code: '977', name: 'Saint-Barthélemy et Saint-Martin', bounds: [[-63.2, 17.85], [-62.75, 18.15]] },
  { code: '986', name: 'Wallis-et-Futuna', bounds: [[-178.3, -14.45], [-176, -13.1]] },
  { code: '988', name: 'Nouvelle-Calédonie', bounds: [[163.4, -22.8], [168.3, -19.5]] },
  { code: '987', name: 'Polynésie française', bounds: [[-152.3, -18.1], [-148.8, -16.2]] },
]

function isInside([[west, south], [east, north]]: Bounds, [x, y]: readonly [number, number]): boolean {
  return x >= west && x <= east && y >= south && y <= north
}

/** The frame that shows these points; when they are spread over oceans, the territory that has most of them. */
export function frameOf(points: readonly (readonly [number, number])[]): Bounds | undefined {
  if (points.length === 0) return undefined
  // A spread argument list has a limit: thousands of points are folded.
  const bounds = points.reduce<Bounds>(
    ([[west, south], [east, north]], [x, y]) => [[Math.min(west, x), Math.min(south, y)], [Math.max(east, x), Math.max(north, y)]],
    [[Infinity, Infinity], [-Infinity, -Infinity]],
  )
  if (bounds[1][0] - bounds[0][0] <= WIDEST_DEGREES) return bounds
  const counted = AREAS.map(area => ({ bounds: area.bounds, count: points.filter(point => isInside(area.bounds, point)).length }))
  return counted.toSorted((a, b) => b.count - a.count)[0]?.bounds ?? bounds
}
