import { PUBLISHED_STATUSES } from '@relais/schema'
import type { Knex } from 'knex'

/** Other organisations with the SIRET of a listing: those that everybody reads by name, the rest only as being there. */
export interface SameSiret { named: { id: string, name: string }[], has_unnamed: boolean }

const NAMED = 5

/**
 * Who else has the SIRET that an organisation has, or that its partners propose.
 *
 * A SIRET is public, and so is a published listing. One that is not has its presence told, not its name, and only beside
 * a SIRET that a reviewer accepted: whatever is proposed could otherwise be tried to learn who is in the network.
 */
export async function othersWithSiret(knex: Knex, organization: string, kept: unknown): Promise<SameSiret> {
  const { rows } = await knex.raw<{ rows: { id: string, name: string, is_published: boolean, is_kept: boolean }[] }>(
    `select o.id, o.name, o.visibility = 'public' and o.status = any(:published) as is_published, o.siret = :kept as is_kept
     from organizations o
     where o.id <> :organization and o.siret in (
       select :kept::text union all select p.proposed_value #>> '{}' from change_proposals p
       where p.collection = 'organizations' and p.item = :organization and p.field = 'siret' and p.status = 'pending')
     order by o.name, o.id`,
    { organization, kept: typeof kept === 'string' ? kept : null, published: [...PUBLISHED_STATUSES] },
  )
  return {
    named: rows.filter(row => row.is_published).slice(0, NAMED).map(({ id, name }) => ({ id, name })),
    has_unnamed: rows.some(row => row.is_kept && !row.is_published),
  }
}
