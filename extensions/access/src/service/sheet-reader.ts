import { zoneOfAccount } from '@relais/extensions/platform'
import type { SheetReader } from '@relais/schema/sheets'
import { DEFAULT_ZONE } from '@relais/schema/time'
import type { Knex } from 'knex'

/** For whom a sheet is written: the language of an account, and the hours of where they work. */
export async function sheetReaderOf(knex: Knex, account: string | null): Promise<SheetReader> {
  const found: { language: string | null } | undefined = account === null ? undefined : await knex('directus_users').where({ id: account }).first('language')
  return { language: found?.language?.startsWith('en') ? 'en' : 'fr', zone: account === null ? DEFAULT_ZONE : await zoneOfAccount(knex, account), now: new Date() }
}
