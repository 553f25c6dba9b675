import { installedKits, setInstalledKits } from '@relais/schema'
import type { Kit } from '@relais/schema'
import type { Knex } from 'knex'
import { z } from 'zod'

// The command that installs a kit checked it whole; here only what it is.
const KitSchema = z.custom<Kit>(value => z.object({ key: z.string(), release: z.string(), collections: z.record(z.string(), z.unknown()) }).safeParse(value).success)
const RowsSchema = z.array(z.object({ definition: z.string() }))

let known = ''

/** Reads which kits this instance has; every bundle of this process then declares what they bring. Says whether they changed. */
export async function loadKits(knex: Knex): Promise<boolean> {
  const rows: unknown = await knex('kits').orderBy('key').select('definition')
  const definitions = RowsSchema.parse(rows).map(({ definition }) => definition)
  const read = definitions.join('\n')
  if (read === known && installedKits().length === definitions.length) return false
  setInstalledKits(definitions.map(definition => KitSchema.parse(JSON.parse(definition))))
  known = read
  return true
}
