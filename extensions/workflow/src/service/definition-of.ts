import type { Automatic, Definition, Entered } from '@relais/schema/workflow'
import { automaticOf } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { DefinitionSchema } from '../rules/definition.ts'

// A published version never changes.
const definitions = new Map<string, Definition>()

/** What a published version says. */
export async function definitionOf(knex: Knex, version: string): Promise<Definition> {
  const known = definitions.get(version)
  if (known) return known
  const { rows } = await knex.raw<{ rows: { definition: unknown }[] }>('select definition from workflow_versions where id = ?', [version])
  const definition = DefinitionSchema.parse(rows[0]?.definition)
  definitions.set(version, definition)
  return definition
}

/** What happens by itself to an object that entered its state at that instant, in its place; null when nothing does. */
export async function automaticMove(knex: Knex, { version, state, ...entered }: { version: string, state: string } & Entered): Promise<Automatic | null> {
  return automaticOf(await definitionOf(knex, version), state, entered)
}
