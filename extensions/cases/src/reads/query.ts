import { z } from 'zod'

const CODES = z.preprocess(value => (typeof value === 'string' ? value.split(',').filter(Boolean) : value), z.array(z.string().regex(/^[a-z][a-z0-9_-]*$/).max(64)).max(30).default([]))
const whole = (max: number, fallback: number) => z.preprocess(value => (typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value), z.number().int().min(1).max(max).default(fallback))

const PORTFOLIO = {
  /** Files that the caller is the referent of, or every file open to them. */
  scope: z.enum(['mine', 'all']).default('all'),
  status: CODES,
  programme: CODES,
  urgency: CODES,
  theme: z.string().regex(/^[a-z][a-z0-9_-]*$/).max(64).optional(),
  /** Files without any contact since that day. */
  quiet_before: z.iso.date().optional(),
  /** Files that should have left their state. */
  late: z.preprocess(value => (value === 'true' ? true : value), z.boolean().default(false)),
  /** Files that nobody leads: no referent, or one who works there no more. */
  without_referent: z.preprocess(value => (value === 'true' ? true : value), z.boolean().default(false)),
  /** Files that this account leads. */
  referent: z.guid().optional(),
  sort: z.enum(['next_step_on', 'last_contact_on', 'opened_on', 'name', 'deadline_at', '-next_step_on', '-last_contact_on', '-opened_on', '-name', '-deadline_at']).default('next_step_on'),
  /** A name, a number of file, a phone or a day of birth, as it was typed. */
  search: z.string().trim().max(200).default(''),
}

const SORTS = {
  'next_step_on': 'next_step_on', '-next_step_on': 'next_step_on', 'last_contact_on': 'last_contact_on', '-last_contact_on': 'last_contact_on',
  'opened_on': 'opened_on', '-opened_on': 'opened_on', 'name': 'name', '-name': 'name', 'deadline_at': 'deadline_at', '-deadline_at': 'deadline_at',
} as const

/** The column and the direction of an order. */
const readable = <T extends { sort: keyof typeof SORTS }>({ sort, ...query }: T) => ({ ...query, descending: sort.startsWith('-'), sort: SORTS[sort] })

/** What the portfolio may be asked; a searched name only comes in a body, never in an address. */
export const PortfolioQuerySchema = z.strictObject({
  ...PORTFOLIO,
  page: whole(1000, 1),
  /** Rows of a page; the answer holds one more when another page follows. */
  limit: whole(100, 50),
}).transform(readable)

/** The same view by state: `status` names the columns. */
export const BoardQuerySchema = z.strictObject({
  ...PORTFOLIO,
  status: CODES.pipe(z.array(z.string()).min(1)),
  /** Rows at the top of each column; one more when others follow. */
  limit: whole(50, 20),
}).transform(readable)

const HELD = {
  id: z.guid().optional(),
  /** Every state by default. */
  status: CODES,
  /** Late first, then what ends first; or the latest asked first. */
  sort: z.enum(['deadline', '-since']).default('deadline'),
  page: whole(1000, 1),
  limit: whole(100, 20),
}

/** The transfers that the caller answers, or those that leave, of one file or of all. */
export const TransfersQuerySchema = z.strictObject({ ...HELD, direction: z.enum(['received', 'sent']).optional(), case: z.guid().optional() })

/** The accreditations of one organisation or of all. */
export const AccreditationsQuerySchema = z.strictObject({ ...HELD, organization: z.guid().optional() })

export type TransfersQuery = z.output<typeof TransfersQuerySchema>
export type AccreditationsQuery = z.output<typeof AccreditationsQuerySchema>
export type PortfolioQuery = z.output<typeof PortfolioQuerySchema>
export type BoardQuery = z.output<typeof BoardQuerySchema>
