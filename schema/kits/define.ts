import type { Choice, Condition, Field, Label, Section } from '../define.ts'
import type { HomeAudience, Tile } from '../homes/define.ts'
import type { Collections } from '../index.ts'
import type { TemplateKind } from '../templates/index.ts'

/** What a kit adds to one collection of the core. */
export interface KitPart {
  /** Sections of the form, after those of the core. */
  sections?: Readonly<Record<string, Section>>
  /** Named `<kit>_…`, so that no later release, other kit or local administrator can want the name. */
  fields?: Readonly<Record<string, Field>>
  /** Choices added to the list of a field of the core, by field; their values begin as the names of fields do. */
  choices?: Readonly<Record<string, readonly Choice[]>>
}

/** A word that a kit adds to a vocabulary. */
export interface KitTerm {
  code: string
  label: Label
  /** In French, as in the Studio. */
  description?: string
  /** Code of its parent in the same vocabulary: an earlier term of the kit, or one of the network. */
  parent?: string
  /** In a vocabulary of the kit, its place in the list by default; else after the ranked terms. */
  sort?: number
  uri?: string
}

/** What a kit puts at the top of a home of the portal, after what the network wrote there. */
export interface KitHome {
  audience: HomeAudience
  title: Label
  text?: Label
  tiles: readonly Tile[]
}

/** A message that workflows may send, or a document that they may write; its name begins as the names of fields do. */
export interface KitTemplate { key: string, /** @defaultValue `message` */ kind?: TemplateKind, subject: Label, message: Label }

/** A number of a report: rows, different values, a sum, a sum of what is above zero, or rows without a value. */
export const REPORT_MEASURES = ['rows', 'distinct', 'sum', 'positive', 'missing'] as const

export interface ReportMeasure {
  key: string
  label: Label
  of: (typeof REPORT_MEASURES)[number]
  /** Path from the collection of the report to the value: `organization`, `places.available`. Not for `rows`. */
  path?: string
  /** Only the rows where this other path has a value, or only those where it has none. */
  when?: { path: string, isKnown: boolean }
}

/** A table of numbers by territory, computed from what its reader may read. */
export interface Report {
  key: string
  label: Label
  description: Label
  collection: keyof Collections
  /** Rows that are counted. */
  where: Condition
  /** Path to the code of a commune, of which the département is taken. */
  by: string
  measures: readonly ReportMeasure[]
}

/** What the other side may read of a person once it has accepted. */
type SharedOnAcceptance = 'name' | 'birth_date' | 'phone' | 'origin'

/** How people are sent to the offers of one kind, where the trade has its words, its questions and its delay. */
export interface KitReferral {
  /** Value of `offers.kind`. */
  kind: string
  /** What sending somebody is called, what is said once it is done, and what calling it off is called. */
  act: Label
  done: Label
  undo: Label
  /** Fields of `referrals` that are asked then: those of the kit. */
  asks: readonly { field: string, required: boolean }[]
  /** What the other side reads of the person from its acceptance until the end; before, a first name, an initial and an age. */
  shares: readonly SharedOnAcceptance[]
  /** Days to answer, instead of those of the workflow of referrals. */
  answerWithin?: number
  /** Fields of the product that the form of such an offer leaves out, once it is of that kind: the trade has no use for them. */
  leavesOut?: readonly string[]
  /** Whoever has the offer also declares what it takes outside of the tool, under this name. */
  outside?: Label
}

/** A configuration of the product for one trade: declarations only, in the language of `schema/define.ts`. */
export interface Kit {
  /** Name of its folder, and the beginning of the names that it adds. */
  key: string
  release: string
  label: Label
  description: Label
  collections: { readonly [C in keyof Collections]?: KitPart }
  reports?: readonly Report[]
  /** Terms by vocabulary: one of the core, where codes begin as the names of fields do, or one whose name begins so. */
  vocabularies?: Readonly<Record<string, readonly KitTerm[]>>
  /** At most one a home. */
  homes?: readonly KitHome[]
  templates?: readonly KitTemplate[]
  /** At most one a kind of offer. */
  referrals?: readonly KitReferral[]
}

/** Declares a kit; the types of its fields are kept for the SDK. */
export function defineKit<const K extends Kit>(kit: K): K {
  return kit
}

/** How the names that a kit adds begin. */
export function prefixOf(kit: string): string {
  return `${kit.replaceAll('-', '_')}_`
}
