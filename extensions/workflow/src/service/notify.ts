import type { Row } from '@relais/extension-directory'
import { MEMBER_NOW } from '@relais/extension-directory'
import type { Label } from '@relais/schema'
import type { Recipient } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { fileOf, organizationOf } from './place.ts'

/** What a notice or an effect is about: the object as it is, and who took the step. */
export interface Subject { collection: string, item: string, author: string | null, row: Row }

/** The accounts behind a word (the team of what belongs to no file is those who manage its structure), given `:case`, `:structure`, `:organization`, `:person` and `:author`. */
const MANAGERS = `select s."user" from structure_scopes s where s.structure = coalesce(:structure::uuid, (select structure from cases where id = :case::uuid))
    and s.level = 'manage' and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now())`
const ACCOUNTS: Record<Recipient, string> = {
  author: 'select :author::uuid',
  referent: 'select referent from cases where id = :case::uuid',
  team: `select referent from cases where id = :case::uuid
    union select m."user" from case_members m join cases c on c.id = m."case" join structures s on s.id = c.structure
    where m."case" = :case::uuid and (now() at time zone s.time_zone)::date between m.valid_from and coalesce(m.valid_until, 'infinity')
    union ${MANAGERS} and :case::uuid is null`,
  managers: MANAGERS,
  organization: `select m."user" from organization_members m where m.organization = :organization::uuid and ${MEMBER_NOW}`,
  person: 'select p."user" from people p where p.id = coalesce(:person::uuid, (select person from cases where id = :case::uuid))',
}

/** A notice in the language of each account; whoever took the step is told only when named as its author. */
export async function notify(trx: Knex.Transaction, { to, subject, message }: { to: readonly Recipient[], subject: Label, message: Label }, { collection, item, author, row }: Subject): Promise<void> {
  const accounts = to.map(recipient => (recipient === 'author' ? ACCOUNTS.author : `select found.account from (${ACCOUNTS[recipient]}) as found(account) where found.account is distinct from :author::uuid`))
  await trx.raw(
    `insert into directus_notifications (recipient, subject, message, collection, item, status, "timestamp")
     select u.id, case when u.language like 'en%' then :subject_en else :subject_fr end, case when u.language like 'en%' then :message_en else :message_fr end,
       :collection, :item, 'inbox', now()
     from directus_users u where u.status = 'active' and u.id in (${accounts.join(' union ')})`,
    {
      collection, item, author, case: fileOf(collection, row), structure: row['structure'] ?? null, organization: organizationOf(collection, row), person: row['person'] ?? null,
      subject_fr: subject.fr, subject_en: subject.en, message_fr: message.fr, message_en: message.en,
    },
  )
}
