import type { Accountability, SchemaOverview } from '@directus/types'
import { appAccessMinimalPermissions } from '@directus/system-data'
import { ipInNetworks } from '@directus/utils/node'
import type { ReadRule } from '@relais/schema/access'
import { isAdministrator } from '@relais/schema/access'
import { canonical } from '@relais/schema/forms'
import type { Knex } from 'knex'
import { z } from 'zod'

const LinkSchema = z.object({ role: z.string().nullable(), user: z.string().nullable(), policy: z.string(), ip_access: z.string().nullable() })
const PermissionSchema = z.object({
  policy: z.string(), collection: z.string(), action: z.enum(['read', 'update']),
  permissions: z.preprocess(value => (typeof value === 'string' ? JSON.parse(value) : value ?? {}), z.record(z.string(), z.unknown())),
  fields: z.string().nullable().transform(fields => fields?.split(',') ?? []),
})

export type { ReadRule } from '@relais/schema/access'

type RulesOf = (collection: string) => readonly ReadRule[]

/** What an account may read, and change: `null` for everything, else the rules of each collection. */
export interface ReadRights { key: string, rulesOf: RulesOf | null, changesOf: RulesOf | null }

interface NamedRule { collection: string, action: 'read' | 'update', rule: ReadRule }
interface LiveRights { links: z.output<typeof LinkSchema>[], permissions: Map<string, NamedRule[]> }

/** What Directus adds by itself to the rights of whoever works in its Studio: their own account, every field, and the like. */
const STUDIO_RULES: readonly NamedRule[] = appAccessMinimalPermissions
  .flatMap(({ collection, action, permissions, fields }) => (action === 'read' || action === 'update' ? [{ collection, action, rule: { rows: { ...permissions }, fields: new Set(fields) } }] : []))

/**
 * The permissions that Directus itself enforces, as they are in the database. Directus drops its schema, on every
 * instance, whenever a permission, a policy, a field or a relation changes: what was read under a schema ends with it.
 */
const known = new WeakMap<SchemaOverview, Promise<LiveRights>>()

async function readRights(knex: Knex): Promise<LiveRights> {
  const links = await knex.raw<{ rows: unknown[] }>('select a.role, a."user", a.policy, p.ip_access from directus_access a join directus_policies p on p.id = a.policy')
  const { rows } = await knex.raw<{ rows: unknown[] }>('select policy, collection, action, permissions, fields from directus_permissions where action in (\'read\', \'update\')')
  const permissions: LiveRights['permissions'] = new Map()
  for (const row of rows) {
    const { policy, collection, action, permissions: filter, fields } = PermissionSchema.parse(row)
    permissions.set(policy, [...permissions.get(policy) ?? [], { collection, action, rule: { rows: filter, fields: new Set(fields) } }])
  }
  return { links: links.rows.map(row => LinkSchema.parse(row)), permissions }
}

/** The rules of the policies that an account has by its roles or in its own name, from the address it calls from. */
export async function rightsOf(host: { database: Knex }, schema: SchemaOverview, accountability: Accountability): Promise<ReadRights> {
  if (isAdministrator(accountability)) return { key: 'admin', rulesOf: null, changesOf: null }
  const live = known.get(schema) ?? readRights(host.database)
  known.set(schema, live)
  live.catch(() => known.delete(schema))
  const { links, permissions } = await live
  const policies = [...new Set(links.filter(link => isHeld(link, accountability)).map(({ policy }) => policy))].sort()
  const rules = [...policies.flatMap(policy => permissions.get(policy) ?? []), ...accountability.app ? STUDIO_RULES : []]
  const rulesTo = (wanted: NamedRule['action']): RulesOf => collection => merged(rules.filter(entry => entry.collection === collection && entry.action === wanted).map(({ rule }) => rule))
  return { key: [...policies, ...accountability.app ? ['studio'] : []].join(), rulesOf: rulesTo('read'), changesOf: rulesTo('update') }
}

/** Rules on the same rows are one rule, as with Directus. */
function merged(rules: readonly ReadRule[]): readonly ReadRule[] {
  if (rules.length < 2) return rules
  return [...Map.groupBy(rules, ({ rows }) => canonical(rows)).values()].map(same => ({ rows: same[0]?.rows ?? {}, fields: new Set(same.flatMap(({ fields }) => [...fields])) }))
}

function isHeld({ role, user, ip_access: networks }: z.output<typeof LinkSchema>, { user: caller, roles, ip }: Accountability): boolean {
  if (!(role !== null && roles.includes(role)) && !(user !== null && user === caller)) return false
  // As Directus does: a policy limited to some addresses does not count from another, nor from an unknown one.
  return !networks || (ip !== null && ipInNetworks(ip, networks.split(',')))
}
