import { z } from 'zod'
import { defineContracts } from './define.ts'
import { id, instant } from './parts.ts'

// Administrators are not among them: nobody reads the notes of somebody else.
const WRITERS = ['adviser', 'manager'] as const
const text = z.string().trim().min(1).max(10_000)
const note = z.strictObject({
  id,
  /** Null when it was sealed under a key that is no more. */
  text: z.string().nullable(),
  created_at: instant,
  updated_at: instant,
})

/** Private notes of a professional on a case. */
export const notes = defineContracts({
  'GET /cases/:id/notes': { summary: 'One’s own private notes on a case.', who: WRITERS, answer: z.array(note) },
  'POST /cases/:id/notes': { summary: 'Adds a private note to a case.', who: WRITERS, body: z.strictObject({ text }), answer: note, status: 201 },
  'PATCH /cases/notes/:note': {
    summary: 'Changes a private note.',
    who: WRITERS,
    body: z.strictObject({
      text,
      /** The text that was seen: another tab may have saved meanwhile. */
      base: z.string().max(10_000).optional(),
    }),
    answer: note,
  },
  'DELETE /cases/notes/:note': { summary: 'Deletes a private note.', who: WRITERS, status: 204 },
})
