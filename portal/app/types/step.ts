export interface Words { fr: string, en: string }

export interface StepReason { code: string, message: Words, field?: string }

/** A transition that leaves the state of a record: what its dialog asks, or why it is not open. */
export interface Step {
  key: string
  label: Words
  to: string
  to_label: Words
  comment: 'none' | 'optional' | 'required'
  fields: string[]
  files: string[]
  /** What the files asked for are called. */
  file_labels: Record<string, Words>
  is_possible: boolean
  reasons: StepReason[]
  /** The step that takes this one back at once, asking nothing. */
  way_back?: string | null
}

/** Where a record stands, and what the person who asks may do with it. */
export interface Steps { state: string, label: Words, since: string, deadline_at: string | null, /** Since when a delay is over that nobody could have answered. */ unanswerable_at: string | null, /** What happens if nobody acts, and its day. */ automatic: { transition: string, on: string } | null, transitions: Step[] }

export interface StepState { key: string, label: Words, kind: 'initial' | 'ordinary' | 'final', color?: string }

/** A collection whose records only move by transitions, with the states in which they are found. */
export interface HeldCollection { collection: string, field: string, label: Words, states: StepState[], /** Whether the time in its states is measured. */ is_measured: boolean, /** From each state, the steps that may be the reader's. */ own_steps: Record<string, string[]> }

/** A transition that was done, in the words of its day. */
export interface StepEvent {
  id: string
  transition: string
  from_state: string
  to_state: string
  label: Words | null
  from_label: Words | null
  to_label: Words | null
  /** Time spent in the state that was left. */
  seconds: number
  at: string
  audience: string | null
  by: string | null
  comment: string | null
}

/** What is known of the time spent in a state; null is too few to be told. */
export interface MeasureLine {
  structure: string | null
  state: string
  stays: number | null
  median_days: number | null
  p90_days: number | null
  present: number | null
  late: number | null
  /** Those of these numbers to which what is not told would add. */
  at_least?: ('stays' | 'present' | 'late')[]
}

export interface Measures {
  collection: string
  label: Words
  from: string
  to: string
  least: number
  states: StepState[]
  structures: { id: string, name: string }[]
  lines: MeasureLine[]
}
