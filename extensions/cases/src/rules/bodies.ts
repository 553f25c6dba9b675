import { collections } from '@relais/schema'
import { z } from 'zod'

const MessageSchema = z.string().trim().max(4000)
const REASONS = collections.referrals.fields.answer_reason.choices?.map(choice => choice.value) ?? []

export const ReferralBodySchema = z.strictObject({
  case: z.guid(),
  offer: z.guid(),
  session: z.guid().nullish(),
  need: z.guid().nullish(),
  message: MessageSchema.nullish(),
  /** The person agrees that the partner gets the phone number. */
  share_phone: z.boolean().default(false),
  idempotency_key: z.string().trim().min(8).max(64),
  /** Answers to what a kit asks for this kind of offer. */
  answers: z.record(z.string().max(63), z.union([z.string().max(4000), z.number(), z.boolean(), z.array(z.string().max(200)).max(50), z.null()])).optional(),
})
export type ReferralBody = z.output<typeof ReferralBodySchema>

export const AnswerBodySchema = z.strictObject({
  answer: z.enum(['accepted', 'refused', 'waiting_list']),
  comment: MessageSchema.nullish(),
  reason: z.enum(REASONS).nullish(),
})
export type AnswerBody = z.output<typeof AnswerBodySchema>

/** The file by its number, as it is said on the telephone, and why it must be opened now. */
export const BreakGlassBodySchema = z.strictObject({ reference: z.string().trim().min(1).max(40), reason: z.string().trim().min(20).max(1000), /** Which one, when files of several structures carry the number. */ structure: z.guid().optional() })
export type BreakGlassBody = z.output<typeof BreakGlassBodySchema>

/** What the partner says of how it ended. */
export const FinishBodySchema = z.strictObject({ comment: MessageSchema.nullish() })
export const CancelBodySchema = z.strictObject({ comment: MessageSchema.nullish() })
export const DoneBodySchema = z.strictObject({ done: z.boolean() })
export const HistoryQuerySchema = z.strictObject({ field: z.string().trim().regex(/^[a-z][a-z0-9_]{0,62}$/).optional() })

const MOST_RECORDS = 100
/** Records of one collection, by their keys. */
export const HistoriesQuerySchema = z.strictObject({ items: z.string().transform(text => text.split(',')).pipe(z.array(z.guid()).min(1).max(MOST_RECORDS)) })
