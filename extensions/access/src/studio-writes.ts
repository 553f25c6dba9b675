import type { Accountability } from '@directus/types'
import { getCollection } from '@relais/schema'
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
