import { JUSTICE } from '@relais/schema/access'
import { z } from 'zod'
import type { StudioCondition } from '../rules/studio-conditions.ts'
import { studioConditions } from '../rules/studio-conditions.ts'
import type { Host } from './host.ts'
import type { FormStore } from './form-store.ts'
import { declarationOf } from './form-store.ts'

const ConditionSchema = z.looseObject({ name: z.string().optional(), rule: z.record(z.string(), z.unknown()).optional() })
const FieldSchema = z.object({ collection: z.string(), field: z.string(), conditions: z.array(ConditionSchema).nullable().catch(null) })

/** Gives the local fields, in the Studio, the conditions that say their rules. Declared fields keep those of the product. */
export async function syncConditions(host: Host, store: FormStore): Promise<void> {
  const { rules: all, layers } = await store.modelOf({ knex: host.database })
  // The Studio shows the same to everybody: what a structure says of a field of the network is left to the server.
  const owners = new Map(layers.filter(({ isOwn, structure }) => isOwn && structure !== JUSTICE.id).map(({ collection, field, structure }) => [`${collection}.${field}`, structure]))
  const rules = all.filter(({ collection, field, structure = null }) => structure === (owners.get(`${collection}.${field}`) ?? null))
  const rows: unknown[] = await host.database('directus_fields').select('collection', 'field', 'conditions').whereNotNull('conditions')
    .orWhereRaw('EXISTS (SELECT 1 FROM field_rules r WHERE r.collection = directus_fields.collection AND r.field = directus_fields.field)')
  for (const row of rows) {
    const { collection, field, conditions } = FieldSchema.parse(row)
    const declaration = declarationOf(collection)
    if (!declaration || declaration.fields[field]) continue
    const wanted = studioConditions(conditions, rules.filter(rule => rule.collection === collection && rule.field === field))
    if (wanted) await write(host, collection, field, wanted)
  }
}

async function write(host: Host, collection: string, field: string, conditions: StudioCondition[]): Promise<void> {
  // Without accountability: the Studio follows the rules of the product, whoever wrote them.
  const schema = await host.getSchema()
  const type = schema.collections[collection]?.fields[field]?.type
  if (!type) return
  const sudoFields = new host.services.FieldsService({ knex: host.database, schema, accountability: null })
  await sudoFields.updateField(collection, { field, type, meta: { conditions } })
}
