import type { EventContext, PrimaryKey } from '@directus/types'
import { installedKits } from '@relais/schema'
import type { Values } from '@relais/schema/forms'
import { messageOf } from '@relais/schema/forms'
import { checkHome } from '@relais/schema/homes'
import type { Knex } from 'knex'
import { FormInvalidError } from '../errors.ts'
import type { InputError } from '../rules/form-errors.ts'

const LABELS = { audience: 'Espace', structure: 'Structure', title_fr: 'Titre', title_en: 'Titre en anglais', text_fr: 'Texte', text_en: 'Texte en anglais', tiles: 'Tuiles' } as const

/** Refuses a home page that could not be shown, or a second one of the same author; `keys` are those it changes, null for a new one. */
export async function assertHomes({ database }: Pick<EventContext, 'database'>, payload: Values, keys: readonly PrimaryKey[] | null): Promise<void> {
  const before: Values[] = keys === null ? [{}] : await database('home_pages').whereIn('id', [...keys]).select('*')
  const reports = installedKits().flatMap(kit => (kit.reports ?? []).map(({ key }) => key))
  for (const row of before) {
    const written = { ...row, ...payload }
    const errors = checkHome({ ...written, tiles: parsed(written.tiles) }, reports).map(({ field, message }): InputError => ({ field, label: LABELS[field], code: 'NOT_VALID', message, severity: 'error' }))
    if (keys === null && errors.length === 0 && await isTaken(database, written)) errors.push(TAKEN)
    if (errors.length > 0) throw new FormInvalidError({ errors })
  }
}

const TAKEN: InputError = {
  field: 'audience', label: LABELS.audience, code: 'NOT_VALID', severity: 'error',
  message: { fr: 'Cet espace a déjà une page d’accueil pour cette structure : changez-la, ou supprimez-la.', en: 'This space already has a home page for this structure: change it, or delete it.' },
}

async function isTaken(knex: Knex, { audience, structure }: Values): Promise<boolean> {
  if (typeof audience !== 'string') return false
  const row: unknown = await knex('home_pages').where({ audience, structure: typeof structure === 'string' ? structure : null }).whereNull('kit').first('id')
  return row !== undefined
}

/** Directus hands over JSON as it was sent, or already as text. */
function parsed(tiles: unknown): unknown {
  if (typeof tiles !== 'string') return tiles
  try {
    return JSON.parse(tiles)
  }
  catch {
    throw new FormInvalidError({ errors: [{ field: 'tiles', label: LABELS.tiles, code: 'WRONG_TYPE', message: messageOf('WRONG_TYPE'), severity: 'error' }] })
  }
}
