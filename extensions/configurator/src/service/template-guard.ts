import type { EventContext, PrimaryKey } from '@directus/types'
import type { Values } from '@relais/schema/forms'
import { checkTemplate } from '@relais/schema/templates'
import type { Knex } from 'knex'
import { FormInvalidError } from '../errors.ts'
import type { InputError } from '../rules/form-errors.ts'

const LABELS = { key: 'Nom', subject_fr: 'Objet ou titre', subject_en: 'Objet ou titre en anglais', message_fr: 'Texte', message_en: 'Texte en anglais' } as const

const TAKEN: InputError = {
  field: 'key', label: LABELS.key, code: 'NOT_VALID', severity: 'error',
  message: { fr: 'Ce nom est déjà pris pour cette structure : changez ce modèle, ou donnez un autre nom.', en: 'This name is already taken for this structure: change that template, or give another name.' },
}

/** Refuses a template that could not be used, or a second one of that name; `keys` are those it changes, null for a new one. */
export async function assertTemplates({ database }: Pick<EventContext, 'database'>, payload: Values, keys: readonly PrimaryKey[] | null): Promise<void> {
  const before: Values[] = keys === null ? [{}] : await database('templates').whereIn('id', [...keys]).select('*')
  for (const row of before) {
    const written = { ...row, ...payload }
    const errors = checkTemplate(written).map(({ field, message }): InputError => ({ field, label: LABELS[field], code: 'NOT_VALID', message, severity: 'error' }))
    if (keys === null && errors.length === 0 && await isTaken(database, written)) errors.push(TAKEN)
    if (errors.length > 0) throw new FormInvalidError({ errors })
  }
}

async function isTaken(knex: Knex, { kind = 'message', key, structure }: Values): Promise<boolean> {
  const row: unknown = await knex('templates').where({ kind, key, structure: typeof structure === 'string' ? structure : null }).whereNull('kit').first('id')
  return row !== undefined
}
