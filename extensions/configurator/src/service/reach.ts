import type { Accountability } from '@directus/types'
import { ErrorCode, isDirectusError } from '@directus/errors'
import { opensToStructure } from '@relais/schema/access'
import type { Form, Values } from '@relais/schema/forms'
import { isSame, relatedKey } from '@relais/schema/forms'
import { ForbiddenError } from '../errors.ts'
import { newOwner } from '../rules/payload.ts'
import { declarationOf } from './form-store.ts'
import type { Host, WriteContext } from './host.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

interface Target { collection: string, key: string | number }

/** A write by somebody whose rights are counted. */
export type LimitedContext = WriteContext & { accountability: Accountability }

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
 * tell that it does. A person or a file must be theirs to contribute to: a link to them gives rights on them; and a structure to
 * whose people the row is opened must be one where they work.
 */
export async function assertLinks(host: Host, context: LimitedContext, form: Form, payload: Values, current: readonly Values[] | null): Promise<void> {
  const owner = declarationOf(form.collection)?.owner
  for (const { field, relation } of form.fields) {
    const key = relation && field !== owner ? relatedKey(payload[field]) : null
    if (!relation || key === null || current?.every(row => isSame(row[field], key))) continue
    const isTheirs = opensToStructure(form.collection, field) ? await isStructureOf(context, key) : await isReachable(host, context, { collection: relation.collection, key })
    if (!isTheirs) throw new ForbiddenError()
  }
}

async function isReachable(host: Host, context: LimitedContext, target: Target): Promise<boolean> {
  if (target.collection === 'directus_users' && target.key === context.accountability.user) return true
  // A record that names a person or a file gives rights on them: seeing them is not enough.
  if (target.collection === 'people') return mayName(context, target.key)
  if (target.collection === 'cases') return isOwned(host, context, target)
  return isReadable(host, context, target)
}

/** The trigger of `cases` asks the same function: the person is followed by the caller, or has just been written down by them. */
async function mayName({ knex, accountability }: LimitedContext, person: string | number): Promise<boolean> {
  if (accountability.user === null || !UUID.test(String(person))) return false
  const { rows } = await knex.raw<{ rows: { is_allowed: boolean }[] }>('select relais_may_name_person(?, ?) as is_allowed', [accountability.user, person])
  return rows[0]?.is_allowed === true
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
