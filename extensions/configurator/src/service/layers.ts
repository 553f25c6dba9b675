import type { Accountability, EventContext, PrimaryKey } from '@directus/types'
import { getCollection } from '@relais/schema'
import { JUSTICE, audienceOf, isAdministrator, rowRules } from '@relais/schema/access'
import { hasMarkup } from '@relais/schema/forms'
import { DEFAULT_ZONE } from '@relais/schema/time'
import type { Knex } from 'knex'
import { refusal } from '../rules/refusals.ts'
import { refusalError } from '../errors.ts'
import { isLimited } from './host.ts'

/** A structure, or the whole network when null. */
export type Layer = string | null

/** A layer that somebody may set, as the picker shows it. */
export interface OpenLayer { structure: Layer, name: string | null, depth: number, zone: string }

// Administrators set everything. Somebody who configures the root of the network sets the network itself.
const OPEN_SQL = `
  WITH open AS (
    SELECT s.id, s.name, s.parent, s.time_zone FROM structures s
    WHERE s.status = 'active' AND (:all OR EXISTS (
      SELECT 1 FROM structure_scopes c WHERE c.structure = s.id AND c."user" = :user AND c.level = 'configure'
        AND c.valid_from <= now() AND (c.valid_until IS NULL OR c.valid_until > now())))
  ), tree AS (
    SELECT id, name, parent, time_zone, ARRAY(SELECT a.name FROM relais_structure_ancestors(open.id) WITH ORDINALITY AS up (id, rank) JOIN structures a ON a.id = up.id ORDER BY up.rank DESC) AS path FROM open
  )
  SELECT id AS structure, name, array_length(path, 1) - 1 AS depth, time_zone AS zone, parent IS NULL AS "isRoot" FROM tree ORDER BY path`

type Caller = Pick<Accountability, 'user' | 'role' | 'roles' | 'admin'>

/** The layers that somebody may set: the network first when it is open to him, then structures from the root down. */
export async function openLayers(knex: Knex, caller: Caller): Promise<OpenLayer[]> {
  const all = isAdministrator(caller)
  const { rows } = await knex.raw<{ rows: (OpenLayer & { isRoot: boolean })[] }>(OPEN_SQL, { user: caller.user, all })
  const isNetwork = all || rows.some(({ isRoot }) => isRoot)
  return [...isNetwork ? [{ structure: null, name: null, depth: 0, zone: DEFAULT_ZONE }] : [], ...rows.map(({ structure, name, depth, zone }) => ({ structure, name, depth, zone }))]
}

/** Refuses to set a layer that is not open to whoever asks; a missing structure is refused the same way. */
export async function assertLayer(knex: Knex, caller: Caller, layer: Layer): Promise<void> {
  const open = await openLayers(knex, caller)
  if (!open.some(({ structure }) => structure === layer)) throw refusalError(refusal('LAYER_NOT_OPEN', { other: layer === null ? 'tout le réseau' : 'cette structure' }).refusal)
}

/** A structure after those above it, from the root: the layers that its people meet. Whoever configures sees the fields of justice, not what they hold. */
export async function withinOf(knex: Knex, layer: Layer): Promise<string[]> {
  if (layer === null) return [JUSTICE.id]
  const { rows } = await knex.raw<{ rows: { id: string }[] }>(
    'SELECT id FROM relais_structure_ancestors(?) AS id ORDER BY (SELECT count(*) FROM relais_structure_ancestors(id))', [layer])
  return [JUSTICE.id, ...rows.map(({ id }) => id)]
}

/** The lists that local administrators write. Each row of one with a structure is of that layer; every other list is the network's. */
export const CONFIGURED: readonly string[] = Object.entries(rowRules.configurator ?? {}).flatMap(([collection, { create, update, delete: remove }]) => (create || update || remove ? [collection] : []))

/** Refuses a configurator who writes in a layer that is not his; `keys` are the rows already there, null for a new one. */
export async function assertLayerOfRows({ database: knex, accountability }: Pick<EventContext, 'database' | 'accountability'>, table: string, payload: { structure?: unknown }, keys: readonly PrimaryKey[] | null): Promise<void> {
  if (!isLimited(accountability) || audienceOf(accountability) !== 'configurator') return
  if (!getCollection(table)?.fields['structure']) return assertLayer(knex, accountability, null)
  const before: { structure: Layer }[] = keys === null ? [] : await knex(table).whereIn('id', [...keys]).distinct('structure').select('structure')
  const asked = keys === null || payload.structure !== undefined ? [typeof payload.structure === 'string' ? payload.structure : null] : []
  for (const layer of new Set([...before.map(({ structure }) => structure), ...asked])) await assertLayer(knex, accountability, layer)
}

/** What is not a text for people in these lists: « < » compares in a rule, tiles are checked one by one. */
const NOT_TEXTS: readonly string[] = ['expression', 'tiles']

/** Refuses a text of a setting that looks like markup, whoever wrote it. */
export function assertPlainTexts(payload: Readonly<Record<string, unknown>>): void {
  const marked = Object.entries(payload).find(([name, value]) => !NOT_TEXTS.includes(name) && hasMarkup(value))
  if (marked) throw refusalError(refusal('MARKUP', { field: marked[0] }).refusal)
}
