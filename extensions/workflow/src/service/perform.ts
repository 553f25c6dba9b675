import type { Host, Row } from '@relais/extension-directory'
import { MEMBER_NOW } from '@relais/extension-directory'
import type { Delay, Effect, Recipient, Territory } from '@relais/schema/workflow'
import { addDelay } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { fileOf } from './place.ts'

/** What an effect is about: the object of the event, and who took the step. */
interface Subject { collection: string, item: string, author: string | null }

/** Does an effect in a transaction; anything it cannot do is an error, seen by administrators. */
export async function perform(host: Host, trx: Knex.Transaction, effect: Effect, subject: Subject): Promise<void> {
  const row: unknown = await trx(subject.collection).where({ id: subject.item }).first()
  // Deleted meanwhile: nothing is left to do.
  if (!isRow(row)) return
  switch (effect.kind) {
    case 'notify': return notify(trx, effect, { ...subject, row })
    case 'create_action':
      return create(host, trx, 'actions', {
        ...await ofFile(trx, subject.collection, row, effect.dueIn), title: effect.title, theme: effect.theme, responsible: effect.assignee,
      })
    case 'create_milestone':
      return create(host, trx, 'milestones', { ...await ofFile(trx, subject.collection, row, effect.dueIn), title: effect.title })
    default: throw new Error(`The effect ${effect.kind} is not available`)
  }
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null

async function create(host: Host, trx: Knex.Transaction, collection: string, values: Row): Promise<void> {
  // Without accountability: the workflow does it, and the definition was published by somebody who may.
  const sudoRows = new host.services.ItemsService<Row>(collection, { schema: await host.getSchema({ database: trx }), knex: trx })
  await sudoRows.createOne(values)
}

const TERRITORY_OF_ZONE: Readonly<Record<string, Territory>> = {
  'America/Guadeloupe': 'guadeloupe', 'America/Cayenne': 'guyane', 'America/Martinique': 'martinique', 'Indian/Mayotte': 'mayotte', 'Indian/Reunion': 'reunion',
  'America/St_Barthelemy': 'saint_barthelemy', 'America/Marigot': 'saint_martin',
}

/** The file of an object, and the day on which a delay that starts today, there, is over. */
async function ofFile(trx: Knex.Transaction, collection: string, row: Row, dueIn: Delay | undefined): Promise<Row> {
  const file = fileOf(collection, row)
  const { rows } = await trx.raw<{ rows: { day: string, zone: string }[] }>(
    'select (now() at time zone s.time_zone)::date::text as day, s.time_zone as zone from cases c join structures s on s.id = c.structure where c.id = ?', [file],
  )
  const [place] = rows
  if (file === null || !place) throw new Error('The object belongs to no file')
  return { case: file, ...(dueIn && { due_on: addDelay(place.day, dueIn, TERRITORY_OF_ZONE[place.zone]) }) }
}

/** The accounts behind a word, given `:case`, `:structure`, `:organization`, `:person` and `:author`. */
const ACCOUNTS: Record<Recipient, string> = {
  author: 'select :author::uuid',
  referent: 'select referent from cases where id = :case::uuid',
  team: `select referent from cases where id = :case::uuid
    union select m."user" from case_members m join cases c on c.id = m."case" join structures s on s.id = c.structure
    where m."case" = :case::uuid and (now() at time zone s.time_zone)::date between m.valid_from and coalesce(m.valid_until, 'infinity')`,
  managers: `select s."user" from structure_scopes s where s.structure = coalesce(:structure::uuid, (select structure from cases where id = :case::uuid))
    and s.level = 'manage' and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now())`,
  organization: `select m."user" from organization_members m where m.organization = :organization::uuid and ${MEMBER_NOW}`,
  person: 'select p."user" from people p where p.id = coalesce(:person::uuid, (select person from cases where id = :case::uuid))',
}

/** A notice in the language of each account; whoever took the step is told only when named as its author. */
async function notify(trx: Knex.Transaction, { to, subject, message }: Extract<Effect, { kind: 'notify' }>, { collection, item, author, row }: Subject & { row: Row }): Promise<void> {
  const accounts = to.map(recipient => (recipient === 'author' ? ACCOUNTS.author : `select found.account from (${ACCOUNTS[recipient]}) as found(account) where found.account is distinct from :author::uuid`))
  await trx.raw(
    `insert into directus_notifications (recipient, subject, message, collection, item, status, "timestamp")
     select u.id, case when u.language like 'en%' then :subject_en else :subject_fr end, case when u.language like 'en%' then :message_en else :message_fr end,
       :collection, :item, 'inbox', now()
     from directus_users u where u.status = 'active' and u.id in (${accounts.join(' union ')})`,
    {
      collection, item, author, case: fileOf(collection, row), structure: row['structure'] ?? null, organization: row['organization'] ?? null, person: row['person'] ?? null,
      subject_fr: subject.fr, subject_en: subject.en, message_fr: message.fr, message_en: message.en,
    },
  )
}
