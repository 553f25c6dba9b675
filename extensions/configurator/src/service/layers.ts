import type { Accountability, EventContext, PrimaryKey } from '@directus/types'
import type { Knex } from 'knex'
import { audienceOf } from '../rules/audience.ts'
import { refusal } from '../rules/refusals.ts'
import { refusalError } from '../errors.ts'

/** A structure, or the whole network when null. */
export type Layer = string | null

/** A layer that somebody may set, as the picker shows it. */
export interface OpenLayer { structure: Layer, name: string | null, depth: number }

// Administrators set everything. Somebody who configures the root of the network sets the network itself.
const OPEN_SQL = `
  WITH open AS (
    SELECT s.id, s.name, s.parent FROM structures s
    WHERE s.status = 'active' AND (:all OR EXISTS (
      SELECT 1 FROM structure_scopes c WHERE c.structure = s.id AND c."user" = :user AND c.level = 'configure'
        AND c.valid_from <= now() AND (c.valid_until IS NULL OR c.valid_until > now())))
  ), tree AS (
    SELECT id, name, parent, ARRAY(SELECT a.name FROM relais_structure_ancestors(open.id) WITH ORDINALITY AS up (id, rank) JOIN structures a ON a.id = up.id ORDER BY up.rank DESC) AS path FROM open
  )
  SELECT id AS structure, name, array_length(path, 1) - 1 AS depth, parent IS NULL AS "isRoot" FROM tree ORDER BY path`

type Caller = Pick<Accountability, 'user' | 'admin'>

/** The layers that somebody may set: the network first when it is open to him, then structures from the root down. */
export async function openLayers(knex: Knex, { user, admin }: Caller): Promise<OpenLayer[]> {
  const { rows } = await knex.raw<{ rows: (OpenLayer & { isRoot: boolean })[] }>(OPEN_SQL, { user, all: admin })
  const isNetwork = admin || rows.some(({ isRoot }) => isRoot)
  return [...isNetwork ? [{ structure: null, name: null, depth: 0 }] : [], ...rows.map(({ structure, name, depth }) => ({ structure, name, depth }))]
}

/** Refuses to set a layer that is not open to whoever asks; a missing structure is refused the same way. */
export async function assertLayer(knex: Knex, caller: Caller, layer: Layer): Promise<void> {
  const open = await openLayers(knex, caller)
  if (!open.some(({ structure }) => structure === layer)) throw refusalError(refusal('LAYER_NOT_OPEN', { other: layer === null ? 'tout le réseau' : 'cette structure' }).refusal)
}

/** A structure after those above it, from the root: the layers that its people meet; none for the network. */
export async function withinOf(knex: Knex, layer: Layer): Promise<string[]> {
  if (layer === null) return []
  const { rows } = await knex.raw<{ rows: { id: string }[] }>(
    'SELECT id FROM relais_structure_ancestors(?) AS id ORDER BY (SELECT count(*) FROM relais_structure_ancestors(id))', [layer])
  return rows.map(({ id }) => id)
}

/** Refuses a configurator who writes rules, home pages or templates for a layer that is not his; `keys` are the rows already there, null for a new one. */
export async function assertLayerOfRows({ database: knex, accountability }: Pick<EventContext, 'database' | 'accountability'>, table: 'field_rules' | 'home_pages' | 'templates', payload: { structure?: unknown }, keys: readonly PrimaryKey[] | null): Promise<void> {
  if (accountability === null || accountability.admin || audienceOf(accountability) !== 'configurator') return
  const before: { structure: Layer }[] = keys === null ? [] : await knex(table).whereIn('id', [...keys]).distinct('structure').select('structure')
  const asked = keys === null || payload.structure !== undefined ? [typeof payload.structure === 'string' ? payload.structure : null] : []
  for (const layer of new Set([...before.map(({ structure }) => structure), ...asked])) await assertLayer(knex, accountability, layer)
}
