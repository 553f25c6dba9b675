import type { Knex } from 'knex'
import type { Host } from '../handlers/types.ts'
import type { Caller } from '../http/caller.ts'
import { inAuthoredTransaction } from './author.ts'
import { MEMBERS, MEMBER_NOW, assertMember } from './members.ts'

export interface ReferralFilter { organization?: string | undefined, status?: string | undefined }

/**
 * Referrals received by the caller's organisations; once somebody who may answer has seen one, it is received.
 *
 * Only what was written for the partner at the time of the referral is shown, never the person's file.
 */
export async function listReceivedReferrals(host: Host, caller: Caller, filter: ReferralFilter): Promise<unknown[]> {
  if (filter.organization) await assertMember(host.database, caller, filter.organization, MEMBERS)
  return inAuthoredTransaction(host, caller, async (trx) => {
    const rows = await read(trx, caller, filter)
    const unseen = rows.filter(row => row.status === 'sent' && row.can_answer).map(row => row.id)
    if (unseen.length === 0) return rows
    // One by one and by offer: two people who open the list together lock the same places in the same order.
    const { rows: ordered } = await trx.raw<{ rows: { id: string }[] }>('select id from referrals where id = any(?) order by offer, id', [unseen])
    for (const { id } of ordered) await trx.raw(`update referrals set status = 'received', received_at = now() where id = ? and status = 'sent'`, [id])
    return read(trx, caller, filter, rows.map(row => row.id))
  })
}

interface Line { id: string, status: string, can_answer: boolean }

async function read(trx: Knex.Transaction, caller: Caller, filter: ReferralFilter, ids: string[] | null = null): Promise<Line[]> {
  const { rows } = await trx.raw<{ rows: Line[] }>(
    `select r.id, r.status, r.person_display, r.person_age, r.person_phone, r.origin_label, r.message, r.sent_at, r.received_at, r.answered_at,
       r.answer_comment, r.answer_reason, r.started_on::text as started_on, r.ended_on::text as ended_on,
       mine.rights && array['owner', 'editor'] as can_answer,
       jsonb_build_object('id', g.id, 'name', g.name) as organization,
       jsonb_build_object('id', o.id, 'title', o.title, 'kind', o.kind) as offer,
       case when n.id is not null then jsonb_build_object('id', n.id, 'starts_at', n.starts_at, 'ends_at', n.ends_at, 'time_zone', n.time_zone) end as session
     from referrals r
     join organizations g on g.id = r.organization
     join offers o on o.id = r.offer
     left join offer_sessions n on n.id = r.session
     join (
       select m.organization, array_agg(m."right"::text) as rights from organization_members m
       where m."user" = :user and ${MEMBER_NOW} group by m.organization
     ) mine on mine.organization = r.organization
     where r.status <> 'proposed'
       and (:organization::uuid is null or r.organization = :organization::uuid)
       and (:status::text is null or r.status = :status::text or r.id = any(:ids::uuid[]))
       and (:ids::uuid[] is null or r.id = any(:ids::uuid[]))
     order by r.sent_at desc nulls last, r.id limit 500`,
    { user: caller.user, organization: filter.organization ?? null, status: filter.status ?? null, ids },
  )
  return rows
}
