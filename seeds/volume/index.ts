import { findAccount } from '../identity/accounts.ts'
import { calendarOf } from '../lib/calendar.ts'
import { withBareTables } from './bare-tables.ts'
import { linesOf } from './copy.ts'
import { directoryTables } from './directory.ts'
import { fileTables } from './files.ts'
import { networkTables } from './network.ts'
import { PLACE_TABLE, placeInWorkflows } from './places.ts'
import { RIGHT_TABLES, materialiseRights, materialiseThemes } from './rights.ts'
import { sizesAt } from './sizes.ts'
import type { Queryable } from '../lib/insert.ts'
import type { Copy } from './copy.ts'
import type { Place, VolumeWorld } from './world.ts'

export type { Copy } from './copy.ts'

export interface VolumeOptions {
  /** Share of the full sizes, above 0 and at most 1. */
  scale: number
  /** The day that the dates are counted from: the same day and scale give the same rows. */
  baseDate: Date
  copy: Copy
  /** Told before each table, with its number of rows. */
  say: (message: string) => void
}

/**
 * Loads the sizes that the budgets are measured on, beside the demo world that the database must already hold: its
 * accounts are the ones that sign in. The client must own the tables, and nothing else may write meanwhile.
 */
export async function seedVolume(client: Queryable, { scale, baseDate, copy, say }: VolumeOptions): Promise<void> {
  const world = await readWorld(client, scale, baseDate)
  const tables = [...networkTables(world), ...directoryTables(world), ...fileTables(world)]
  // A constraint checked row by row is planned once, not again for each row.
  for (const setting of ['maintenance_work_mem = \'512MB\'', 'work_mem = \'128MB\'', 'plan_cache_mode = auto']) await client.query(`set ${setting}`)
  const loaded = tables.map(({ table }) => table).filter(table => table !== 'directus_users')
  await withBareTables(client, [...loaded, ...RIGHT_TABLES, PLACE_TABLE], async () => {
    for (const table of tables) {
      say(`${table.table} : ${table.count.toLocaleString('fr-FR')} lignes`)
      await copy(table.table, table.columns, linesOf(table))
    }
    say('droits')
    // Without statistics a table of half a million rows would be taken for an empty one.
    await client.query('analyze')
    await materialiseRights(client)
    say('étapes')
    await placeInWorkflows(client, baseDate)
    say('index et contraintes')
  })
  say('recherche')
  await client.query('select relais_search_rebuild()')
  say('référents de thème')
  await client.query('analyze')
  await materialiseThemes(client)
  say('statistiques')
  await client.query('vacuum analyze')
}

async function one(client: Queryable, sql: string, values: unknown[] = []): Promise<Record<string, unknown>> {
  const { rows: [row] } = await client.query(sql, values)
  if (!row) throw new Error('The demo world is missing: load it first')
  return row
}

async function readWorld(client: Queryable, scale: number, baseDate: Date): Promise<VolumeWorld> {
  const account = (name: string): string => findAccount(name)?.id ?? ''
  const home = await one(client, 'select s.id, s.parent from memberships m join structures s on s.id = m.structure where m."user" = $1 limit 1', [account('conseiller')])
  const partner = await one(client, `select m.organization, o.id as offer from organization_members m join offers o on o.organization = m.organization
    where m."user" = $1 and o.status = 'active' order by o.id limit 1`, [account('partenaire')])
  const { rows } = await client.query(`select code, name, postal_codes ->> 0 as postal, latitude, longitude from territories
    where kind = 'commune' and latitude is not null and jsonb_array_length(postal_codes::jsonb) > 0 and population > 2000 order by code`)
  const places = rows.map((row): Place => ({
    code: String(row['code']), name: String(row['name']), postalCode: String(row['postal']), latitude: Number(row['latitude']), longitude: Number(row['longitude']),
  }))
  return {
    sizes: sizesAt(scale), calendar: calendarOf(baseDate), home: String(home['id']), region: String(home['parent']),
    adviser: account('conseiller'), prescriber: account('prescripteur'),
    partner: { organization: String(partner['organization']), offer: String(partner['offer']) }, places,
  }
}
