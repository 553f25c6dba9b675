import { getCollection } from '@relais/schema'
import type { Definition } from '@relais/schema/workflow'
import { shippedWorkflows } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { z } from 'zod'
import { DefinitionSchema } from '../rules/definition.ts'

/** The workflow that holds a collection, and the definition on which new records begin. */
export interface Workflow {
  collection: string
  field: string
  definition: Definition
  /** Its steps do more than move: endpoints of their own do them. */
  isElsewhere: boolean
}

const LIVED_MS = 1000
const known = new Map<string, { workflow: Workflow | null, until: number }>()

/** Reads again what holds the collections: something changed here. */
export const forgetWorkflows = (): void => known.clear()

/** The enforced workflow of a collection, if it has one; a change is seen within a second. */
export async function workflowOf(knex: Knex, collection: string): Promise<Workflow | null> {
  if (!getCollection(collection)) return null
  const found = known.get(collection)
  if (found && found.until > Date.now()) return found.workflow
  // Values are shared, never what is being read: a transaction would wait for a request that waits for its connection.
  const workflow = await readWorkflow(knex, collection)
  known.set(collection, { workflow, until: Date.now() + LIVED_MS })
  return workflow
}

const RowSchema = z.object({ field: z.string(), definition: DefinitionSchema })

async function readWorkflow(knex: Knex, collection: string): Promise<Workflow | null> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `select w.field, v.definition from workflows w join workflow_versions v on v.workflow = w.id and v.status = 'published'
     where w.collection = ? and w.is_enforced order by v.number desc limit 1`,
    [collection],
  )
  return rows[0] === undefined ? null : { collection, isElsewhere: shippedWorkflows.some(shipped => shipped.collection === collection && shipped.isMovedByItsOwn === true), ...RowSchema.parse(rows[0]) }
}
