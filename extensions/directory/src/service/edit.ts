import type { Caller, Host, Row } from '@relais/extensions/platform'
import { EditConflictError, ForbiddenError, inAuthoredTransaction, lockRow, sudoItems } from '@relais/extensions/platform'
import { randomUUID } from 'node:crypto'
import type { Form } from '@relais/schema/forms'
import type { Knex } from 'knex'
import type { EditBody } from '../rules/edit-body.ts'
import type { EditPlan } from '../rules/edit.ts'
import { planEdit } from '../rules/edit.ts'
import { checkValues } from './checks.ts'
import { latestChanges } from './history.ts'

export interface Owner { organization: string | null, person: string | null, structure: string }

export interface EditTarget {
  collection: string
  id: string
  form: Form
  /** Who owns the record: the reviewer is found from it. */
  ownerOf: (row: Row, trx: Knex.Transaction) => Promise<Owner>
  /** Columns set by the server with the published values. */
  stamp?: (published: readonly string[], row: Row) => Row
  /** Locks taken before that of the record, in the order that the rest of the product takes them. */
  lockBefore?: (trx: Knex.Transaction) => Promise<void>
  /** A refusal that only the locked row can tell. */
  assertEditable?: (row: Row, values: Row) => void
  /** Further writes once something is published. */
  afterPublish?: (trx: Knex.Transaction, row: Row) => Promise<void>
}

export interface EditResult {
  published: string[]
  proposed: { field: string, proposal: string }[]
  item: Row
}

/**
 * Saves a person's changes to one record, all or nothing: what the form lets them write is published, what needs a
 * reviewer becomes a proposal, and a value that somebody else changed meanwhile stops everything.
 */
export function saveEdit(host: Host, caller: Caller, target: EditTarget, body: EditBody): Promise<EditResult> {
  return inAuthoredTransaction(host, caller, async (trx) => {
    await target.lockBefore?.(trx)
    const row = await lockRow(host, trx, target.collection, target.id)
    if (!row) throw new ForbiddenError()
    const owner = await target.ownerOf(row, trx)
    const values = await checkValues(trx, {
      form: target.form, values: body.values, current: row, confirm: body.confirm, owner: { organization: owner.organization, user: caller.user },
    })
    target.assertEditable?.(row, values)
    const plan = planEdit({ fields: target.form.fields, values, base: body.base, current: row })
    if (plan.conflicts.length > 0) await refuseConflicts(trx, target, plan)
    const published = await publish(host, trx, { caller, target, row, plan })
    const proposed = await propose(trx, { caller, target, owner, plan })
    const item = await lockRow(host, trx, target.collection, target.id)
    return { published, proposed, item: pickFields(target.form, item ?? row) }
  })
}

async function refuseConflicts(trx: Knex.Transaction, target: EditTarget, plan: EditPlan): Promise<never> {
  const fields = plan.conflicts.map(conflict => conflict.field)
  const changes = (await latestChanges(trx, target.collection, [target.id], fields))[target.id]
  throw new EditConflictError({
    conflicts: plan.conflicts.map((conflict) => {
      const change = changes?.[conflict.field]
      return { ...conflict, by: change?.by ?? null, at: change?.at.toISOString() ?? null, audience: change?.audience ?? null }
    }),
  })
}

interface Publication { caller: Caller, target: EditTarget, row: Row, plan: EditPlan }

async function publish(host: Host, trx: Knex.Transaction, { caller, target, row, plan }: Publication): Promise<string[]> {
  const published = Object.keys(plan.publish)
  if (published.length === 0) return published
  const sudo = await sudoItems(host, trx, caller, target.collection)
  await sudo.updateOne(target.id, { ...plan.publish, ...target.stamp?.(published, row) })
  await target.afterPublish?.(trx, row)
  return published
}

interface Proposition { caller: Caller, target: EditTarget, owner: Owner, plan: EditPlan }

/** One pending proposal a person and field: sending again updates it; other people's proposals are kept. */
async function propose(trx: Knex.Transaction, { caller, target, owner, plan }: Proposition): Promise<EditResult['proposed']> {
  const proposed: EditResult['proposed'] = []
  for (const { field, base, proposed: value } of plan.propose) {
    const updated = await trx.raw<{ rows: { id: string }[] }>(
      `update change_proposals set proposed_value = ?::jsonb, base_value = ?::jsonb, date_created = now()
       where collection = ? and item = ? and field = ? and proposed_by = ? and status = 'pending' returning id`,
      [JSON.stringify(value), JSON.stringify(base), target.collection, target.id, field, caller.user],
    )
    const id = updated.rows[0]?.id ?? randomUUID()
    proposed.push({ field, proposal: id })
    if (updated.rows.length > 0) continue
    await trx.raw(
      `insert into change_proposals (id, collection, item, field, base_value, proposed_value, status, proposed_by, proposed_audience, organization, person, structure, date_created)
       values (?, ?, ?, ?, ?::jsonb, ?::jsonb, 'pending', ?, ?, ?, ?, ?, now())`,
      [id, target.collection, target.id, field, JSON.stringify(base), JSON.stringify(value), caller.user, caller.audience,
        owner.organization, owner.person, owner.structure],
    )
  }
  return proposed
}

/** What a form shows of a row. */
export function pickFields(form: Form, row: Row, always: readonly string[] = ['id', 'date_updated', 'updated_by_partner_at']): Row {
  const names = [...always.filter(name => name in row), ...form.fields.map(field => field.field)]
  return Object.fromEntries(names.map(name => [name, row[name] ?? null]))
}
