import { callerAmong, parseId, parseInput } from '@relais/extensions/platform'
import type { Host } from '@relais/extensions/platform'
import type { Request, Response } from 'express'
import { NoteBodySchema, NoteChangeBodySchema } from '../rules/bodies.ts'
import { addNote, changeNote, dropNote, listNotes } from '../service/notes.ts'

// Administrators are not among them: nobody reads the notes of somebody else.
const WRITERS = ['adviser', 'manager'] as const

/** Handlers of the private notes of a professional on a file. */
export const noteHandlers = ({ database }: Host, secret: string) => ({
  async list(req: Request, res: Response) {
    res.json({ data: await listNotes(database, callerAmong(req, WRITERS), parseId(req.params['id']), secret) })
  },

  async add(req: Request, res: Response) {
    const caller = callerAmong(req, WRITERS)
    const { text } = parseInput(NoteBodySchema, req.body)
    res.status(201).json({ data: await addNote(database, caller, parseId(req.params['id']), { text, secret }) })
  },

  async change(req: Request, res: Response) {
    const caller = callerAmong(req, WRITERS)
    const change = parseInput(NoteChangeBodySchema, req.body)
    res.json({ data: await changeNote(database, caller, parseId(req.params['note']), { ...change, secret }) })
  },

  async drop(req: Request, res: Response) {
    await dropNote(database, callerAmong(req, WRITERS), parseId(req.params['note']))
    res.status(204).end()
  },
})
