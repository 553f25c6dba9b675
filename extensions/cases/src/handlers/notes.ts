import { parseId } from '@relais/extensions/platform'
import type { Handles, Host } from '@relais/extensions/platform'
import type { notes } from '@relais/schema/contracts'
import { addNote, changeNote, dropNote, listNotes } from '../service/notes.ts'

/** Handlers of the private notes of a professional on a case. */
export const noteHandlers = ({ database }: Host, secret: string): Handles<keyof typeof notes> => ({
  'GET /cases/:id/notes': async ({ caller, params }) => ({ data: await listNotes(database, caller, parseId(params.id), secret) }),

  'POST /cases/:id/notes': async ({ caller, params, body }) => {
    const { text } = body()
    return { data: await addNote(database, caller, parseId(params.id), { text, secret }) }
  },

  'PATCH /cases/notes/:note': async ({ caller, params, body }) => ({ data: await changeNote(database, caller, parseId(params.note), { ...body(), secret }) }),

  'DELETE /cases/notes/:note': async ({ caller, params }) => {
    await dropNote(database, caller, parseId(params.note))
    return undefined
  },
})
