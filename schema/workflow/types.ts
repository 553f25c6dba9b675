import type { Audience, Label } from '../define.ts'
import type { Literal } from '../forms/rules/ast.ts'

export const STATE_KINDS = ['initial', 'ordinary', 'final'] as const
/** Where objects begin, where they pass, where their way ends; a final state may still be left, to reopen. */
export type StateKind = (typeof STATE_KINDS)[number]

export const DELAY_UNITS = ['days', 'working_days'] as const
export interface Delay { amount: number, unit: (typeof DELAY_UNITS)[number] }

export interface State {
  key: string
  label: Label
  kind: StateKind
  color?: string | undefined
  /** An object that stays longer is overdue; nothing moves by itself. */
  deadline?: Delay | undefined
  /** So many days of the unit of the deadline before it, those who may act are reminded. */
  reminders?: readonly number[] | undefined
}

/** Whoever is one of these may act; what the account may read and write of the object still holds. */
export interface Who {
  audiences?: readonly Audience[] | undefined
  /** Functions in the team of the file that the object belongs to. */
  functions?: readonly string[] | undefined
  /** Those who edit for the organisation that the object belongs to. */
  organization?: boolean | undefined
  /** The person whom the object is about. */
  person?: boolean | undefined
}

export const COMMENTS = ['none', 'optional', 'required'] as const
export type CommentRule = (typeof COMMENTS)[number]

export const RECIPIENTS = ['author', 'referent', 'team', 'managers', 'organization', 'person'] as const
export type Recipient = (typeof RECIPIENTS)[number]

/** What follows a transition: at least once, each in its own job. */
export type Effect =
  | { kind: 'notify', to: readonly Recipient[], subject: Label, message: Label }
  | { kind: 'send_template', to: readonly Recipient[], template: string }
  | { kind: 'create_action', title: string, theme: string, assignee: 'beneficiary' | 'adviser', dueIn?: Delay | undefined }
  | { kind: 'create_milestone', title: string, dueIn: Delay }
  | { kind: 'set_field', field: string, value: Literal }
  | { kind: 'create_related', collection: string, via: string, values: Readonly<Record<string, Literal>> }
  | { kind: 'close_related', collection: string, via: string, values: Readonly<Record<string, Literal>> }
  | { kind: 'start_workflow', workflow: string, via: string, values: Readonly<Record<string, Literal>> }
  | { kind: 'generate_document', template: string }
  | { kind: 'call_webhook', webhook: string }
export type EffectKind = Effect['kind']

/** In an effect that fills a day or an instant: that of the step. */
export const NOW_VALUE = '$NOW'

export interface Transition {
  key: string
  label: Label
  from: readonly string[]
  to: string
  who: Who
  /** A rule of `schema/forms/rules` over the object as it will be, and what is said when it does not hold. */
  guard?: { rule: string, message: Label } | undefined
  /** Fields that must be answered, before or with the transition. */
  fields?: readonly string[] | undefined
  /** Fields that must hold a file with something in it. */
  files?: readonly string[] | undefined
  comment?: CommentRule | undefined
  /** Not by the author of the previous step, but for those who may approve themselves. */
  fourEyes?: { selfApproval?: Who | undefined } | undefined
  /** Happens by itself after a delay in the state; reminders are so many days of the same unit before, to those named or to those who may act. */
  timer?: { delay: Delay, reminders?: readonly number[] | undefined, remind?: readonly Recipient[] | undefined } | undefined
  effects?: readonly Effect[] | undefined
}

/** A state machine as data: what a version of a workflow holds. */
export interface Definition { states: readonly State[], transitions: readonly Transition[] }
