import type { FieldError, Form, Values } from '@relais/schema/forms'
import { isEmpty, messageOf, relatedKey } from '@relais/schema/forms'
import { isOfJustice } from '@relais/schema/access'
import type { Knex } from 'knex'
import { declarationOf } from './form-store.ts'

const SECTION = 'section_'

/** What is wrong with values of justice put in records of structures that may not hold them, whoever writes; nothing otherwise. */
export async function justiceErrors(knex: Knex, form: Form, payload: Values, current: readonly Values[] | null): Promise<FieldError[]> {
  const declaration = declarationOf(form.collection)
  if (!declaration) return []
  const given = form.fields.filter(({ field, section }) => !isEmpty(payload[field]) && isOfJustice(declaration, field, section === null ? null : `${SECTION}${section}`))
  if (given.length === 0) return []
  for (const row of current ?? [{}]) {
    if (await mayHold(knex, form.collection, { ...row, ...payload })) continue
    return given.map(({ field }) => ({ field, code: 'JUSTICE_NOT_HELD', message: messageOf('JUSTICE_NOT_HELD'), severity: 'error' }))
  }
  return []
}

/** Whether the structure of a record, or one of those that follow its person, may hold data of justice. */
async function mayHold(knex: Knex, collection: string, row: Values): Promise<boolean> {
  const declaration = declarationOf(collection)
  const target = declaration?.owner ? declaration.fields[declaration.owner]?.relation?.collection : undefined
  const key = declaration?.owner ? relatedKey(row[declaration.owner]) : null
  if (!declaration || !target || key === null) return false
  if (target !== 'structures') {
    const owner: Values | undefined = await knex(target).where({ id: key }).first()
    return owner !== undefined && mayHold(knex, target, owner)
  }
  const followers: string[] = collection === 'people' && typeof row['id'] === 'string' ? await knex('person_structures').where({ person: row['id'] }).pluck('structure') : []
  const held: unknown = await knex('structures').whereIn('id', [key, ...followers]).where({ legal_basis_justice: true, status: 'active' }).first('id')
  return held !== undefined
}
