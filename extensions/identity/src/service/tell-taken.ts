import type { Label } from '@relais/schema'
import type { Knex } from 'knex'
import type { Invitation } from './invitations.ts'

interface Notice { collection: 'people' | 'organizations' | 'structures', to: string, subject: Label, message: Label }

const DOUBT: Label = { fr: 'Si cela vous étonne, vérifiez avec la personne et prévenez votre responsable.', en: 'If this surprises you, check with the person and tell your manager.' }

/** Who follows what an invitation opens, and what they are told: no name, the record says it to whom may read it. */
const NOTICES: Record<Notice['collection'], Notice> = {
  people: {
    collection: 'people',
    // The team to whom the file is open: being named in it is not enough once one works there no more.
    to: `select a."user" from access_grants a join cases c on c.id = a."case"
      where a.person = :item::uuid and a.why in ('referent', 'member') and c.status <> 'closed' and a.valid_from <= now() and (a.valid_until is null or a.valid_until > now())`,
    subject: { fr: 'Espace personnel ouvert', en: 'Personal space opened' },
    message: { fr: `Une personne que vous suivez a accepté son invitation : son espace est ouvert. ${DOUBT.fr}`, en: `Somebody you follow took up their invitation: their space is open. ${DOUBT.en}` },
  },
  organizations: {
    collection: 'organizations',
    to: `select m."user" from organization_members m where m.organization = :item::uuid and m."right" = 'owner' and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())`,
    subject: { fr: 'Invitation acceptée', en: 'Invitation taken up' },
    message: { fr: `Un compte a accepté l’invitation à tenir une organisation. ${DOUBT.fr}`, en: `An account took up the invitation to keep an organisation. ${DOUBT.en}` },
  },
  structures: {
    collection: 'structures',
    to: `select s."user" from structure_scopes s where s.structure = :item::uuid and s.level = 'manage' and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now())`,
    subject: { fr: 'Invitation acceptée', en: 'Invitation taken up' },
    message: { fr: `Un compte a accepté l’invitation à rejoindre une structure. ${DOUBT.fr}`, en: `An account took up the invitation to join a structure. ${DOUBT.en}` },
  },
}

/** Tells its author and those who follow what it opens that an invitation was taken up, each in their language. */
export async function tellTaken(trx: Knex, { organization, person, structure, user_created: author }: Invitation, guest: string): Promise<void> {
  const { collection, to, subject, message } = NOTICES[organization ? 'organizations' : person ? 'people' : 'structures']
  await trx.raw(
    `insert into directus_notifications (recipient, subject, message, collection, item, status, "timestamp")
     select u.id, case when u.language like 'en%' then :subject_en else :subject_fr end, case when u.language like 'en%' then :message_en else :message_fr end, :collection, :item, 'inbox', now()
     from directus_users u where u.status = 'active' and u.id <> :guest and u.id in (${to} union select :author::uuid)`,
    { collection, item: organization ?? person ?? structure, guest, author, subject_fr: subject.fr, subject_en: subject.en, message_fr: message.fr, message_en: message.en },
  )
}
