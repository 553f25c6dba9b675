import { quoteIdent } from './desired.ts'
import { updateStatement } from './statements.ts'
import type { FieldElement } from './desired.ts'
import type { Live } from './live.ts'
import type { Plan } from './plan.ts'
import type { Statement } from './statements.ts'

/** What a release does to columns that already hold data and that declarations alone cannot say. Keys are `collection.field`. */
export interface Evolution {
  /** Old name to new name of the field: values, labels, rights, rules and history follow. */
  renames: Readonly<Record<string, string>>
  /** SQL expression that converts the column to its new type. */
  retypes: Readonly<Record<string, { using: string }>>
  /** Fields that are dropped; those that a release stops shipping without naming them here are retired. */
  removals: readonly string[]
}

interface RenameContext extends Plan { evolution: Evolution, live: Live, desired: { fields: FieldElement[] } }

interface Rename { collection: string, from: string, to: string }

/** Renames what is live, in the plan and in what the rest of the plan compares with. */
export function planRenames(context: RenameContext) {
  for (const [key, to] of Object.entries(context.evolution.renames)) {
    const [collection = '', from = ''] = key.split('.')
    const target = `${collection}.${to}`
    const isShipped = context.desired.fields.some(element => `${element.collection}.${element.field}` === target)
    if (!isShipped || !context.live.manifest.has(`field:${key}`)) continue
    if (context.live.fields.has(target) || context.live.columns.has(target)) {
      context.refusals.push({ key, message: `${key} devient ${target}, mais un champ de ce nom existe déjà ici. Renommez-le d’abord, puis relancez.` })
      continue
    }
    const rename = { collection, from, to }
    const before = context.live
    context.live = renamed(before, rename)
    context.changes.push({
      kind: 'field', action: 'rename', key, detail: `devient ${to}`,
      statements: statements(before, rename), undo: statements(context.live, { collection, from: to, to: from }),
    })
  }
}

const KEYED_NAMES = (collection: string, field: string) => [`${collection}_${field}_idx`, `${collection}_${field}_unique`, `${collection}_${field}_foreign`]

function renamed(live: Live, { collection, from, to }: Rename): Live {
  const [old, next] = [`${collection}.${from}`, `${collection}.${to}`]
  const newName = new Map(KEYED_NAMES(collection, from).map((name, index) => [name, KEYED_NAMES(collection, to)[index] ?? name]))
  const key = (name: string) => (name === old ? next : name)
  const keys = <T>(map: Map<string, T>) => new Map([...map].map(([name, value]) => [key(name), value]))
  const names = (set: Set<string>) => new Set([...set].map(name => newName.get(name) ?? name))
  return {
    ...live,
    columns: keys(live.columns), fields: keys(live.fields), relations: keys(live.relations),
    indexes: names(live.indexes), foreignKeys: names(live.foreignKeys),
    computedFields: new Set([...live.computedFields].map(key)), ownedFields: keys(live.ownedFields), layeredFields: new Set([...live.layeredFields].map(key)), ruledFields: new Set([...live.ruledFields].map(key)),
    fieldSettings: live.fieldSettings.map(row => (row.collection === collection && row.field === from ? { ...row, field: to } : row)),
    manifest: new Map([...live.manifest.values()].map((row) => {
      const moved = row.kind === 'index' ? newName.get(row.key) ?? row.key : row.kind === 'field' || row.kind === 'relation' ? key(row.key) : row.key
      return [`${row.kind}:${moved}`, { ...row, key: moved }]
    })),
  }
}

/** A whole name in a JSON document: in quotes, or at an end or between dots and signs of a path. */
function inDocument(table: string, column: string, { collection, from, to }: Rename, where: string): Statement {
  const name = quoteIdent(column)
  return {
    sql: `UPDATE ${table} SET ${name} = regexp_replace(${name}::text, $2, $3, 'g')::json WHERE ${where} AND ${name}::text ~ $2`,
    values: [collection, `(?<![A-Za-z0-9_ ’'])${from}(?![A-Za-z0-9_ ’'])`, to],
  }
}

function statements(live: Live, { collection, from, to }: Rename): Statement[] {
  const [old, next] = [`${collection}.${from}`, `${collection}.${to}`]
  const table = `ALTER TABLE ${quoteIdent(collection)}`
  const renames = KEYED_NAMES(collection, from).map((name, index) => [name, KEYED_NAMES(collection, to)[index] ?? name] as const)
  const [index, unique, foreign] = renames
  const rename = (what: string, pair: readonly [string, string] | undefined, exists: Set<string>) =>
    (pair && exists.has(pair[0]) ? [{ sql: `${what} ${quoteIdent(pair[0])}${what.startsWith('ALTER INDEX') ? ' RENAME' : ''} TO ${quoteIdent(pair[1])}` }] : [])
  return [
    ...(live.columns.has(old) ? [{ sql: `${table} RENAME COLUMN ${quoteIdent(from)} TO ${quoteIdent(to)}` }] : []),
    ...rename('ALTER INDEX', index, live.indexes),
    ...rename(`${table} RENAME CONSTRAINT`, unique, live.indexes),
    ...rename(`${table} RENAME CONSTRAINT`, foreign, live.foreignKeys),
    updateStatement('directus_fields', { field: to }, { collection, field: from }),
    updateStatement('directus_relations', { many_field: to }, { many_collection: collection, many_field: from }),
    updateStatement('directus_relations', { one_field: to }, { one_collection: collection, one_field: from }),
    updateStatement('manifest', { key: next }, { kind: 'field', key: old }),
    updateStatement('manifest', { key: next }, { kind: 'relation', key: old }),
    ...(index ? [updateStatement('manifest', { key: index[1] }, { kind: 'index', key: index[0] })] : []),
    updateStatement('field_settings', { field: to }, { collection, field: from }),
    updateStatement('field_rules', { field: to }, { collection, field: from }),
    updateStatement('field_layers', { field: to }, { collection, field: from }),
    { sql: 'UPDATE field_rules SET expression = regexp_replace(expression, $2, $3, \'g\') WHERE collection = $1 AND expression ~ $2', values: [collection, `\\m${from}\\M`, to] },
    // Lists and panels that people made in the Studio name it inside a document.
    ...['filter', 'layout_query', 'layout_options'].map(column => inDocument('directus_presets', column, { collection, from, to }, 'collection = $1')),
    inDocument('directus_panels', 'options', { collection, from, to }, 'options ->> \'collection\' = $1'),
    // Local policies name it too; those of the product are written again from their declaration.
    {
      sql: 'UPDATE directus_permissions SET fields = array_to_string(array_replace(string_to_array(fields, \',\'), $2, $3), \',\') WHERE collection = $1 AND $2 = ANY (string_to_array(fields, \',\'))',
      values: [collection, from, to],
    },
    // History is append-only, except for a maintenance like this one.
    { sql: 'SELECT set_config(\'relais.maintenance\', \'on\', true)' },
    updateStatement('value_history', { field: to }, { collection, field: from }),
    { sql: 'SELECT set_config(\'relais.maintenance\', \'\', true)' },
  ]
}
