import type { Caller } from '@relais/extensions/platform'
import { ForbiddenError } from '@relais/extensions/platform'
import type { Knex } from 'knex'
import { OfferFullError, OfferNotOpenError } from '../errors.ts'

export interface OpenOffer { id: string, organization: string }

interface Line {
  id: string
  organization: string
  is_open: boolean
  is_reachable: boolean
}

/**
 * Locks an offer and refuses it when it is not open, or kept by a structure that is not the caller's.
 *
 * The lock serialises the referrals on one offer and keeps it from being archived before the referral is written.
 */
export async function lockOpenOffer(trx: Knex.Transaction, offer: string, caller: Caller): Promise<OpenOffer> {
  const { rows } = await trx.raw<{ rows: Line[] }>(
    `select o.id, o.organization,
       o.status = 'active' and not o.is_suspended and g.status in ('active', 'to_refresh')
         and (o.open_until is null or o.open_until > now()) as is_open,
       g.visibility <> 'internal' or exists (
         select 1 from structure_scopes s where s.structure = g.restricted_to and s."user" = :caller and s.level in ('read', 'contribute', 'manage')
           and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now())
       ) as is_reachable
     from offers o join organizations g on g.id = o.organization
     where o.id = :offer for no key update of o`,
    { offer, caller: caller.user },
  )
  const [found] = rows
  if (!found?.is_reachable) throw new ForbiddenError()
  if (!found.is_open) throw new OfferNotOpenError()
  return { id: found.id, organization: found.organization }
}

/** Refuses a session that is not one of the offer's, or that takes nobody any more. */
export async function assertOpenSession(trx: Knex.Transaction, offer: string, session: string): Promise<void> {
  const { rows } = await trx.raw<{ rows: { status: string, is_late: boolean }[] }>(
    `select status, coalesce(registration_deadline, starts_at) < now() as is_late from offer_sessions where id = ? and offer = ?`, [session, offer],
  )
  const [found] = rows
  if (!found) throw new ForbiddenError()
  if (found.status === 'full') throw new OfferFullError()
  if (found.status !== 'open' || found.is_late) throw new OfferNotOpenError()
}

/** Locks the places that a referral would take and refuses when none is left; unknown capacities never refuse. */
export async function assertFreePlace(trx: Knex.Transaction, offer: string, session: string | null): Promise<void> {
  const { rows } = await trx.raw<{ rows: { available: number | null }[] }>(
    'select available from offer_places where offer = ? and (session is null or session = ?) order by session nulls last for update', [offer, session],
  )
  const places = session === null ? rows : rows.slice(0, 1)
  if (places.some(({ available }) => available !== null && available <= 0)) throw new OfferFullError()
}
