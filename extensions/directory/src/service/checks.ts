import { FormInvalidError, momentsOf } from '@relais/extensions/platform'
import type { InputError } from '@relais/extensions/platform'
import { LOGO_FOLDER, RECORD_FOLDER, isLogo } from '@relais/schema/access'
import type { Form, FormField } from '@relais/schema/forms'
import { normalizeValues, validateForm } from '@relais/schema/forms'
import { DEFAULT_ZONE } from '@relais/schema/time'
import type { Knex } from 'knex'
import { isSameValue } from '../rules/same-value.ts'

export interface Check {
  form: Form
  values: Readonly<Record<string, unknown>>
  /** Values now; absent for a new record. */
  current?: Readonly<Record<string, unknown>>
  confirm?: readonly string[] | undefined
  /** Owners that a related record may have. */
  owner: { organization: string | null, user: string }
}

/** The values as they are stored, or a refusal that names every wrong field. */
export async function checkValues(knex: Knex, check: Check): Promise<Record<string, unknown>> {
  const { form, current, confirm = [] } = check
  const values = normalizeValues(form, check.values)
  const [moment] = await momentsOf(knex, form.collection, [{ ...current, ...values, organization: values['organization'] ?? current?.['organization'] ?? check.owner.organization }], check.owner.user)
  const errors: InputError[] = validateForm(form, values, { checkHidden: true, moment: moment ?? { now: new Date(), zone: DEFAULT_ZONE }, ...(current && { partial: true, current }) })
    .filter(error => error.severity !== 'confirm' || !confirm.includes(error.field))
  const strangers = errors.length > 0 ? [] : await findStrangers(knex, check, values)
  if (errors.length + strangers.length > 0) throw new FormInvalidError({ errors: [...errors, ...strangers].map(error => withLabel(error, form)) })
  return values
}

function withLabel(error: InputError, form: Form): InputError {
  const label = form.fields.find(({ field }) => field === error.field)?.label.fr
  return label ? { ...error, label } : error
}

/** Relations to records that are not the author's: a form never lets anyone reach another organisation's rows. */
async function findStrangers(knex: Knex, { form, owner, current }: Check, values: Record<string, unknown>): Promise<InputError[]> {
  const errors: InputError[] = []
  for (const field of form.fields) {
    const value = values[field.field]
    if (!field.relation || value === null || value === undefined || isSameValue(value, current?.[field.field])) continue
    if (await isReachable(knex, { collection: form.collection, field }, value, owner)) continue
    errors.push({ field: field.field, code: 'NOT_A_CHOICE', message: {
      fr: 'Cet élément n’existe pas ou ne vous est pas ouvert. Choisissez-en un autre.',
      en: 'This item does not exist or is not open to you. Choose another one.',
    } })
  }
  return errors
}

const SHARED = ['territories', 'vocabulary_terms']
const OF_ORGANIZATION = ['sites', 'contacts', 'offers']

async function isReachable(knex: Knex, { collection: holder, field }: { collection: string, field: FormField }, value: unknown, owner: Check['owner']): Promise<boolean> {
  const collection = field.relation?.collection ?? ''
  if (typeof value !== 'string' || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return false
  if (SHARED.includes(collection)) return exists(knex, 'select 1 from ?? where id = ?', [collection, value])
  if (OF_ORGANIZATION.includes(collection)) return exists(knex, 'select 1 from ?? where id = ? and organization = ?', [collection, value, owner.organization])
  // A logo is everybody's, a file of a record is not: each was sent for what it is.
  if (collection === 'directus_files') return exists(knex, 'select 1 from directus_files where id = ? and uploaded_by = ? and folder = ?', [value, owner.user, isLogo(holder, field.field) ? LOGO_FOLDER : RECORD_FOLDER])
  return false
}

async function exists(knex: Knex, sql: string, bindings: (string | null)[]): Promise<boolean> {
  const found = await knex.raw<{ rows: unknown[] }>(sql, bindings)
  return found.rows.length > 0
}
