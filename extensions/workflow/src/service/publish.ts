import type { Row } from '@relais/extensions/platform'
import { ForbiddenError } from '@relais/extensions/platform'
import type { EventContext, PrimaryKey, SchemaOverview } from '@directus/types'
import { checkDefinition } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { WorkflowInvalidError, WorkflowMalformedError } from '../errors.ts'
import { DefinitionSchema } from '../rules/definition.ts'
import type { Held } from './context.ts'
import { contextFor } from './context.ts'

type Context = Pick<EventContext, 'database' | 'schema'>

/** Refuses to publish what could not be followed; `keys` are the versions it changes, null for a new one. A draft says what it likes. */
export async function assertPublishable({ database, schema }: Context, payload: Row, keys: readonly PrimaryKey[] | null): Promise<void> {
  if (schema === null) return
  const before: Row[] = keys === null ? [{}] : await database('workflow_versions').whereIn('id', [...keys]).select('workflow', 'definition', 'status')
  for (const row of before) {
    const version = { ...row, ...payload }
    if (version['status'] === 'published' && row['status'] !== 'published') await assertSound(database, schema, version)
  }
}

async function assertSound(database: Knex, schema: SchemaOverview, version: Row): Promise<void> {
  const workflow: Held | undefined = await database('workflows').where({ id: version['workflow'] }).first('collection', 'field')
  if (!workflow) throw new ForbiddenError()
  const sent = version['definition']
  const parsed = DefinitionSchema.safeParse(typeof sent === 'string' ? readJson(sent) : sent)
  if (!parsed.success) throw new WorkflowMalformedError({ paths: parsed.error.issues.map(({ path }) => path.join('.')).slice(0, 20) })
  const findings = checkDefinition(parsed.data, await contextFor(database, schema, workflow))
  if (findings.length > 0) throw new WorkflowInvalidError({ findings })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    return null
  }
}
