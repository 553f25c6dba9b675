/** How many rows of each kind a world of volume holds at scale 1. */
export interface VolumeSizes {
  structures: number
  staff: number
  people: number
  cases: number
  partners: number
  offers: number
  needs: number
  objectives: number
  actions: number
  interviews: number
  milestones: number
  referrals: number
}

const FULL: VolumeSizes = {
  structures: 300, staff: 3_000, people: 250_000, cases: 500_000, partners: 30_000, offers: 31_000,
  // Five million events of timelines, the 400,000 steps of the referrals included.
  needs: 600_000, objectives: 500_000, actions: 1_200_000, interviews: 1_400_000, milestones: 700_000, referrals: 200_000,
}

/** Files of the demo adviser, whatever the scale. */
export const ADVISER_CASES = 300

/** The sizes at a scale between 0 and 1; every structure keeps its 10 people and 1,667 files. */
export function sizesAt(scale: number): VolumeSizes {
  if (!(scale > 0 && scale <= 1)) throw new RangeError('the scale is above 0 and at most 1')
  const scaled = Object.fromEntries(Object.entries(FULL).map(([name, size]) => [name, Math.max(1, Math.round(size * scale))]))
  return { ...FULL, ...scaled }
}
