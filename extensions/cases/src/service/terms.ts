import type { Row } from '@relais/extensions/platform'
import { refuseField } from '@relais/extensions/platform'
import { declarations, referralTermsOf } from '@relais/schema'
import type { KitReferral } from '@relais/schema'
import { isEmpty } from '@relais/schema/forms'
import type { Knex } from 'knex'
import type { ReferralBody } from '../rules/bodies.ts'
import { namedOnAcceptance } from '../rules/snapshot.ts'
import type { Origin, ReferredPerson } from '../rules/snapshot.ts'

/** What a kit says of referrals to this offer, if it says something. */
async function termsFor(trx: Knex, offer: string): Promise<KitReferral | undefined> {
  const found: { kind: string | null } | undefined = await trx('offers').where({ id: offer }).first('kind')
  return referralTermsOf(found?.kind ?? null)
}

/** The answers to what a kit asks for this kind of offer: nothing else is written, and nothing that it requires is missing. */
export async function answersFor(trx: Knex, { offer, answers = {} }: Pick<ReferralBody, 'offer' | 'answers'>): Promise<Row> {
  const { asks = [] } = await termsFor(trx, offer) ?? {}
  const stranger = Object.keys(answers).find(name => !asks.some(({ field }) => field === name))
  if (stranger !== undefined) refuseField(stranger, 'UNKNOWN_FIELD', { fr: `« ${stranger} » n’est pas demandé pour cette offre : retirez-le.`, en: `“${stranger}” is not asked for this offer: remove it.` })
  for (const { field, required } of asks) {
    if (!required || !isEmpty(answers[field])) continue
    const { fr, en } = declarations()['referrals']?.fields[field]?.label ?? { fr: field, en: field }
    refuseField(field, 'REQUIRED', { fr: `« ${fr} » manque : répondez, puis envoyez.`, en: `“${en}” is missing: answer, then send.` })
  }
  return answers
}

/** What the other side reads once it accepts: what the kit of this kind of offer says, as it is then; nothing more without a kit. */
export async function sharedOnAcceptance(trx: Knex, { id, offer }: { id: string, offer: string }): Promise<Row> {
  const { shares = [] } = await termsFor(trx, offer) ?? {}
  if (shares.length === 0) return {}
  const { rows: [person] } = await trx.raw<{ rows: (ReferredPerson & { origin: Origin | null })[] }>(
    `select p.first_name, p.preferred_name, p.last_name, p.birth_date::text as birth_date, p.phone, (
       select jsonb_build_object('name', s.name, 'kind', s.kind, 'hidden_from_partners', s.hidden_from_partners)
       from structures s left join memberships m on m.structure = s.id and m."user" = r.user_created and relais_today(s.time_zone) between m.valid_from and coalesce(m.valid_until, 'infinity')
       where s.status = 'active' and (m.id is not null or s.id = r.structure)
       order by m.id is null, s.id = r.structure desc, m.valid_from limit 1) as origin
     from referrals r join people p on p.id = r.person where r.id = ?`, [id])
  return person ? namedOnAcceptance(person, shares) : {}
}
