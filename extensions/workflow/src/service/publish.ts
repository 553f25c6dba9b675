import type { EventContext, PrimaryKey, SchemaOverview } from '@directus/types'
import type { FieldType } from '@relais/schema'
import { getCollection } from '@relais/schema'
import type { FieldSetting } from '@relais/schema/access'
import type { DefinitionFinding } from '@relais/schema/workflow'
import { checkDefinition, contextOf } from '@relais/schema/workflow'
import type { Row } from '@relais/extension-directory'
import { ForbiddenError } from '@relais/extension-directory'
import type { Knex } from 'knex'
import { WorkflowInvalidError, WorkflowMalformedError } from '../errors.ts'
import { DefinitionSchema } from '../rules/definition.ts'

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

interface Held { collection: string, field: string }

async function assertSound(database: Knex, schema: SchemaOverview, version: Row): Promise<void> {
  const workflow: Held | undefined = await database('workflows').where({ id: version['workflow'] }).first('collection', 'field')
  const declaration = workflow && getCollection(workflow.collection)
  if (!workflow || !declaration) throw new ForbiddenError()
  const sent = version['definition']
  const parsed = DefinitionSchema.safeParse(typeof sent === 'string' ? readJson(sent) : sent)
  if (!parsed.success) throw new WorkflowMalformedError({ paths: parsed.error.issues.map(({ path }) => path.join('.')).slice(0, 20) })
  const settings: FieldSetting[] = await database('field_settings').where({ collection: workflow.collection }).select('collection', 'field', 'audience', 'level')
  const webhooks: { key: string }[] = await database('webhooks').where({ is_active: true }).select('key')
  const findings: DefinitionFinding[] = checkDefinition(parsed.data, contextOf(declaration, { stateField: workflow.field, now: new Date(), settings, webhooks: webhooks.map(({ key }) => key), local: localFields(schema, workflow.collection, Object.keys(declaration.fields)) }))
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

const TYPES: readonly FieldType[] = ['string', 'text', 'integer', 'bigInteger', 'float', 'decimal', 'boolean', 'date', 'timestamp']

function localFields({ collections }: SchemaOverview, collection: string, declared: readonly string[]): { name: string, type: FieldType | 'other' }[] {
  return Object.values(collections[collection]?.fields ?? {}).filter(({ field, alias }) => !alias && !declared.includes(field))
    .map(({ field, type }) => ({ name: field, type: TYPES.find(known => known === type) ?? 'other' }))
}
