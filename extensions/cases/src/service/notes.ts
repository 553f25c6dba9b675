import type { Caller } from '@relais/extensions/platform'
import { EditConflictError, ForbiddenError } from '@relais/extensions/platform'
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { seal, unseal } from '../rules/seal.ts'
import { assertCaseReader, assertCaseTeam } from './case-access.ts'

/** A note as its author reads it; `text` is null when the key of the installation is not the one that sealed it. */
export interface Note { id: string, text: string | null, created_at: string, updated_at: string }

interface SealedNote { id: string, sealed: Buffer, created_at: string, updated_at: string }

/** The notes that the caller wrote on a file that is still open to them, the latest first. */
export async function listNotes(knex: Knex, caller: Caller, file: string, secret: string): Promise<Note[]> {
  await assertCaseReader(knex, caller, file)
  const { rows } = await knex.raw<{ rows: SealedNote[] }>(
    `select id, sealed, created_at, updated_at from relais_private.notes where "case" = ? and author = ? order by created_at desc, id limit 500`,
    [file, caller.user],
  )
  return rows.map(({ id, sealed, ...dates }) => ({ id, text: unseal(sealed, { note: id, author: caller.user }, secret) ?? null, ...dates }))
}

/** Writes a note on a file that the caller works on. */
export async function addNote(knex: Knex, caller: Caller, file: string, { text, secret }: { text: string, secret: string }): Promise<Note> {
  await assertCaseTeam(knex, caller, file)
  const id = randomUUID()
  const { rows } = await knex.raw<{ rows: Omit<SealedNote, 'sealed'>[] }>(
    `insert into relais_private.notes (id, "case", author, sealed) values (?, ?, ?, ?) returning id, created_at, updated_at`,
    [id, file, caller.user, seal(text, { note: id, author: caller.user }, secret)],
  )
  const [added] = rows
  if (!added) throw new ForbiddenError()
  return { ...added, text }
}

/** Refuses unless the note is the caller's and its file still open to them: a note never outlives the right to read the file. */
async function assertOwnNote(knex: Knex, caller: Caller, id: string, assertFile = assertCaseReader): Promise<void> {
  const { rows: [note] } = await knex.raw<{ rows: { case: string }[] }>('select "case" from relais_private.notes where id = ? and author = ?', [id, caller.user])
  if (!note) throw new ForbiddenError()
  await assertFile(knex, caller, note.case)
}

interface NoteChange { text: string, base?: string | undefined, secret: string }

/** Replaces the text of one's own note, unless another tab changed it since it was read. */
export async function changeNote(knex: Knex, caller: Caller, id: string, { text, base, secret }: NoteChange): Promise<Note> {
  await assertOwnNote(knex, caller, id, assertCaseTeam)
  const owner = { note: id, author: caller.user }
  return knex.transaction(async (trx) => {
    const { rows: [stored] } = await trx.raw<{ rows: { sealed: Buffer }[] }>('select sealed from relais_private.notes where id = ? and author = ? for update', [id, caller.user])
    if (!stored) throw new ForbiddenError()
    const current = unseal(stored.sealed, owner, secret) ?? ''
    if (base !== undefined && ![base, text].includes(current)) {
      throw new EditConflictError({ conflicts: [{ field: 'text', base, current, mine: text, by: null, at: null, audience: null }] })
    }
    const { rows: [changed] } = await trx.raw<{ rows: Omit<SealedNote, 'sealed'>[] }>(
      `update relais_private.notes set sealed = ?, updated_at = now() where id = ? and author = ? returning id, created_at, updated_at`,
      [seal(text, owner, secret), id, caller.user],
    )
    if (!changed) throw new ForbiddenError()
    return { ...changed, text }
  })
}

/** Deletes one's own note. */
export async function dropNote(knex: Knex, caller: Caller, id: string): Promise<void> {
  await assertOwnNote(knex, caller, id)
  await knex.raw('delete from relais_private.notes where id = ? and author = ?', [id, caller.user])
}
