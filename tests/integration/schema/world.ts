import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { roleIds } from '../../../schema/access/index.ts'
import type { SignedInAudience } from '../../../schema/access/index.ts'

type Row = Record<string, unknown>

/** Rows of one test, in a database of its own. */
export function aWorld(client: pg.Client) {
  const insert = async (table: string, row: Row): Promise<string> => {
    const full: Row = { id: randomUUID(), ...row }
    const names = Object.keys(full)
    await client.query(
      `INSERT INTO ${pg.escapeIdentifier(table)} (${names.map(name => pg.escapeIdentifier(name)).join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      names.map(name => (Array.isArray(full[name]) ? JSON.stringify(full[name]) : full[name])),
    )
    return String(full['id'])
  }
  const rows = async (sql: string, values: unknown[] = []): Promise<Row[]> => (await client.query(sql, values)).rows
  return {
    insert,
    rows,
    one: async (sql: string, values: unknown[] = []): Promise<Row> => (await rows(sql, values))[0] ?? {},
    user: (audience: SignedInAudience) => insert('directus_users', { first_name: 'Camille', last_name: 'Essai', role: roleIds[audience], status: 'active' }),
    structure: (row: Row = {}) => insert('structures', { name: 'Structure d’essai', code: randomUUID(), level: 'local', kind: 'mission_locale', ...row }),
    person: (structure: string, row: Row = {}) => insert('people', { last_name: 'Essai', first_name: 'Dominique', structure, ...row }),
    file: (person: string, structure: string, row: Row = {}) => insert('cases', { person, structure, programme: 'accompagnement', opened_on: '2025-03-01', ...row }),
    organization: (structure: string, row: Row = {}) => insert('organizations', { name: 'Association d’essai', kind: 'association', structure, ...row }),
    offer: (organization: string, row: Row = {}) => insert('offers', { organization, kind: 'workshop', title: 'Atelier d’essai', themes: ['training'], ...row }),
  }
}

export type World = ReturnType<typeof aWorld>

/** Name of the constraint that a statement breaks, or nothing when it passes. */
export async function brokenBy(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return undefined
  }
  catch (error: unknown) {
    if (error instanceof pg.DatabaseError) return error.constraint ?? error.code
    throw error
  }
}
