import type { Caller, Host, Row } from '@relais/extensions/platform'
import { ForbiddenError, inAuthoredTransaction, lockKey, sudoItems } from '@relais/extensions/platform'
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { AlreadyReferredElsewhereError, AlreadyReferredError, CaseClosedError } from '../errors.ts'
import type { ReferralBody } from '../rules/bodies.ts'
import { RUNNING } from '../rules/referral-states.ts'
import type { Origin, ReferredPerson } from '../rules/snapshot.ts'
import { snapshotOf } from '../rules/snapshot.ts'
import { isCaseReader } from './case-access.ts'
import { assertFreePlace, assertOpenSession, lockOpenOffer } from './places.ts'
import { answersFor } from './terms.ts'

interface CaseLine extends ReferredPerson {
  person: string
  structure: string
  status: string
  structure_name: string
  structure_kind: string
  structure_hidden: boolean | null
  today: string
}

/** Sends a person to an offer; the caller has been checked on the case. */
export function refer(host: Host, caller: Caller, body: ReferralBody): Promise<Row> {
  return inAuthoredTransaction(host, caller, async (trx) => {
    await lockKey(trx, body.case, body.idempotency_key)
    const existing = await findByKey(trx, body)
    if (existing) return readReferral(trx, existing)
    const file = await readCase(trx, body.case)
    if (file.status === 'closed') throw new CaseClosedError()
    if (body.need) await assertNeed(trx, body.case, body.need)
    const offer = await lockOpenOffer(trx, body.offer, caller)
    // Before anything is said of referrals: a session that is none would only ask whether there is one.
    if (body.session) await assertOpenSession(trx, offer.id, body.session)
    await assertNotReferred(trx, caller, { person: file.person, offer: offer.id, session: body.session ?? null })
    await assertFreePlace(trx, offer.id, body.session ?? null)
    const answers = await answersFor(trx, body)
    const id = randomUUID()
    const sudo = await sudoItems(host, trx, caller, 'referrals')
    await sudo.createOne({
      ...answers,
      id,
      case: body.case,
      person: file.person,
      offer: offer.id,
      organization: offer.organization,
      structure: file.structure,
      session: body.session ?? null,
      need: body.need ?? null,
      message: body.message || null,
      status: 'sent',
      sent_at: new Date().toISOString(),
      idempotency_key: body.idempotency_key,
      ...snapshotOf(file, { sharesPhone: body.share_phone, origin: await originOf(trx, caller, file), today: file.today }),
    })
    return readReferral(trx, id)
  })
}

async function findByKey(trx: Knex.Transaction, body: ReferralBody): Promise<string | null> {
  const found = await trx.raw<{ rows: { id: string }[] }>('select id from referrals where "case" = ? and idempotency_key = ?', [body.case, body.idempotency_key])
  return found.rows[0]?.id ?? null
}

async function readCase(trx: Knex.Transaction, id: string): Promise<CaseLine> {
  const { rows } = await trx.raw<{ rows: CaseLine[] }>(
    `select c.person, c.structure, c.status, s.name as structure_name, s.kind as structure_kind, s.hidden_from_partners as structure_hidden,
       p.first_name, p.preferred_name, p.last_name, p.birth_date::text as birth_date, p.phone,
       relais_today(s.time_zone)::text as today
     from cases c join people p on p.id = c.person join structures s on s.id = c.structure
     where c.id = ? for share of c`,
    [id],
  )
  const [found] = rows
  if (!found) throw new ForbiddenError()
  return found
}

async function assertNeed(trx: Knex.Transaction, caseId: string, need: string): Promise<void> {
  const found = await trx.raw<{ rows: unknown[] }>('select 1 from needs where id = ? and "case" = ?', [need, caseId])
  if (found.rows.length === 0) throw new ForbiddenError()
}

// Two sessions of one workshop are two things to attend; the offer as a whole and one of its sessions are not.
async function assertNotReferred(trx: Knex.Transaction, caller: Caller, target: { person: string, offer: string, session: string | null }): Promise<void> {
  const { rows } = await trx.raw<{ rows: { id: string, status: string, case: string }[] }>(
    `select id, status, "case" from referrals where person = :person and offer = :offer and status = any(:running)
       and (session is null or :session::uuid is null or session = :session::uuid) limit 1`,
    { ...target, running: [...RUNNING] },
  )
  const [running] = rows
  if (!running) return
  // Another service may have sent the same person there: where that stands is for those who open its file.
  if (!await isCaseReader(trx, caller, running.case)) throw new AlreadyReferredElsewhereError()
  throw new AlreadyReferredError({ referral: running.id, status: running.status })
}

/** Where the partner is told that the person comes from: the prescriber's own service that is open, or the structure of the case. */
async function originOf(trx: Knex.Transaction, caller: Caller, file: CaseLine): Promise<Origin | null> {
  if (caller.audience !== 'prescriber') return { name: file.structure_name, kind: file.structure_kind, hidden_from_partners: file.structure_hidden }
  const { rows } = await trx.raw<{ rows: Origin[] }>(
    `select s.name, s.kind, s.hidden_from_partners from memberships m join structures s on s.id = m.structure
     where m."user" = ? and s.status = 'active' and m.valid_from <= relais_today(s.time_zone) and (m.valid_until is null or m.valid_until >= relais_today(s.time_zone))
     order by m.valid_from limit 1`,
    [caller.user],
  )
  return rows[0] ?? null
}

/** A referral as its author sees it. */
export async function readReferral(knex: Knex, id: string): Promise<Row> {
  const { rows } = await knex.raw<{ rows: Row[] }>(
    `select r.id, r."case", r.status, r.message, r.session, r.need, r.sent_at, r.received_at, r.answered_at, r.answer_comment, r.answer_reason,
       r.person_display, r.person_age, r.person_phone, r.origin_label,
       jsonb_build_object('id', o.id, 'title', o.title) as offer, jsonb_build_object('id', g.id, 'name', g.name) as organization
     from referrals r join offers o on o.id = r.offer join organizations g on g.id = r.organization where r.id = ?`,
    [id],
  )
  const [found] = rows
  if (!found) throw new ForbiddenError()
  return found
}
