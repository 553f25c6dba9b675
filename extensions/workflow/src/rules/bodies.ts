import { z } from 'zod'

const StateSchema = z.string().trim().min(1).max(255)
const CommentSchema = z.string().trim().max(4000).nullish()
const ValuesSchema = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), z.unknown()).default({})

export const TransitionBodySchema = z.strictObject({
  /** The state that the person saw: another one is a conflict. */
  from: StateSchema,
  values: ValuesSchema,
  /** What the person saw of the fields that the step asks: another value is a conflict. */
  base: ValuesSchema,
  comment: CommentSchema,
})
export type TransitionBody = z.output<typeof TransitionBodySchema>

const MOST_ITEMS = 100
export const BatchBodySchema = z.strictObject({
  items: z.array(z.strictObject({ id: z.guid(), from: StateSchema })).min(1).max(MOST_ITEMS),
  values: ValuesSchema,
  comment: CommentSchema,
})

export const MigrateBodySchema = z.strictObject({
  /** Where the records of a state go; those of the others stay in it. */
  states: z.record(StateSchema, StateSchema).default({}),
  /** Only the records of this version; those of every other one when absent. */
  from: z.guid().optional(),
  dry_run: z.boolean().default(false),
})
export type MigrateBody = z.output<typeof MigrateBodySchema>

const RevisionSchema = z.string().max(40)
/** `revision` is that of the draft that was read, null when there was none. The definition may be anything of the right form. */
export const DraftBodySchema = z.strictObject({ revision: RevisionSchema.nullable(), definition: z.unknown() })
export const RevisionBodySchema = z.strictObject({ revision: RevisionSchema })
export const SimulationBodySchema = z.strictObject({ definition: z.unknown() })

const NAME = /^[a-z][a-z0-9_]{0,63}$/
const WordsSchema = z.string().trim().min(1).max(120)
export const NewWorkflowBodySchema = z.strictObject({ collection: z.string().regex(NAME), field: z.string().regex(NAME), label: z.strictObject({ fr: WordsSchema, en: WordsSchema }) })
export type NewWorkflowBody = z.output<typeof NewWorkflowBodySchema>

export const ApplyBodySchema = z.strictObject({ dry_run: z.boolean().default(false) })
/** Why records are let go, for the journal. */
export const ReleaseBodySchema = z.strictObject({ reason: z.string().trim().min(5).max(1000) })

export const AccountsBodySchema = z.strictObject({ q: z.string().trim().min(2).max(100) })
/** `item` is the identifier or the reference of a record. */
export const WalkBodySchema = z.strictObject({ user: z.guid(), definition: z.unknown(), item: z.string().trim().min(1).max(100).optional() })
