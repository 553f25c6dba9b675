import { z } from 'zod'
import { SHEET_FORMATS, SHEET_TYPES } from '../sheets/index.ts'
import { defineContracts } from './define.ts'
import { day, id, instant } from './parts.ts'

const KINDS = [
  'create', 'update', 'delete', 'load', 'truncate', 'upgrade', 'schema', 'archive', 'read', 'list', 'export', 'download', 'sign_in', 'refusal', 'search',
] as const
/** Values of a record, as the journal keeps them. */
const values = z.record(z.string(), z.unknown()).nullable()

/** One line of the journal as its reader may see it. */
const entry = z.strictObject({
  /** Where the line stands: instant, chain, position. */
  id: z.string(),
  /** To the microsecond. */
  at: z.string(),
  kind: z.enum(KINDS),
  author: z.string().nullable(),
  author_name: z.string().nullable(),
  channel: z.string().nullable(),
  collection: z.string().nullable(),
  item: z.string().nullable(),
  people: z.array(z.strictObject({ id, name: z.string() })),
  before: values,
  after: values,
  reason: z.string().nullable(),
  details: values,
  /** The clock of the machine had gone back when it was written. */
  clock_back: z.boolean(),
  /** The reason given for the exceptional access through which a file was read. */
  exceptional: z.string().nullable(),
})

/** Somebody who looked at the file of the person signed in, on a day. */
const consultation = z.strictObject({
  /** Where the person's structure is. */
  day,
  function: z.string(),
  structure: z.string().nullable(),
  /** Only where the operator shows names. */
  name: z.string().nullable(),
  /** What was read of the file. */
  parts: z.array(z.string()),
  kinds: z.array(z.string()),
  first_at: instant,
  last_at: instant,
  /** In how many minutes: one screen asks several things at once. */
  times: z.int(),
  /** Through an access opened for a written reason, outside the team. */
  is_exceptional: z.boolean(),
})

export const privacy = defineContracts({
  'GET /privacy/journal': {
    summary: 'The journal, latest line first; every name of the query narrows.',
    who: ['admin'],
    query: z.strictObject({
      person: id.optional(),
      author: id.optional(),
      collection: z.string().regex(/^[a-z0-9_/]{1,64}$/).optional(),
      item: z.string().max(64).optional(),
      kind: z.enum(KINDS).optional(),
      channel: z.enum(['portal', 'studio', 'api', 'job', 'command', 'database']).optional(),
      since: instant.or(day).optional(),
      until: instant.or(day).optional(),
      /** Where the page before ended. */
      after: z.string().regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z_\d{1,2}_\d{1,18}$/).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(50),
      format: z.enum(['json', ...SHEET_FORMATS]).default('json'),
    }),
    answer: z.array(entry),
    meta: z.strictObject({ next: z.string().nullable() }),
    files: Object.values(SHEET_TYPES),
  },
  'GET /privacy/mine': {
    summary: 'Who looked at one’s own file, day by day, latest first.',
    who: ['beneficiary'],
    query: z.strictObject({ before: day.optional() }),
    answer: z.strictObject({ days: z.array(consultation), next: day.nullable() }),
  },
})
