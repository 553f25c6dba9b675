import { z } from 'zod'

const FIELDS_MAX = 200
const ValuesSchema = z.record(z.string().min(1).max(64), z.unknown())
  .refine(values => Object.keys(values).length <= FIELDS_MAX, { error: 'too many fields' })
const ConfirmSchema = z.array(z.string().max(64)).max(FIELDS_MAX).optional()

/** A change: the new values, and the values seen when it was started. */
export const EditBodySchema = z.strictObject({
  values: ValuesSchema,
  base: ValuesSchema,
  /** Fields whose unusual value the person has confirmed. */
  confirm: ConfirmSchema,
})
export type EditBody = z.output<typeof EditBodySchema>

/** A new record; the key, chosen by the form when it opens, makes a double click harmless. */
export const CreateBodySchema = z.strictObject({
  values: ValuesSchema,
  idempotency_key: z.string().trim().min(8).max(64),
  confirm: ConfirmSchema,
})
export const CreateOfferBodySchema = CreateBodySchema.extend({ places: z.number().int().min(0).max(10_000).nullish() })
export type CreateBody = z.output<typeof CreateOfferBodySchema>

export const AcceptBodySchema = z.strictObject({
  /** Value kept instead of the proposed one. */
  value: z.unknown().optional(),
  /** Value that the reviewer saw in place, to refuse a decision taken on an outdated screen. */
  current: z.unknown().optional(),
  comment: z.string().trim().max(2000).optional(),
})
export const RefuseBodySchema = z.strictObject({ reason: z.string().trim().min(1).max(2000) })
export const ProposalListSchema = z.strictObject({
  status: z.enum(['pending', 'accepted', 'refused', 'superseded', 'withdrawn']).default('pending'),
  page: z.preprocess(value => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value), z.number().int().min(1).max(1000).default(1)),
})
