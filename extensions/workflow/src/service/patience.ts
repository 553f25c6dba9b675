import type { Row } from '@relais/extensions/platform'
import { referralTermsOf } from '@relais/schema'
import type { Definition } from '@relais/schema/workflow'
import { withPatience } from '@relais/schema/workflow'
import type { Knex } from 'knex'

/** The nature of the offer that a referral `r` of `o` is about: its kit may wait longer for an answer. */
export const KIND_SQL = `case when o.collection = 'referrals' then (select f.kind from offers f where f.id = (to_jsonb(r) ->> 'offer')::uuid) end`

/** A definition with the delay to answer that a kit gives to this nature of offers. */
export function patient(definition: Definition, kind: string | null): Definition {
  return withPatience(definition, 'expired', kind === null ? undefined : referralTermsOf(kind)?.answerWithin)
}

/** The nature of the offer of a record, when it is a referral. */
export async function kindOf(knex: Knex, collection: string, row: Row): Promise<string | null> {
  if (collection !== 'referrals') return null
  const found: { kind: string | null } | undefined = await knex('offers').where({ id: row['offer'] }).first('kind')
  return found?.kind ?? null
}
