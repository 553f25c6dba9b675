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
const known = new Map<string, Promise<Workflow | null>>()

/** The enforced workflow of a collection, if it has one; a change is seen within a second. */
export function workflowOf(knex: Knex, collection: string): Promise<Workflow | null> {
  const found = known.get(collection)
  if (found) return found
  const fresh = readWorkflow(knex, collection)
  known.set(collection, fresh)
  const forget = () => known.delete(collection)
  fresh.then(() => setTimeout(forget, LIVED_MS).unref(), forget)
  return fresh
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
