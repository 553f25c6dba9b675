import type { Moment } from '@relais/schema/time'
import { DEFAULT_ZONE, isTimeZone } from '@relais/schema/time'
import type { Knex } from 'knex'

/** What says where a record is, whatever else it holds. */
const PLACING = ['id', 'case', 'structure', 'person', 'organization', 'offer', 'site', 'commune_code', 'time_zone'] as const
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const TEXTS: readonly string[] = ['commune_code', 'time_zone']

/** Where a record is: its structure, the time zone of its days, the code of the commune whose public holidays it keeps. */
export interface Place { structure: string | null, zone: string, commune: string | null }

function placing(row: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(PLACING.flatMap((name) => {
    const value = row[name]
    const key = typeof value === 'object' && value !== null && 'id' in value ? value.id : value
    return typeof key === 'string' && (TEXTS.includes(name) || UUID.test(key)) ? [[name, key]] : []
  })))
}

/** The place of a record, read or about to be written; `relais_place_of` in the database decides. */
export async function placeOf(knex: Knex, collection: string, row: Readonly<Record<string, unknown>>): Promise<Place> {
  const { rows: [place] } = await knex.raw<{ rows: Place[] }>('select structure, zone, commune from relais_place_of(?, ?::jsonb)', [collection, placing(row)])
  return place ?? { structure: null, zone: DEFAULT_ZONE, commune: null }
}

/** The place of a record by its key. */
export async function placeOfKey(knex: Knex, collection: string, key: string): Promise<Place> {
  const { rows: [place] } = await knex.raw<{ rows: Place[] }>('select p.structure, p.zone, p.commune from ?? t cross join lateral relais_place_of(?, to_jsonb(t)) p where t.id = ?', [collection, collection, key])
  return place ?? { structure: null, zone: DEFAULT_ZONE, commune: null }
}

/** Now, in the places of records, in their order; what belongs nowhere is where the account works. */
export async function momentsOf(knex: Knex, collection: string, rows: readonly Readonly<Record<string, unknown>>[], account: string | null = null): Promise<Moment[]> {
  if (rows.length === 0) return []
  const { rows: found } = await knex.raw<{ rows: { zone: string }[] }>(
    `select case when p.structure is null and ?::uuid is not null then relais_zone_of_account(?::uuid) else p.zone end as zone
     from jsonb_array_elements(?::jsonb) with ordinality e(item, n) cross join lateral relais_place_of(?, e.item) p order by e.n`,
    [account, account, `[${rows.map(placing).join(',')}]`, collection],
  )
  const now = new Date()
  // What is about to be written may name a zone that does not exist: it is refused by its form, not here.
  return found.map(({ zone }) => ({ now, zone: isTimeZone(zone) ? zone : DEFAULT_ZONE }))
}

/** Where an account works, or whose they are. */
export async function zoneOfAccount(knex: Knex, account: string): Promise<string> {
  const { rows: [found] } = await knex.raw<{ rows: { zone: string }[] }>('select relais_zone_of_account(?) as zone', [account])
  return found?.zone ?? DEFAULT_ZONE
}
