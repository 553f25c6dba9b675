import { ForbiddenError, MEMBER_NOW, placeOf, sudoRead } from '@relais/extensions/platform'
import type { Caller, Host, Row } from '@relais/extensions/platform'
import { getCollection } from '@relais/schema'
import type { Values } from '@relais/schema/forms'
import type { ActorFacts, Definition, Left, Transition } from '@relais/schema/workflow'
import { fieldsOf, parseRule } from '@relais/schema/forms/rules'
import type { Knex } from 'knex'
import { z } from 'zod'
import { DefinitionSchema } from '../rules/definition.ts'
import type { Workflow } from './workflow-of.ts'

/** An object, where it stands, and what the caller is to it. */
export interface Place { row: Row, state: string, since: Date, left: Left[], unanswerable: Date | null, answerableSince: Date | null, deadline: Date | null, definition: Definition, actor: ActorFacts, zone: string, commune: string | null }

interface Asked { workflow: Workflow, caller: Caller, id: string }

/** Refuses what the caller cannot see: an object that is missing, foreign or archived, or the state it is in, always in the same words. */
export async function assertVisible(host: Host, knex: Knex, { workflow: { collection, field }, caller, id }: Asked): Promise<void> {
  const items = new host.services.ItemsService<Row>(collection, { schema: await host.getSchema({ database: knex }), knex, accountability: caller.accountability })
  const seen = await items.readByQuery({ filter: { id: { _eq: id } }, fields: ['id', field], limit: 1 }, { emitEvents: false })
  if (seen.length === 0) throw new ForbiddenError()
  const archive = getCollection(collection)?.archive
  if (!archive || archive.field === field) return
  const archived = await knex.raw<{ rows: unknown[] }>('select 1 from ?? where id = ? and ?? = ?', [collection, id, archive.field, archive.value])
  if (archived.rows.length > 0) throw new ForbiddenError()
}

/** The states that an object `o` has left, with the instants at which it entered them. */
export const LEFT = `(select coalesce(jsonb_agg(jsonb_build_object('state', l.state, 'since', to_char(l.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by l.since desc), '[]') from relais_states_left(o.collection, o.item, o.since) l)`
const LeftSchema = z.array(z.object({ state: z.string(), since: z.string() }))

const ObjectSchema = z.object({ state: z.string(), since: z.date(), deadline: z.date().nullable(), unanswerable: z.date().nullable(), answerableSince: z.date().nullable(), left: LeftSchema, moved_by: z.string().nullable(), definition: DefinitionSchema })

/** Where an object stands and on which version, once the caller is known to see it. */
export async function readPlace(host: Host, knex: Knex, { workflow: { collection }, caller, id }: Omit<Asked, 'caller'> & { caller: Caller | null }): Promise<Place> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `select o.state, o.since, o.deadline_at as deadline, o.unanswerable_at as unanswerable, o.answerable_since as "answerableSince", ${LEFT} as "left", o.moved_by, v.definition
     from workflow_objects o join workflow_versions v on v.id = o.version where o.collection = ? and o.item = ?`, [collection, id],
  )
  const [row] = await sudoRead(host, knex, collection, { filter: { id: { _eq: id } }, fields: ['*'] })
  if (rows[0] === undefined || row === undefined) throw new ForbiddenError()
  const { moved_by: movedBy, ...object } = ObjectSchema.parse(rows[0])
  const [actor, { zone, commune }] = await Promise.all([actorOf(knex, caller, { collection, row, isPreviousAuthor: movedBy !== null && movedBy === caller?.user }), placeOf(knex, collection, row)])
  return { ...object, row, actor, zone, commune }
}

const keyOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The organisation that an object is, or belongs to. */
export const organizationOf = (collection: string, row: Row): string | null => keyOf(collection === 'organizations' ? row['id'] : row['organization'])

/** The file that an object is, or belongs to. */
export const fileOf = (collection: string, row: Row): string | null => keyOf(collection === 'cases' ? row['id'] : row['case'])

const inForce = (alias: string): string => `${alias}.valid_from <= now() and (${alias}.valid_until is null or ${alias}.valid_until > now())`

interface Ties { collection: string, row: Row, isPreviousAuthor: boolean }

/** What somebody is to an object, or what the system is: nothing. */
async function actorOf(knex: Knex, caller: Caller | null, { collection, row, isPreviousAuthor }: Ties): Promise<ActorFacts> {
  const file = fileOf(collection, row)
  const { rows } = await knex.raw<{ rows: { functions: string[], edits: boolean, is_person: boolean, acts: boolean }[] }>(
    `select
       array(select m.function from case_members m
         where m."case" = :file::uuid and m."user" = :user::uuid
           and relais_today(m.days_zone) between m.valid_from and coalesce(m.valid_until, 'infinity')
         union select 'referent' from cases c where c.id = :file::uuid and c.referent = :user::uuid) as functions,
       exists (select 1 from organization_members m join organizations g on g.id = m.organization and g.status <> 'archived' where m.organization = :organization::uuid and m."user" = :user::uuid and m."right" in ('owner', 'editor') and ${MEMBER_NOW}) as edits,
       exists (select 1 from people p left join cases c on c.id = :file::uuid where p.id = coalesce(:person::uuid, c.person) and p."user" = :user::uuid) as is_person,
       case :audience when 'adviser' then exists (select 1 from access_grants a where a."case" = :file::uuid and a."user" = :user::uuid and a.level in ('contribute', 'manage') and ${inForce('a')})
         when 'manager' then exists (select 1 from structure_scopes s where s.structure = coalesce(:structure::uuid, (select structure from cases where id = :file::uuid)) and s."user" = :user::uuid and s.level = 'manage' and ${inForce('s')})
         else true end as acts`,
    { file, user: caller?.user ?? null, audience: caller?.audience ?? '', organization: organizationOf(collection, row), person: keyOf(row['person']), structure: keyOf(row['structure']) },
  )
  const [found] = rows
  return { audience: caller?.audience ?? 'service', functions: found?.functions ?? [], editsForOrganization: found?.edits ?? false, isPerson: found?.is_person ?? false, isPreviousAuthor, isBystander: file !== null && !found?.acts }
}

/** The numbers of related rows that a guard asks for; what it counts, it counts whoever asks, and nothing is told of it to who does not read all of it. */
export async function countsFor(host: Host, knex: Knex, { collection, id, transition: { guard } }: { collection: string, id: string, transition: Transition }): Promise<Values> {
  const parsed = guard ? parseRule(guard.rule) : null
  if (parsed === null || !('rule' in parsed)) return {}
  const { relations } = await host.getSchema({ database: knex })
  const counts: Record<string, number> = {}
  for (const name of fieldsOf(parsed.rule)) {
    const relation = relations.find(({ related_collection: one, meta }) => one === collection && meta?.one_field === name)
    if (!relation) continue
    const { rows } = await knex.raw<{ rows: { count: number }[] }>('select count(*)::int as count from ?? where ?? = ?', [relation.collection, relation.field, id])
    counts[name] = rows[0]?.count ?? 0
  }
  return counts
}

/** The file fields whose file is missing or holds nothing. */
export async function emptyFilesOf(knex: Knex, values: Values, files: readonly string[]): Promise<string[]> {
  const empty: string[] = []
  for (const name of files) {
    const { rows } = await knex.raw<{ rows: unknown[] }>('select 1 from directus_files where id::text = ? and filesize > 0', [String(values[name] ?? '')])
    if (rows.length === 0) empty.push(name)
  }
  return empty
}
