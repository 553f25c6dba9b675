import { installedKits, setInstalledKits } from '@relais/schema'
import type { Kit } from '@relais/schema'
import type { Knex } from 'knex'
import { z } from 'zod'

// The command that installs a kit checked it whole; here only what it is.
const KitSchema = z.custom<Kit>(value => z.object({ key: z.string(), release: z.string(), collections: z.record(z.string(), z.unknown()) }).safeParse(value).success)
const RowsSchema = z.array(z.object({ key: z.string(), definition: z.string() }))

let known = ''
let loaded = 0

/**
 * Reads which kits this instance has; every bundle of this process then declares what they bring. Says whether they changed. A
 * row that is no kit, written by hand, is told and left out: the others go on.
 */
export async function loadKits(knex: Knex, onUnreadable: (kit: string) => void): Promise<boolean> {
  const rows = RowsSchema.parse(await knex('kits').orderBy('key').select('key', 'definition'))
  const read = rows.map(({ definition }) => definition).join('\n')
  if (read === known && loaded === installedKits().length) return false
  const kits = rows.flatMap(({ key, definition }) => {
    const kit = parseKit(definition)
    if (kit === null) onUnreadable(key)
    return kit ?? []
  })
  setInstalledKits(kits)
  known = read
  loaded = kits.length
  return true
}

function parseKit(definition: string): Kit | null {
  try {
    return KitSchema.parse(JSON.parse(definition))
  }
  catch {
    return null
  }
}
