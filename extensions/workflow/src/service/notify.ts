import type { Row } from '@relais/extensions/platform'
import { MEMBER_NOW } from '@relais/extensions/platform'
import type { Label } from '@relais/schema'
import { roleIds } from '@relais/schema/access'
import { asWords } from '@relais/schema/forms'
import type { Answerers, Recipient } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { fileOf, organizationOf } from './place.ts'

/** What a notice or an effect is about: the object as it is, and who took the step. */
export interface Subject { collection: string, item: string, author: string | null, row: Row }

/** Who may be told: those whom a definition names; whoever asked, while they may still follow it; those just above, who can help. */
export type Told = Recipient | 'asker' | 'above'

const NOW = (alias: string): string => `${alias}.valid_from <= now() and (${alias}.valid_until is null or ${alias}.valid_until > now())`
const HOME = 'coalesce(:structure::uuid, (select structure from cases where id = :case::uuid))'
/** The accounts behind a word (the team of what belongs to no file is those who manage its structure), given `:case`, `:structure`, `:organization`, `:person`, `:author` and `:administrators`. */
const MANAGERS = `select s."user" from structure_scopes s where s.structure = ${HOME} and s.level = 'manage' and ${NOW('s')}`
/** To whom the file is open: being named in it is not enough once one works there no more. */
const OPEN = `select a."user" from access_grants a where a."case" = :case::uuid and ${NOW('a')}`
const ABOVE = `select found."user" from (
    select s."user", rank() over (order by (select count(*) from relais_structure_ancestors(m.structure)) desc) as nearest
    from structure_scopes s join memberships m on m.id = s.membership join directus_users u on u.id = s."user" and u.status = 'active'
    where s.structure = ${HOME} and s.level = 'manage' and ${NOW('s')}) found where found.nearest = 1`
const ACCOUNTS: Record<Told, string> = {
  author: 'select :author::uuid',
  asker: `select :author::uuid where :author::uuid in (${OPEN} union select s."user" from structure_scopes s join cases c on c.structure = s.structure where c.id = :case::uuid and ${NOW('s')} union ${MANAGERS})`,
  referent: `select c.referent from cases c where c.id = :case::uuid and c.referent in (${OPEN})`,
  team: `select c.referent from cases c where c.id = :case::uuid and c.referent in (${OPEN})
    union select m."user" from case_members m
    where m."case" = :case::uuid and relais_today(m.days_zone) between m.valid_from and coalesce(m.valid_until, 'infinity') and m."user" in (${OPEN})
    union ${MANAGERS} and :case::uuid is null`,
  managers: MANAGERS,
  organization: `select m."user" from organization_members m where m.organization = :organization::uuid and ${MEMBER_NOW}`,
  person: 'select p."user" from people p where p.id = coalesce(:person::uuid, (select person from cases where id = :case::uuid))',
  above: `${ABOVE} union select u.id from directus_users u where u.role = :administrators::uuid and not exists (${ABOVE})`,
}

const TO_ACT = `${OPEN} and a.level in ('contribute', 'manage')`
/** Of the structure itself: whoever manages the whole region was asked nothing. */
const OWN_MANAGERS = `select m."user" from memberships m join structures s on s.id = m.structure
    where s.id = ${HOME} and s.status = 'active' and m.function = 'manager' and relais_today(s.time_zone) between m.valid_from and coalesce(m.valid_until, 'infinity')`
/** Of those, whoever may answer now: in a structure or an organisation that is there, by a right that is more than reading. */
const ACTING: Partial<Record<Recipient, string>> = {
  referent: `select c.referent from cases c where c.id = :case::uuid and c.referent in (${TO_ACT})`,
  team: `${TO_ACT} and a.why in ('referent', 'member') union ${OWN_MANAGERS} and :case::uuid is null`,
  managers: OWN_MANAGERS,
  organization: `select m."user" from organization_members m join organizations g on g.id = m.organization and g.status <> 'archived'
    where m.organization = :organization::uuid and m."right" in ('owner', 'editor') and ${MEMBER_NOW}`,
}

const bindingsOf = ({ collection, author, row }: Omit<Subject, 'item'>) => ({
  author, case: fileOf(collection, row), structure: row['structure'] ?? null, organization: organizationOf(collection, row), person: row['person'] ?? null, administrators: roleIds.admin,
})

/** Whether an account is there that could have answered before, or that is asked after; where nobody is awaited, nothing is waited for. */
export async function canAnswer(trx: Knex.Transaction, { before, after }: Answerers, subject: Omit<Subject, 'item'>): Promise<boolean> {
  if (before.length === 0) return true
  const asked = after.map(recipient => (recipient === 'organization' ? ACTING.organization : undefined) ?? ACCOUNTS[recipient])
  const accounts = [...before.map(recipient => ACTING[recipient] ?? ACCOUNTS[recipient]), ...asked].map(sql => `(${sql})`).join(' union ')
  const { rows } = await trx.raw<{ rows: unknown[] }>(`select 1 from directus_users u where u.status = 'active' and u.id in (${accounts}) limit 1`, bindingsOf(subject))
  return rows.length > 0
}

/** A notice in the language of each account; whoever took the step is told only when named as its author. */
export async function notify(trx: Knex.Transaction, { to, subject, message }: { to: readonly Told[], subject: Label, message: Label }, { collection, item, author, row }: Subject): Promise<void> {
  const accounts = to.map(recipient => (recipient === 'author' || recipient === 'asker' ? ACCOUNTS[recipient] : `select found.account from (${ACCOUNTS[recipient]}) as found(account) where found.account is distinct from :author::uuid`))
  await trx.raw(
    `insert into directus_notifications (recipient, subject, message, collection, item, status, "timestamp")
     select u.id, case when u.language like 'en%' then :subject_en else :subject_fr end, case when u.language like 'en%' then :message_en else :message_fr end,
       :collection, :item, 'inbox', now()
     from directus_users u where u.status = 'active' and u.id in (${accounts.join(' union ')})`,
    {
      collection, item, ...bindingsOf({ collection, author, row }),
      subject_fr: subject.fr, subject_en: subject.en, message_fr: asWords(message.fr), message_en: asWords(message.en),
    },
  )
}
