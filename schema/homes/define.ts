import type { Audience, Choice, Label } from '../define.ts'

/** The homes of the portal: one a space, and the public page. */
export const HOME_AUDIENCES = ['public', 'partner', 'beneficiary', 'adviser', 'prescriber', 'steering'] as const
export type HomeAudience = (typeof HOME_AUDIENCES)[number]

const SPACES: Partial<Record<Audience, readonly HomeAudience[]>> = {
  partner: ['partner'],
  beneficiary: ['beneficiary'],
  adviser: ['adviser', 'prescriber'],
  manager: ['adviser', 'prescriber'],
  prescriber: ['prescriber'],
  steering: ['steering'],
}

/** The homes that an audience sees: the public page, and those of the spaces that it enters. */
export function homesOf(audience: Audience): readonly HomeAudience[] {
  return ['public', ...SPACES[audience] ?? []]
}

/** A place to go to, first thing: what is on it, and where it leads. Text only. */
export interface Tile {
  label_fr: string
  label_en?: string | null
  help_fr?: string | null
  help_en?: string | null
  icon?: string | null
  /** A page of the portal with its filters, as the address bar says it: `/prescripteur?nature=guardianship`. */
  target: string
}

/** What one author put at the top of a home: the network, a structure, or a kit. */
export interface HomePage {
  audience: HomeAudience
  title: Label
  text: Label | null
  tiles: readonly Tile[]
}

export const MAX_TILES = 12

/** Pictures of tiles: names of Lucide. */
export const HOME_ICONS = [
  { value: 'search', label: { fr: 'Loupe', en: 'Magnifying glass' } },
  { value: 'map', label: { fr: 'Carte', en: 'Map' } },
  { value: 'users', label: { fr: 'Personnes', en: 'People' } },
  { value: 'building-2', label: { fr: 'Organisation', en: 'Organisation' } },
  { value: 'briefcase', label: { fr: 'Emploi', en: 'Employment' } },
  { value: 'graduation-cap', label: { fr: 'Formation', en: 'Training' } },
  { value: 'house', label: { fr: 'Logement', en: 'Housing' } },
  { value: 'heart-pulse', label: { fr: 'Santé', en: 'Health' } },
  { value: 'scale', label: { fr: 'Justice', en: 'Justice' } },
  { value: 'calendar', label: { fr: 'Agenda', en: 'Calendar' } },
  { value: 'list-checks', label: { fr: 'Liste', en: 'List' } },
  { value: 'table-2', label: { fr: 'Tableau', en: 'Table' } },
  { value: 'signpost', label: { fr: 'Orientation', en: 'Referral' } },
  { value: 'info', label: { fr: 'Information', en: 'Information' } },
] as const satisfies readonly Choice[]
