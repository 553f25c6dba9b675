import type { Caller, Host, Row } from '@relais/extensions/platform'
import { ForbiddenError, inAuthoredTransaction, lockKey, lockRow, sudoItems } from '@relais/extensions/platform'
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { AlreadyAskedError } from '../errors.ts'
import type { CreateBody } from '../rules/edit-body.ts'
import { statusOfNewOffer } from '../rules/offer-publication.ts'
import { checkValues } from './checks.ts'
import { pickFields } from './edit.ts'
import { formOf } from './forms.ts'
import { markUpdated } from './partner-edit.ts'

export const CREATABLE = ['sites', 'contacts', 'offers', 'accreditations'] as const
export type Creatable = (typeof CREATABLE)[number]

/**
 * Adds a site, a contact or an offer to a partner's listing, or a request for an accreditation; the same key sent twice creates one record.
 *
 * The caller has been checked as an editor of the organisation.
 */
export async function createAsPartner(
  host: Host, caller: Caller, { collection, organization }: { collection: Creatable, organization: string }, body: CreateBody,
): Promise<Row> {
  const form = await formOf(host, collection, caller)
  return inAuthoredTransaction(host, caller, async (trx) => {
    await lockKey(trx, organization, body.idempotency_key)
    const id = await findByKey(trx, collection, organization, body.idempotency_key)
      ?? await insert(host, trx, caller, { collection, organization, form, body })
    const row = await lockRow(host, trx, collection, id)
    return { ...pickFields(form, row ?? {}), id, ...(collection === 'offers' && { places: await placesOf(trx, id) }) }
  })
}

async function findByKey(trx: Knex.Transaction, collection: string, organization: string, key: string): Promise<string | null> {
  const found = await trx.raw<{ rows: { id: string }[] }>('select id from ?? where organization = ? and idempotency_key = ?', [collection, organization, key])
  return found.rows[0]?.id ?? null
}

interface Insertion { collection: Creatable, organization: string, form: Awaited<ReturnType<typeof formOf>>, body: CreateBody }

async function insert(host: Host, trx: Knex.Transaction, caller: Caller, { collection, organization, form, body }: Insertion): Promise<string> {
  const values = await checkValues(trx, { form, values: body.values, confirm: body.confirm, owner: { organization, user: caller.user } })
  const sudo = await sudoItems(host, trx, caller, collection)
  const id = randomUUID()
  const own = { ...values, id, organization, idempotency_key: body.idempotency_key }
  if (collection === 'offers') {
    await sudo.createOne({ ...own, ...await offerDefaults(trx, organization, values['status']) })
    await createPlaces(host, trx, caller, { offer: id, organization, capacity: body.places ?? null })
  }
  else if (collection === 'accreditations') {
    await assertNotAsked(trx, organization, values['kind'])
    await sudo.createOne({ ...own, structure: await structureOf(trx, organization) })
  }
  else {
    await sudo.createOne({ status: 'active', ...own })
    await markUpdated(trx, 'organizations', organization)
  }
  return id
}

/** A request under way, or an accreditation in force, is renewed and not asked twice. */
async function assertNotAsked(trx: Knex.Transaction, organization: string, kind: unknown): Promise<void> {
  await lockKey(trx, organization, 'accreditations')
  const found = await trx.raw<{ rows: unknown[] }>(`select 1 from accreditations where organization = ? and kind = ? and kind <> 'other' and status not in ('refused', 'expired')`, [organization, kind])
  if (found.rows.length > 0) throw new AlreadyAskedError()
}

async function structureOf(trx: Knex.Transaction, organization: string): Promise<string> {
  const found = await trx.raw<{ rows: { structure: string }[] }>('select structure from organizations where id = ?', [organization])
  const [owner] = found.rows
  if (!owner) throw new ForbiddenError()
  return owner.structure
}

async function offerDefaults(trx: Knex.Transaction, organization: string, wanted: unknown): Promise<Row> {
  const found = await trx.raw<{ rows: { status: string, structure: string }[] }>('select status, structure from organizations where id = ?', [organization])
  const [owner] = found.rows
  if (!owner) throw new ForbiddenError()
  const now = new Date().toISOString()
  return { status: statusOfNewOffer(owner.status, wanted), structure: owner.structure, updated_by_partner_at: now, last_confirmed_at: now }
}

async function createPlaces(
  host: Host, trx: Knex.Transaction, caller: Caller, places: { offer: string, organization: string, capacity: number | null },
): Promise<void> {
  const sudo = await sudoItems(host, trx, caller, 'offer_places')
  await sudo.createOne({ ...places, id: randomUUID(), confirmed_at: new Date().toISOString(), confirmed_by: caller.user })
}

/** Places of an offer as a whole, sessions apart. */
async function placesOf(knex: Knex, offer: string): Promise<Row | null> {
  const found = await knex.raw<{ rows: Row[] }>(
    'select id, capacity, reserved, outside, over, available, confirmed_at from offer_places where offer = ? and session is null', [offer],
  )
  return found.rows[0] ?? null
}
