import type { Caller, Host, Row } from '@relais/extensions/platform'
import { AlreadyDecidedError, ForbiddenError, inAuthoredTransaction } from '@relais/extensions/platform'
import { EDITORS, assertMember } from '@relais/extensions/directory'
import { moveTo } from '@relais/extensions/workflow'
import type { Knex } from 'knex'
import type { AnswerBody } from '../rules/bodies.ts'
import type { ReferralStatus } from '../rules/referral-states.ts'
import { takesPlace } from '../rules/referral-states.ts'
import { assertCaseAccess } from './case-access.ts'
import { assertFreePlace } from './places.ts'
import { sharedOnAcceptance } from './terms.ts'

interface Referral { id: string, case: string, organization: string, offer: string, session: string | null, status: ReferralStatus, received_at: Date | null, answered_at: Date | null }

/** Gives the partner's answer; the same answer twice, or another one after it, tells the state instead. */
export async function answerReferral(host: Host, caller: Caller, id: string, body: AnswerBody): Promise<Row> {
  return move(host, caller, { id, actor: 'partner', to: body.answer, comment: body.comment || null }, async (referral, trx) => ({
    ...body.answer === 'accepted' ? await sharedOnAcceptance(trx, referral) : {},
    answered_at: new Date().toISOString(),
    answered_by: caller.user,
    answer_comment: body.comment || null,
    answer_reason: body.reason || null,
    ...(!referral.received_at && { received_at: new Date().toISOString() }),
  }))
}

/** Says that what was accepted has ended: the place is free again. */
export async function finishReferral(host: Host, caller: Caller, id: string, comment: string | null): Promise<Row> {
  return move(host, caller, { id, actor: 'partner', to: 'done', comment }, () => ({ outcome: comment }))
}

/** Calls a referral off, on the side of those who sent it. */
export async function cancelReferral(host: Host, caller: Caller, id: string, comment: string | null): Promise<Row> {
  return move(host, caller, { id, actor: 'adviser', to: 'cancelled', comment }, () => ({}))
}

interface Move { id: string, actor: 'partner' | 'adviser', to: ReferralStatus, comment: string | null }

function move(host: Host, caller: Caller, { id, actor, to, comment }: Move, changes: (referral: Referral, trx: Knex.Transaction) => Row | Promise<Row>): Promise<Row> {
  return inAuthoredTransaction(host, caller, async (trx) => {
    const referral = await lockReferral(trx, id)
    if (actor === 'partner') await assertMember(trx, caller, referral.organization, EDITORS)
    else await assertCaseAccess(trx, caller, referral.case)
    if (takesPlace(referral.status, to)) {
      // The offer before its places, as when a person is referred: the other order could make the two wait for each other.
      await trx.raw('select 1 from offers where id = ? for no key update', [referral.offer])
      await assertFreePlace(trx, referral.offer, referral.session)
    }
    const moved = await moveTo(host, trx, { caller, collection: 'referrals', id, to, values: await changes(referral, trx), comment })
    if (!moved) throw new AlreadyDecidedError({ status: referral.status, at: referral.answered_at?.toISOString() ?? null })
    return { id, status: to }
  })
}

async function lockReferral(trx: Knex.Transaction, id: string): Promise<Referral> {
  const { rows } = await trx.raw<{ rows: Referral[] }>(
    'select id, "case", organization, offer, session, status, received_at, answered_at from referrals where id = ? for update', [id],
  )
  const [found] = rows
  if (!found) throw new ForbiddenError()
  return found
}
