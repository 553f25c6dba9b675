import type { Label } from '@relais/schema'
import type { Transition } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { notify } from './notify.ts'
import type { Place } from './place.ts'
import { fileOf } from './place.ts'

interface Stopped { due: { id: string, item: string, state: string, is_stuck: boolean }, place: Place, /** That a delay would have done; none where the organisation that should answer was archived. */ transition?: Transition, collection: string }

/** Leaves a record where it is, because nobody can answer: looked at again each day; those who asked and those above are told once, and the journal keeps it. */
export async function stop(trx: Knex.Transaction, { due, place, transition, collection }: Stopped): Promise<void> {
  await trx.raw(`update workflow_objects set unanswerable_at = coalesce(unanswerable_at, now()), due_at = now() + interval '1 day', attempts = 0, last_error = null where id = ?`, [due.id])
  if (due.is_stuck) return
  const { definition, row } = place
  const author = typeof row['user_created'] === 'string' ? row['user_created'] : null
  await notify(trx, { to: ['asker', 'team', 'above'], ...wordsOf(definition.states.find(({ key }) => key === due.state)?.label, transition?.label) }, { collection, item: due.item, author, row })
  await trx.raw(
    `select relais_journal.append(relais_journal_context(null, null) || jsonb_build_object('kind', 'update', 'collection', :collection::text, 'item', :item::text, 'case', :case::text,
       'people', relais_people_of(:collection, to_jsonb(r)), 'structure', to_jsonb(r) -> 'structure', 'reason', 'Sans réponse possible', 'after', jsonb_build_object('unanswerable_at', now())))
     from :table: r where r.id = :item::uuid`,
    { collection, table: collection, item: due.item, case: fileOf(collection, row) },
  )
}

const ARCHIVED: Label = {
  fr: 'L’organisation qui devait répondre est archivée : cette demande n’aura pas de réponse. Retirez-la, et proposez autre chose à la personne.',
  en: 'The organisation that should answer was archived: this request will have no answer. Withdraw it, and offer the person something else.',
}

function wordsOf(state: Label | undefined, step: Label | undefined): { subject: Label, message: Label } {
  return {
    subject: { fr: `Sans réponse possible : « ${state?.fr ?? ''} »`, en: `Nobody can answer: “${state?.en ?? ''}”` },
    message: step === undefined ? ARCHIVED : {
      fr: `Le délai est passé et personne, du côté attendu, n’a de compte actif pour répondre : « ${step.fr} » ne se fait donc pas tout seul. Prévenez ceux qui doivent répondre, faites ouvrir un compte, ou retirez la demande.`,
      en: `The delay is over and nobody on the awaited side has an active account to answer with: “${step.en}” is not done by itself. Tell those who should answer, have an account opened, or withdraw the request.`,
    },
  }
}

/** Somebody can answer again: they have the whole delay, counted from now. */
export async function resume(trx: Knex.Transaction, { id }: { id: string }): Promise<void> {
  await trx.raw(`update workflow_objects set unanswerable_at = null, answerable_since = now(), handled_at = null, due_at = 'epoch', attempts = 0, last_error = null where id = ?`, [id])
}
