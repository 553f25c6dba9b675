import type { Audience } from '@relais/schema'
import { AUDIENCES } from '@relais/schema'
import type { Definition } from '@relais/schema/workflow'
import { COMMENTS, DELAY_UNITS, RECIPIENTS, STATE_KINDS } from '@relais/schema/workflow'
import { z } from 'zod'

const LabelSchema = z.object({ fr: z.string(), en: z.string() })
const DelaySchema = z.object({ amount: z.number(), unit: z.enum(DELAY_UNITS) })
const LiteralSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])
const RelatedSchema = z.object({ via: z.string(), values: z.record(z.string(), LiteralSchema) })
const WhoSchema = z.object({
  audiences: z.array(z.enum<readonly Audience[]>(AUDIENCES)).optional(), functions: z.array(z.string()).optional(), organization: z.boolean().optional(), person: z.boolean().optional(),
})

const EffectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notify'), to: z.array(z.enum(RECIPIENTS)), subject: LabelSchema, message: LabelSchema }),
  z.object({ kind: z.literal('send_template'), to: z.array(z.enum(RECIPIENTS)), template: z.string() }),
  z.object({ kind: z.literal('create_action'), title: z.string(), theme: z.string(), assignee: z.enum(['beneficiary', 'adviser']), dueIn: DelaySchema.optional() }),
  z.object({ kind: z.literal('create_milestone'), title: z.string(), dueIn: DelaySchema }),
  z.object({ kind: z.literal('set_field'), field: z.string(), value: LiteralSchema }),
  RelatedSchema.extend({ kind: z.literal('create_related'), collection: z.string() }),
  RelatedSchema.extend({ kind: z.literal('close_related'), collection: z.string() }),
  RelatedSchema.extend({ kind: z.literal('start_workflow'), workflow: z.string() }),
  z.object({ kind: z.literal('generate_document'), template: z.string() }),
  z.object({ kind: z.literal('call_webhook'), webhook: z.string() }),
])

const StateSchema = z.object({ key: z.string(), label: LabelSchema, kind: z.enum(STATE_KINDS), color: z.string().optional(), deadline: DelaySchema.optional(), reminders: z.array(z.number()).optional() })

const TransitionSchema = z.object({
  key: z.string(), label: LabelSchema, from: z.array(z.string()), to: z.string(), who: WhoSchema,
  guard: z.object({ rule: z.string(), message: LabelSchema }).optional(),
  fields: z.array(z.string()).optional(), files: z.array(z.string()).optional(), comment: z.enum(COMMENTS).optional(),
  fourEyes: z.object({ selfApproval: WhoSchema.optional() }).optional(),
  timer: z.object({ delay: DelaySchema, reminders: z.array(z.number()).optional(), remind: z.array(z.enum(RECIPIENTS)).optional() }).optional(),
  effects: z.array(EffectSchema).optional(),
})

/** The shape of a definition, as it is stored; what it means is judged by `checkDefinition`. */
export const DefinitionSchema: z.ZodType<Definition> = z.object({ states: z.array(StateSchema), transitions: z.array(TransitionSchema) })
export { EffectSchema }
