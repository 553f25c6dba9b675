export type PinShape = 'circle' | 'square' | 'diamond' | 'triangle' | 'kite' | 'hexagon' | 'cross' | 'shield' | 'house' | 'ring'

/** The shape of each kind on the map and its sign in lists. */
export const KIND_LOOKS: Record<string, { shape: PinShape, icon: string }> = {
  service: { shape: 'circle', icon: 'i-lucide-life-buoy' },
  workshop: { shape: 'square', icon: 'i-lucide-users' },
  job: { shape: 'diamond', icon: 'i-lucide-briefcase' },
  training: { shape: 'triangle', icon: 'i-lucide-graduation-cap' },
  immersion: { shape: 'kite', icon: 'i-lucide-eye' },
  tig_post: { shape: 'hexagon', icon: 'i-lucide-hammer' },
  care_place: { shape: 'cross', icon: 'i-lucide-bed' },
  guardianship: { shape: 'shield', icon: 'i-lucide-shield' },
  premises: { shape: 'house', icon: 'i-lucide-warehouse' },
}

/** The look of a kind; organisations, whatever their kind, are rings. */
export function kindLook(kind: string | null): { shape: PinShape, icon: string } {
  return KIND_LOOKS[kind ?? ''] ?? { shape: 'ring', icon: 'i-lucide-building-2' }
}

// Used until the vocabulary is known, or for a theme that has no colour; all reach 4.5:1 on white.
export const PLAIN_COLOR = '#57534e'
