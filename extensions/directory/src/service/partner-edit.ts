import type { Caller, Host, Row } from '@relais/extensions/platform'
import { ForbiddenError, refuseField } from '@relais/extensions/platform'
import type { Knex } from 'knex'
import type { EditBody } from '../rules/edit-body.ts'
import type { EditResult, EditTarget } from './edit.ts'
import { saveEdit } from './edit.ts'
import { formOf } from './forms.ts'

export interface OwnRecord { collection: string, id: string, organization: string }

/** Saves what a partner changes in its own listing; the caller has been checked as an editor of the organisation. */
export async function editAsPartner(host: Host, caller: Caller, { collection, id, organization }: OwnRecord, body: EditBody): Promise<EditResult> {
  const form = await formOf(host, collection, caller)
  return saveEdit(host, caller, {
    collection,
    id,
    form,
    ownerOf: async (_row, trx) => ({ organization, person: null, structure: await structureOf(trx, organization) }),
    ...stampsOf({ collection, id, organization }, caller),
  }, body)
}

/** The structure that manages an organisation. */
export async function structureOf(knex: Knex, organization: string): Promise<string> {
  const found = await knex.raw<{ rows: { structure: string }[] }>('select structure from organizations where id = ?', [organization])
  const [row] = found.rows
  if (!row) throw new ForbiddenError()
  return row.structure
}

/** What a publication by the partner marks: the record itself, or the one that shows it to the public. */
function stampsOf({ collection, id, organization }: OwnRecord, caller: Caller): Partial<EditTarget> {
  if (collection === 'organizations' || collection === 'offers') {
    return { stamp: () => ({ updated_by_partner_at: new Date().toISOString(), last_confirmed_at: new Date().toISOString() }) }
  }
  if (collection === 'offer_places') {
    return {
      // A referral locks the offer, then its places: the other order could make the two wait for each other.
      lockBefore: async (trx) => {
        await trx.raw('select 1 from offers where id = (select offer from offer_places where id = ?) for no key update', [id])
      },
      assertEditable: assertCapacity,
      stamp: () => ({ confirmed_at: new Date().toISOString(), confirmed_by: caller.user }),
      afterPublish: (trx, row) => markUpdated(trx, 'offers', String(row['offer'])),
    }
  }
  const stamp: EditTarget['stamp'] = collection === 'sites' ? () => ({ updated_by_partner_at: new Date().toISOString() }) : undefined
  return { ...(stamp && { stamp }), afterPublish: trx => markUpdated(trx, 'organizations', organization) }
}

function assertCapacity(row: Row, values: Row): void {
  const [capacity, reserved] = [values['capacity'], Number(row['reserved'] ?? 0)]
  if (typeof capacity !== 'number' || capacity >= reserved) return
  refuseField('capacity', 'OUT_OF_RANGE', {
    fr: `${reserved} place(s) sont déjà prises par des orientations : indiquez au moins ${reserved}.`,
    en: `${reserved} place(s) are already taken by referrals: enter at least ${reserved}.`,
  })
}

/** Dates the record whose public page says « mis à jour par le partenaire le … »; its own values do not change. */
export async function markUpdated(trx: Knex.Transaction, collection: 'organizations' | 'offers', id: string): Promise<void> {
  await trx.raw('update ?? set updated_by_partner_at = now(), last_confirmed_at = now() where id = ?', [collection, id])
}
