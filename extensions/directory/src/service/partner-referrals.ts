import { closedTo, withoutClosed } from '@relais/extensions/configurator'
import type { IsClosed } from '@relais/extensions/configurator'
import type { Caller, Host } from '@relais/extensions/platform'
import { DISPLAY_NAME, MEMBER_NOW, asTransition, inAuthoredTransaction } from '@relais/extensions/platform'
import { ENDED_STATUSES, PENAL_KINDS, referralTerms } from '@relais/schema'
import type { Knex } from 'knex'
import { MEMBERS, assertMember } from './members.ts'

/** What is left to do with a referral, on the partner's side. */
export const REFERRAL_PARTS = ['to_answer', 'listed', 'accepted', 'answered'] as const
export type ReferralPart = (typeof REFERRAL_PARTS)[number]

export interface ReferralFilter { organization?: string | undefined, part?: ReferralPart | undefined, page: number, limit: number }

interface Sender { name: string | null, phone: string | null, email: string | null }
interface Line { id: string, status: string, can_answer: boolean, answers: Record<string, unknown> | null, sender: Sender | null }

/** One page, latest first; `counts` are of every page. */
export interface ReferralPage { items: Line[], has_more: boolean, counts: Record<ReferralPart, number> }

/**
 * Referrals received by the caller's organisations; once somebody who may answer has seen one, it is received.
 *
 * Only what was written for the partner at the time of the referral is shown, never the person's file; once it is over,
 * nothing of the person is.
 */
export async function listReceivedReferrals(host: Host, caller: Caller, filter: ReferralFilter): Promise<ReferralPage> {
  if (filter.organization) await assertMember(host.database, caller, filter.organization, MEMBERS)
  const isClosed = await closedTo(host.database, caller.audience)
  const page = await inAuthoredTransaction(host, caller, async (trx) => {
    const found = await read(trx, caller, filter)
    const rows = found.slice(0, filter.limit)
    const answer = { has_more: found.length > filter.limit, counts: await count(trx, caller, filter) }
    const unseen = rows.filter(row => row.status === 'sent' && row.can_answer).map(row => row.id)
    if (unseen.length === 0) return { items: rows, ...answer }
    // One by one and by offer: two people who open the list together lock the same places in the same order. One that is being
    // answered is left to whoever answers, who waits for those places.
    const { rows: ordered } = await trx.raw<{ rows: { id: string, transition: string | null }[] }>(`select r.id, ${RECEIPT} as transition from referrals r where r.id = any(?) and r.status = 'sent' order by r.offer, r.id for update skip locked`, [unseen])
    for (const { id, transition } of ordered) {
      if (transition !== null) await asTransition(trx, { item: id, transition }, () => trx.raw(`update referrals set status = 'received' where id = ?`, [id]))
    }
    return { items: await read(trx, caller, filter, rows.map(row => row.id)), ...answer }
  })
  return { ...page, items: page.items.map(line => asOpen(line, isClosed)) }
}

/** What is closed here to partners is not told beside their lists either. */
const asOpen = (line: Line, isClosed: IsClosed): Line => ({
  ...withoutClosed(line, 'referrals', isClosed),
  answers: line.answers && Object.fromEntries(Object.entries(line.answers).filter(([field]) => !isClosed('referrals', field))),
  sender: line.sender && withoutClosed(line.sender, 'structures', isClosed),
})

/** The step by which a partner receives a referral, in the version on which it runs, if it has one. */
const RECEIPT = `(select t ->> 'key' from workflow_objects o join workflow_versions v on v.id = o.version, jsonb_array_elements(v.definition -> 'transitions') t
  where o.collection = 'referrals' and o.item = r.id and t -> 'from' @> '"sent"' and t ->> 'to' = 'received' and t -> 'who' ->> 'organization' = 'true' limit 1)`

// What an archived organisation was asked waits for nothing of it any more.
const PART = `case when mine.is_archived then 'answered' when r.status in ('sent', 'received') then 'to_answer' when r.status = 'waiting_list' then 'listed' when r.status in ('accepted', 'started') then 'accepted' else 'answered' end`

/** Whom it is about, while it runs. */
const RUNS = `r.status not in (${ENDED_STATUSES.map(status => `'${status}'`).join(', ')})`
const OF_PERSON = ['person_display', 'person_age', 'person_phone', 'message'].map(column => `case when ${RUNS} then r.${column} end as ${column}`).join(', ')

/** What kits had asked of those who sent it, field by field, while it runs. */
function answersSql(knex: Knex): string {
  const pairs = referralTerms().flatMap(({ kind, asks }) => asks.map(({ field }) => knex.raw('case when o.kind = ? then jsonb_build_object(?::text, to_jsonb(r) -> ?) end', [kind, field, field]).toQuery()))
  return `case when ${RUNS} then ${[`'{}'::jsonb`, ...pairs.map(pair => `coalesce(${pair}, '{}')`)].join(' || ')} end as answers`
}

/** Whom to call about it: not where the name of the service is kept from partners, nor once it is over. */
const SENDER = `case when s.name = r.origin_label and not coalesce(s.hidden_from_partners, false) and s.kind not in (${PENAL_KINDS.map(kind => `'${kind}'`).join(', ')}) and ${RUNS} then jsonb_build_object('name', ${DISPLAY_NAME}, 'phone', s.phone, 'email', s.email) end as sender`

/** Referrals of the organisations that `:user` looks after now. */
const RECEIVED = `from referrals r
     join (
       select m.organization, array_agg(m."right"::text) as rights, o.status = 'archived' as is_archived from organization_members m join organizations o on o.id = m.organization
       where m."user" = :user and ${MEMBER_NOW} group by m.organization, o.status
     ) mine on mine.organization = r.organization`
const ASKED = `r.status <> 'proposed' and (:organization::uuid is null or r.organization = :organization::uuid)`

async function count(trx: Knex.Transaction, caller: Caller, { organization = null }: { organization?: string | null | undefined }): Promise<ReferralPage['counts']> {
  const { rows } = await trx.raw<{ rows: { part: ReferralPart, count: number }[] }>(
    `select ${PART} as part, count(*)::int as count ${RECEIVED} where ${ASKED} group by 1`, { user: caller.user, organization },
  )
  const counts = { to_answer: 0, listed: 0, accepted: 0, answered: 0 }
  for (const { part, count } of rows) counts[part] = count
  return counts
}

/** A page and the row after it, or the rows named. */
async function read(trx: Knex.Transaction, caller: Caller, { organization = null, part = null, page, limit }: { organization?: string | null | undefined, part?: ReferralPart | null | undefined, page: number, limit: number }, ids: string[] | null = null): Promise<Line[]> {
  const { rows } = await trx.raw<{ rows: Line[] }>(
    `select r.id, r.status, ${OF_PERSON}, case when ${RUNS} then r.person_birth_date::text end as person_birth_date, ${answersSql(trx)}, r.origin_label, ${SENDER}, r.sent_at, r.received_at, r.answered_at,
       r.answer_comment, r.answer_reason, r.started_on::text as started_on, r.ended_on::text as ended_on,
       mine.rights && array['owner', 'editor'] and not mine.is_archived as can_answer,
       jsonb_build_object('id', g.id, 'name', g.name) as organization,
       jsonb_build_object('id', o.id, 'title', o.title, 'kind', o.kind) as offer,
       case when n.id is not null then jsonb_build_object('id', n.id, 'starts_at', n.starts_at, 'ends_at', n.ends_at, 'time_zone', n.time_zone) end as session
     ${RECEIVED}
     join organizations g on g.id = r.organization
     join offers o on o.id = r.offer
     left join offer_sessions n on n.id = r.session
     join structures s on s.id = r.structure
     join cases c on c.id = r."case"
     left join directus_users u on u.id = c.referent
     where ${ASKED}
       and (:ids::uuid[] is null and (:part::text is null or ${PART} = :part::text) or r.id = any(:ids::uuid[]))
     order by r.sent_at desc nulls last, r.id limit :limit offset :offset`,
    { user: caller.user, organization, part, ids, limit: limit + 1, offset: ids ? 0 : (page - 1) * limit },
  )
  return rows
}
