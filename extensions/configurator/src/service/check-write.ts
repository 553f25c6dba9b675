import { momentsOf } from '@relais/extensions/platform'
import type { Accountability, EventContext, PrimaryKey, SchemaOverview } from '@directus/types'
import { audienceOf, isAdministrator } from '@relais/schema/access'
import type { Form, Values } from '@relais/schema/forms'
import { formCountsDays, messageOf, relatedKey } from '@relais/schema/forms'
import type { Moment } from '@relais/schema/time'
import { DEFAULT_ZONE } from '@relais/schema/time'
import { FormInvalidError, ForbiddenError } from '../errors.ts'
import { computedChanges } from '../rules/computed.ts'
import { countsAfter } from '../rules/related-counts.ts'
import { labelled } from '../rules/form-errors.ts'
import { nestedIn } from '../rules/nested.ts'
import { judge } from '../rules/payload.ts'
import { checkSettingTarget } from '../rules/setting-target.ts'
import { storedValue } from './computed-values.ts'
import { justiceErrors } from './justice-guard.ts'
import { countRelated } from './related-counts.ts'
import { assertRulesReadable } from './rule-guard.ts'
import type { FormStore, Place } from './form-store.ts'
import { declarationOf } from './form-store.ts'
import type { Host, WriteContext } from './host.ts'
import { isLimited } from './host.ts'
import { assertLinks, assertOwner } from './reach.ts'
import { assertMayWrite } from './write-access.ts'

export interface Write { collection: string, payload: Values, keys: readonly PrimaryKey[] | null }

/**
 * The payload as it must be stored, or a refusal: rights first, then the owner and the links, then every value
 * against the same form as the one people fill in.
 */
export async function checkWrite(host: Host, store: FormStore, context: WriteContext, write: Write): Promise<Record<string, unknown>> {
  const { collection, payload, keys } = write
  const { accountability } = context
  if (isLimited(accountability)) {
    const action = keys === null ? 'create' : 'update'
    await assertMayWrite(context.knex, { accountability, collection, action, fields: Object.keys(payload) })
  }
  const form = await store.serverFormOf(context, collection, placeOf(accountability))
  const current = keys === null ? null : await readCurrent(host, context, form, keys)
  if (isLimited(accountability)) {
    const limited = { ...context, accountability }
    await assertOwner(host, limited, collection, payload, current)
    await assertLinks(host, limited, form, payload, current)
  }
  const keysNow = current === null ? null : keysOf(current, primaryOf(context.schema, collection))
  const counts = await countAfter(context, form, payload, keysNow)
  const judged = judge({ form, payload, columns: columnsOf(context.schema, collection), current, mayAsk: await askable(store, context, collection, form), counts, moments: await momentsFor(context, form, payload, current) })
  const errors = [...judged.errors, ...await justiceErrors(context.knex, await store.serverFormOf(context, collection), payload, current)]
  if (errors.length > 0) throw new FormInvalidError({ errors: labelled(errors, form) })
  return { ...judged.payload, ...computedOf(context, form, judged.computed, { current, keys: keysNow }) }
}

/** When and where each row is judged; asked only for the rules that count days. */
async function momentsFor({ knex, accountability }: WriteContext, form: Form, payload: Values, current: readonly Values[] | null): Promise<Moment[]> {
  const rows = (current ?? [{}]).map(row => ({ ...row, ...payload }))
  const now = new Date()
  return formCountsDays(form) ? momentsOf(knex, form.collection, rows, accountability?.user ?? null) : rows.map(() => ({ now, zone: DEFAULT_ZONE }))
}

/** Refuses links that carry rows, and lists of rows: only keys are taken. */
export function refuseNested(schema: SchemaOverview | null, collection: string, payload: Values): void {
  const fields = nestedIn(payload, collection, schema?.relations ?? [])
  if (fields.length === 0) return
  throw new FormInvalidError({ errors: labelled(fields.map(field => ({ field, code: 'WRONG_TYPE', message: messageOf('WRONG_TYPE'), severity: 'error' })), { fields: [] }) })
}

/** Whose fields and rules apply: those of the person who writes, also when an endpoint does it in his name. */
function placeOf(accountability: Accountability | null): Place | undefined {
  return accountability === null || ['admin', 'public'].includes(audienceOf(accountability)) ? undefined : { user: accountability.user }
}

/** Related rows are counted only for the rules that ask. */
async function countAfter({ knex, schema }: WriteContext, form: Form, payload: Values, keys: readonly PrimaryKey[] | null): Promise<Values[]> {
  const none = Object.fromEntries(form.counts.map(name => [name, 0]))
  if (form.counts.length === 0) return []
  const before = keys === null ? [none] : await countRelated(knex, schema, { collection: form.collection, lists: form.counts, keys })
  return before.map(counts => countsAfter(payload, counts))
}

/** The computed columns that change, whoever writes and whatever was sent for them. */
function computedOf({ knex, schema }: WriteContext, form: Form, computed: readonly Values[], { current, keys }: { current: readonly Values[] | null, keys: readonly PrimaryKey[] | null }): Values {
  const rows = { primary: primaryOf(schema, form.collection), keys }
  return Object.fromEntries(computedChanges(form, computed, current).map(change => [change.field.field, storedValue(knex, change, rows)]))
}

const columnsOf = (schema: SchemaOverview, collection: string): Set<string> => new Set(Object.keys(schema.collections[collection]?.fields ?? {}))

const primaryOf = (schema: SchemaOverview, collection: string): string => schema.collections[collection]?.primary ?? 'id'

/** The keys of the rows that exist, in the order they were read. */
function keysOf(rows: readonly Values[], primary: string): PrimaryKey[] {
  return rows.flatMap(row => relatedKey(row[primary]) ?? [])
}

/** The rows as they are now, seen whole by the rules, once it is sure that the caller may see them at all. */
async function readCurrent(host: Host, { knex, schema, accountability }: WriteContext, form: Form, keys: readonly PrimaryKey[]): Promise<Values[]> {
  if (keys.length === 0) return []
  const { collection } = form
  const primary = primaryOf(schema, collection)
  if (isLimited(accountability)) {
    const items = new host.services.ItemsService(collection, { knex, schema, accountability })
    const seen = await items.readMany([...keys], { fields: [primary], limit: -1 }, { emitEvents: false })
    if (seen.length < new Set(keys).size) throw new ForbiddenError()
  }
  // Without accountability: conditions may depend on fields that the caller cannot read.
  const sudoItems = new host.services.ItemsService(collection, { knex, schema })
  return sudoItems.readMany([...keys], { fields: [...new Set([primary, ...form.fields.map(({ field }) => field)])], limit: -1 }, { emitEvents: false })
}

/** Which questions were put to the caller: those that his audience may answer; to our own code, the product's. */
async function askable(store: FormStore, context: WriteContext, collection: string, form: Form): Promise<(field: string) => boolean> {
  const { accountability } = context
  // Endpoints write with all rights in the name of people: what those people could not answer is not asked of them.
  if (isAdministrator(accountability)) return () => true
  const asked = accountability === null
    ? form.fields.filter(({ local }) => !local)
    : (await store.formOf(context, collection, { audience: audienceOf(accountability), user: accountability.user })).fields.filter(({ level }) => level !== 'read')
  const names = new Set(asked.map(({ field }) => field))
  return field => names.has(field)
}

/** Refuses a local decision about a field that does not exist; `keys` are the rows it changes, null for a new one. */
export async function assertSettings({ database, schema }: Pick<EventContext, 'database' | 'schema'>, payload: Values, keys: readonly PrimaryKey[] | null): Promise<void> {
  const before: Values[] = keys === null ? [{}] : await database('field_settings').whereIn('id', [...keys]).select('collection', 'field', 'audience', 'level')
  for (const row of before) {
    const { collection, field } = { collection: row.collection, field: row.field, ...payload }
    const overview = typeof collection === 'string' ? schema?.collections[collection] : undefined
    const errors = checkSettingTarget({ collection, field }, {
      declaration: typeof collection === 'string' ? declarationOf(collection) : undefined,
      hasField: typeof field === 'string' && overview?.fields[field] !== undefined,
    })
    if (errors.length > 0) throw new FormInvalidError({ errors: labelled(errors, { fields: [] }) })
    if (schema !== null) await assertRulesReadable({ knex: database, schema }, { ...row, ...payload })
  }
}
