import { z } from 'zod'

const CODES = z.preprocess(value => (typeof value === 'string' ? value.split(',').filter(Boolean) : value), z.array(z.string().regex(/^[a-z][a-z0-9_-]*$/).max(64)).max(30).default([]))
const whole = (max: number, fallback: number) => z.preprocess(value => (typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value), z.number().int().min(1).max(max).default(fallback))

const MOST_WORDS = 6

/** What the portfolio may be asked; a searched name only comes in a body, never in an address. */
export const PortfolioQuerySchema = z.strictObject({
  /** Files that the caller is the referent of, or every file open to them. */
  scope: z.enum(['mine', 'all']).default('all'),
  status: CODES,
  programme: CODES,
  urgency: CODES,
  theme: z.string().regex(/^[a-z][a-z0-9_-]*$/).max(64).optional(),
  /** Files without any contact since that day. */
  quiet_before: z.iso.date().optional(),
  sort: z.enum(['next_step_on', 'last_contact_on', 'opened_on', 'name', '-next_step_on', '-last_contact_on', '-opened_on', '-name']).default('next_step_on'),
  page: whole(1000, 1),
  /** Rows of a page; the answer holds one more when another page follows. */
  limit: whole(100, 50),
  /** Words of a name, without accents nor capitals. */
  words: z.array(z.string().regex(/^[\p{L}\p{N}]+$/u).max(60)).max(MOST_WORDS).default([]),
}).transform(({ sort, ...query }) => ({ ...query, descending: sort.startsWith('-'), sort: SORTS[sort] }))

export type PortfolioQuery = z.output<typeof PortfolioQuerySchema>

const SORTS = {
  'next_step_on': 'next_step_on', '-next_step_on': 'next_step_on', 'last_contact_on': 'last_contact_on', '-last_contact_on': 'last_contact_on',
  'opened_on': 'opened_on', '-opened_on': 'opened_on', 'name': 'name', '-name': 'name',
} as const
