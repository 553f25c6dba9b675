import { SHEET_FORMATS } from '@relais/schema/sheets'
import { z } from 'zod'

const KINDS = [
  'create', 'update', 'delete', 'load', 'truncate', 'upgrade', 'schema', 'archive', 'read', 'list', 'export', 'download', 'sign_in', 'refusal', 'search',
] as const

/** Filters of the search in the journal; every one narrows. */
export const JournalQuerySchema = z.strictObject({
  person: z.guid().optional(),
  author: z.guid().optional(),
  collection: z.string().regex(/^[a-z0-9_/]{1,64}$/).optional(),
  item: z.string().max(64).optional(),
  kind: z.enum(KINDS).optional(),
  channel: z.enum(['portal', 'studio', 'api', 'job', 'command', 'database']).optional(),
  since: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  until: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  /** Where the page before ended: instant, chain, position. */
  after: z.string().regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z_\d{1,2}_\d{1,18}$/).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  format: z.enum(['json', ...SHEET_FORMATS]).default('json'),
})
export type JournalQuery = z.output<typeof JournalQuerySchema>

/** Pages of a person's « Qui a consulté mon dossier »: days before this one. */
export const ConsultationsQuerySchema = z.strictObject({ before: z.iso.date().optional() })
