import type { Accountability } from '@directus/types'
import type { Knex } from 'knex'
import { ForbiddenError } from '../errors.ts'

interface Attempt { accountability: Accountability, collection: string, action: 'create' | 'update', fields: readonly string[] }

/**
 * Refuses somebody who has no right to write these fields at all, before any of the values is judged: Directus checks
 * rights after its filters, and a refused value would tell what the caller may not know.
 */
export async function assertMayWrite(knex: Knex, { accountability, collection, action, fields }: Attempt): Promise<void> {
  const rows = await knex('directus_permissions as permission')
    .join('directus_access as access', 'access.policy', 'permission.policy')
    .where({ 'permission.collection': collection, 'permission.action': action })
    .andWhere(holder => held(holder, accountability))
    .select<{ fields: string | null }[]>('permission.fields')
  const open = new Set(rows.flatMap(row => row.fields?.split(',') ?? []))
  if (rows.length === 0 || (!open.has('*') && fields.some(field => !open.has(field)))) throw new ForbiddenError()
}

/** Policies of the caller's roles and account; those of nobody in particular serve people without a role only. */
function held(holder: Knex.QueryBuilder, { user, roles }: Accountability): void {
  if (roles.length > 0) holder.whereIn('access.role', roles)
  else holder.where(nobody => nobody.whereNull('access.role').whereNull('access.user'))
  if (user) holder.orWhere('access.user', user)
}
