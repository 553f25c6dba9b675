import type { Caller, Host, Row } from '@relais/extensions/platform'
import { AlreadyDecidedError, EditConflictError, ForbiddenError, asTransition, inAuthoredTransaction, lockRow, refuseField, setAuthor, stepTo, sudoItems } from '@relais/extensions/platform'
import type { Label } from '@relais/schema'
import type { Knex } from 'knex'
import { isSameValue } from '../rules/same-value.ts'
import { checkValues } from './checks.ts'
import { formOf } from './forms.ts'
import { latestChanges } from './history.ts'
import type { Review } from './reviewers.ts'
import { reviewOf } from './reviewers.ts'

interface Proposal {
  id: string
  collection: string
  item: string
  field: string
  proposed: unknown
  status: string
  proposed_by: string
  proposed_audience: 'partner' | 'beneficiary'
  organization: string | null
  decided_at: Date | null
}

/** Locks a proposal that the caller may decide on; anybody else's answers like a missing one. */
async function lockProposal(host: Host, trx: Knex.Transaction, caller: Caller, id: string): Promise<Proposal & { review: Review }> {
  const review = await reviewOf(host, caller, trx)
  const { rows } = await trx.raw<{ rows: Proposal[] }>(
    `select p.id, p.collection, p.item, p.field, p.proposed_value as proposed, p.status, p.proposed_by, p.proposed_audience, p.organization, p.decided_at
     from change_proposals p left join organizations g on g.id = p.organization
     where p.id = :id and ${review.test} for update of p`,
    { id, ...review.bindings },
  )
  const [proposal] = rows
  if (!proposal) throw new ForbiddenError()
  if (proposal.status !== 'pending') throw new AlreadyDecidedError({ status: proposal.status, at: proposal.decided_at?.toISOString() ?? null })
  return { ...proposal, review }
}

const NOT_WRITTEN: Label = {
  fr: 'Votre profil ne modifie pas ce champ : demandez à une personne qui le modifie d’accepter cette proposition.',
  en: 'Your profile does not change this field: ask somebody who does to accept this proposal.',
}

export interface Acceptance { value?: unknown, current?: unknown, comment?: string | undefined }

/** Writes the proposed value, or the reviewer's own, in the name of whoever wrote it. */
export function acceptProposal(host: Host, caller: Caller, id: string, acceptance: Acceptance): Promise<{ status: string }> {
  return inAuthoredTransaction(host, caller, async (trx) => {
    const { review, ...proposal } = await lockProposal(host, trx, caller, id)
    // Whoever decides writes the value: it takes the right to write it.
    if (review.levelOf(proposal.collection, proposal.field) !== 'write') refuseField(proposal.field, 'READ_ONLY', NOT_WRITTEN)
    const row = await lockRow(host, trx, proposal.collection, proposal.item)
    if (!row) throw new ForbiddenError()
    await assertSeen(trx, proposal, row, acceptance)
    const wanted = 'value' in acceptance ? acceptance.value : proposal.proposed
    const form = await formOf(host, proposal.collection, { audience: proposal.proposed_audience, user: proposal.proposed_by }, trx)
    const values = await checkValues(trx, {
      form,
      values: { [proposal.field]: wanted },
      current: row,
      // The doubt was confirmed when it was proposed, and the reviewer now sees the value.
      confirm: form.fields.map(field => field.field),
      owner: { organization: proposal.organization, user: proposal.proposed_by },
    })
    const isAdjusted = !isSameValue(values[proposal.field], proposal.proposed)
    await writeValue(host, trx, caller, { proposal, value: values[proposal.field] ?? null, isAdjusted })
    await decide(trx, caller, { id, status: 'accepted', reason: null, comment: acceptance.comment ?? null })
    return { status: 'accepted' }
  })
}

/** Keeps the value in place and tells the author why. */
export function refuseProposal(host: Host, caller: Caller, id: string, reason: string): Promise<{ status: string }> {
  return inAuthoredTransaction(host, caller, async (trx) => {
    await lockProposal(host, trx, caller, id)
    await decide(trx, caller, { id, status: 'refused', reason, comment: null })
    return { status: 'refused' }
  })
}

/** Takes back one's own proposal. */
export function withdrawProposal(host: Host, caller: Caller, id: string): Promise<{ status: string }> {
  return inAuthoredTransaction(host, caller, async (trx) => {
    const { rows } = await trx.raw<{ rows: { status: string, decided_at: Date | null }[] }>(
      'select status, decided_at from change_proposals where id = ? and proposed_by = ? for update', [id, caller.user],
    )
    const [proposal] = rows
    if (!proposal) throw new ForbiddenError()
    if (proposal.status !== 'pending') throw new AlreadyDecidedError({ status: proposal.status, at: proposal.decided_at?.toISOString() ?? null })
    await decide(trx, caller, { id, status: 'withdrawn', reason: null, comment: null })
    return { status: 'withdrawn' }
  })
}

async function assertSeen(trx: Knex.Transaction, proposal: Proposal, row: Row, acceptance: Acceptance): Promise<void> {
  const current = row[proposal.field] ?? null
  if (!('current' in acceptance) || isSameValue(acceptance.current, current)) return
  const { collection, item, field, proposed } = proposal
  const change = (await latestChanges(trx, collection, [item], [field]))[item]?.[field]
  throw new EditConflictError({
    conflicts: [{
      field, base: acceptance.current, current, mine: proposed, by: change?.by ?? null, at: change?.at.toISOString() ?? null, audience: change?.audience ?? null,
    }],
  })
}

interface Writing { proposal: Proposal, value: unknown, isAdjusted: boolean }

async function writeValue(host: Host, trx: Knex.Transaction, caller: Caller, { proposal, value, isAdjusted }: Writing): Promise<void> {
  // A value accepted as it was proposed belongs to the proposer; an adjusted one belongs to the reviewer.
  if (!isAdjusted) await setAuthor(trx, { user: proposal.proposed_by, audience: proposal.proposed_audience })
  const isListing = proposal.proposed_audience === 'partner' && ['organizations', 'offers', 'sites'].includes(proposal.collection)
  const sudo = await sudoItems(host, trx, caller, proposal.collection)
  await sudo.updateOne(proposal.item, { [proposal.field]: value, ...(isListing && { updated_by_partner_at: new Date().toISOString() }) })
  await setAuthor(trx, caller)
}

interface Decision { id: string, status: 'accepted' | 'refused' | 'withdrawn', reason: string | null, comment: string | null }

async function decide(trx: Knex.Transaction, caller: Caller, { id, status, reason, comment }: Decision): Promise<void> {
  const transition = await stepTo(trx, { collection: 'change_proposals', item: id, to: status })
  if (transition === null) throw new AlreadyDecidedError({ status: 'pending', at: null })
  await asTransition(trx, { item: id, transition, comment: reason ?? comment }, () => trx.raw('update change_proposals set status = ?, reason = ?, comment = coalesce(?, comment), decided_by = ?, decided_at = now() where id = ?', [
    status, reason, comment, caller.user, id,
  ]))
}
