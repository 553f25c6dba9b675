import type { Row } from '@relais/extensions/platform'
import { refuseField } from '@relais/extensions/platform'
import { relatedKey } from '@relais/schema/forms'
import type { Knex } from 'knex'
import { TransferAskedError, TransferClosedError } from '../errors.ts'

interface Facts { status: string, is_own: boolean, is_open: boolean, asked: string | null }

/** Refuses a transfer that would lead nowhere: of a closed file, to where it is or to a closed structure, or asked twice. */
export async function assertTransferable(knex: Knex, payload: Row): Promise<void> {
  const { rows } = await knex.raw<{ rows: Facts[] }>(
    `select c.status, c.structure = s.id as is_own, s.status = 'active' as is_open,
       (select t.id from transfers t where t."case" = c.id and t.status = 'requested') as asked
     from cases c cross join structures s where c.id::text = ? and s.id::text = ?`,
    [String(relatedKey(payload['case'])), String(relatedKey(payload['structure']))],
  )
  const [facts] = rows
  // A file or a structure that is missing is refused by those who check links.
  if (!facts) return
  if (facts.status === 'closed') throw new TransferClosedError()
  if (facts.asked) throw new TransferAskedError({ transfer: facts.asked })
  if (facts.is_own) refuseField('structure', 'NOT_A_CHOICE', { fr: 'Le dossier est déjà dans cette structure : choisissez-en une autre.', en: 'The file is in this structure already: choose another one.' })
  if (!facts.is_open) refuseField('structure', 'NOT_A_CHOICE', { fr: 'Cette structure est archivée : choisissez-en une autre.', en: 'This structure is archived: choose another one.' })
}
