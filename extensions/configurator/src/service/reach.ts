import type { Accountability } from '@directus/types'
import { ErrorCode, isDirectusError } from '@directus/errors'
import type { Form, Values } from '@relais/schema/forms'
import { isSame, relatedKey } from '@relais/schema/forms'
import { ForbiddenError } from '../errors.ts'
import { newOwner } from '../rules/payload.ts'
import { declarationOf } from './form-store.ts'
import type { Host, WriteContext } from './host.ts'

interface Target { collection: string, key: string | number }

type LimitedContext = WriteContext & { accountability: Accountability }

/**
 * Refuses a record put under an owner that the caller may not change: a site under somebody else's partner, a need in
 * a file that he only reads, a person in another structure.
 */
export async function assertOwner(host: Host, context: LimitedContext, collection: string, payload: Values, current: readonly Values[] | null): Promise<void> {
  const declaration = declarationOf(collection)
  const target = declaration?.owner ? declaration.fields[declaration.owner]?.relation?.collection : undefined
  if (!declaration?.owner || !target) return
  const key = relatedKey(newOwner(payload, declaration.owner, current))
  if (key !== null && !await isOwned(host, context, { collection: target, key })) throw new ForbiddenError()
}

async function isOwned(host: Host, context: LimitedContext, { collection, key }: Target): Promise<boolean> {
  if (collection === 'directus_users') return key === context.accountability.user
  if (collection === 'structures') return isStructureOf(context, key)
  const permissions = new host.services.PermissionsService(context)
  return context.accountability.user !== null && (await permissions.getItemPermissions(collection, String(key))).update.access
}

/** Staff add partners, people and files to the structures they contribute to, although they change none of them. */
async function isStructureOf({ knex, accountability }: LimitedContext, structure: string | number): Promise<boolean> {
  const row: unknown = await knex('structure_scopes').where({ user: accountability.user, structure }).whereIn('level', ['contribute', 'manage'])
    .andWhereRaw('valid_from <= now() AND (valid_until IS NULL OR valid_until > now())').first('id')
  return row !== undefined
}

/**
 * Refuses a link to a record that the caller cannot see: the database only checks that it exists, so a link would
 * tell that it does, and sometimes give rights on it.
 */
export async function assertLinks(host: Host, context: LimitedContext, form: Form, payload: Values, current: readonly Values[] | null): Promise<void> {
  const owner = declarationOf(form.collection)?.owner
  for (const { field, relation } of form.fields) {
    const key = relation && field !== owner ? relatedKey(payload[field]) : null
    if (!relation || key === null || current?.every(row => isSame(row[field], key))) continue
    if (!await isReachable(host, context, { collection: relation.collection, key })) throw new ForbiddenError()
  }
}

async function isReachable(host: Host, context: LimitedContext, target: Target): Promise<boolean> {
  if (target.collection === 'directus_users' && target.key === context.accountability.user) return true
  return await isReadable(host, context, target) || isOwnWork(context, target)
}

async function isReadable(host: Host, { knex, schema, accountability }: LimitedContext, { collection, key }: Target): Promise<boolean> {
  const primary = schema.collections[collection]?.primary
  if (!primary) return false
  try {
    const items = new host.services.ItemsService(collection, { knex, schema, accountability })
    return (await items.readMany([key], { fields: [primary] }, { emitEvents: false })).length === 1
  }
  catch (error: unknown) {
    if (isDirectusError(error, ErrorCode.Forbidden)) return false
    throw error
  }
}

/** What somebody has just made is his to use, before any right on it was granted: a new person, a file he uploads. */
async function isOwnWork({ knex, schema, accountability }: LimitedContext, { collection, key }: Target): Promise<boolean> {
  const author = collection === 'directus_files' ? 'uploaded_by' : 'user_created'
  const overview = schema.collections[collection]
  if (!overview?.fields[author] || accountability.user === null) return false
  const row: unknown = await knex(collection).where({ [overview.primary]: key, [author]: accountability.user }).first(overview.primary)
  return row !== undefined
}
