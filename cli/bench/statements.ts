import { PortfolioQuerySchema, RowJson, fileStatement, portfolioStatement } from '@relais/extensions/cases'
import type { ReadModel, Statement } from '@relais/extensions/cases'
import { MapSchema, NetworkSearchSchema, SearchSchema, mapStatement, searchStatement, toCriteria } from '@relais/extensions/directory'
import type { ReadRights } from '@relais/extensions/access'
import { computePermissions, policyIds } from '../../schema/access/index.ts'
import { collections } from '../../schema/index.ts'
import type { Audience, CollectionDefinition } from '../../schema/define.ts'

const declarations: Record<string, CollectionDefinition> = collections

/** The data model as declared, without what a local administrator added. */
export function declaredModel(): ReadModel {
  const columnOf = ([field, { type, special = [] }]: [string, CollectionDefinition['fields'][string]]) => [field, { field, type, alias: type === 'alias', special: [...special] }] as const
  const mirrored = (collection: string, field: string) => Object.values(declarations).flatMap(other => Object.entries(other.fields).filter(([, { relation }]) => relation?.kind === 'o2m' && relation.collection === collection && relation.via === field)).at(0)?.[0] ?? null
  return {
    collections: {
      ...Object.fromEntries(Object.values(declarations).map(({ collection, fields }) => [collection, { fields: Object.fromEntries(Object.entries(fields).map(columnOf)) }])),
      directus_users: { fields: Object.fromEntries(['id', 'first_name', 'last_name', 'title', 'role'].map(field => [field, { field, type: 'string', alias: false, special: [] }])) },
    },
    relations: Object.values(declarations).flatMap(({ collection, fields }) => Object.entries(fields).flatMap(([field, { relation }]) => relation && relation.kind !== 'o2m'
      ? [{ collection, field, related_collection: relation.collection, meta: { one_field: mirrored(collection, field) } }]
      : [])),
  }
}

function declaredRights(audience: Audience): ReadRights {
  if (audience === 'admin') return { key: 'admin', rulesOf: null, changesOf: null }
  const permissions = computePermissions(declarations).filter(({ policy }) => policy === policyIds[audience])
  const rulesTo = (wanted: 'read' | 'update') => (name: string) => permissions.filter(({ collection, action }) => collection === name && action === wanted)
    .map(row => ({ rows: row.permissions ?? {}, fields: new Set(row.fields) }))
  return { key: audience, rulesOf: rulesTo('read'), changesOf: rulesTo('update') }
}

const model = declaredModel()

/** The statement that the product runs for a portfolio, for an audience of the declarations. */
export function portfolioOf(audience: Audience, user: string, query: Record<string, unknown>): Statement {
  return portfolioStatement(model, new RowJson(model, declaredRights(audience)), PortfolioQuerySchema.parse(query), user)
}

/** The statement that the product runs for the page of a file. */
export function fileOf(audience: Audience, user: string, id: string): Statement {
  return { text: fileStatement(model, new RowJson(model, declaredRights(audience))), values: [user, id] }
}

/** Named values become numbered ones, as PostgreSQL wants them. */
function numbered({ sql, bindings }: { sql: string, bindings: Record<string, unknown> }): Statement {
  const names = Object.keys(bindings).filter(name => new RegExp(`(?<!:):${name}\\b`).test(sql))
  const text = sql.replaceAll(/(?<!:):([a-z_]+)\b/gi, (whole, name: string) => (names.includes(name) ? `$${names.indexOf(name) + 1}` : whole))
  return { text, values: names.map(name => bindings[name]) }
}

/** The product's search for offers as staff (`user`), or as the public. */
export function searchOf(params: Record<string, string>, user: string | null): Statement {
  const criteria = user === null
    ? toCriteria(SearchSchema.parse(params), { visibilities: ['public'] })
    : toCriteria({ ...NetworkSearchSchema.parse(params), type: 'offer' }, { visibilities: ['public', 'network'], statuses: ['active', 'to_refresh'], types: ['offer'], viewer: user })
  return numbered(searchStatement(criteria, { page: 1, limit: 20 }))
}

/** The product's map, as the public. */
export function mapOf(params: Record<string, string>, limit: number): Statement {
  return numbered(mapStatement(toCriteria(MapSchema.parse(params), { visibilities: ['public'] }), limit))
}
