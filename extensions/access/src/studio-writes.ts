import type { Accountability, PrimaryKey } from '@directus/types'
import { getCollection } from '@relais/schema'
import type { Knex } from 'knex'
import { StudioWriteError } from './errors.ts'

/** Whether the rows of a collection are about people: the people, their files, and what is below. */
export const isAboutPeople = (collection: string): boolean => getCollection(collection)?.domain === 'cases'

/**
 * Refuses what a session of the Studio writes about people, whoever has it: its forms send no value seen, so that the last one to save
 * would win in silence. Programs that hold a token are not concerned: they say what they saw, or answer for it.
 */
export function refuseStudioWrite<Written>(written: Written, collection: unknown, accountability: Accountability | null, portal: string): Written {
  if (accountability?.session && typeof collection === 'string' && isAboutPeople(collection)) throw new StudioWriteError({ portal })
  return written
}

/** A comment is written about the record that it names; `keys` are those that are changed, null for a new one. */
export async function refuseStudioComment<Written>(written: Written, keys: readonly PrimaryKey[] | null, { database, accountability }: { database: Knex, accountability: Accountability | null }, portal: string): Promise<Written> {
  if (!accountability?.session) return written
  const about: unknown[] = keys === null ? [Reflect.get(Object(written), 'collection')] : await database('directus_comments').whereIn('id', [...keys]).pluck('collection')
  for (const collection of about) refuseStudioWrite(written, collection, accountability, portal)
  return written
}
