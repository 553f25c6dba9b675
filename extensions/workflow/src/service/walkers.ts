import type { Caller } from '@relais/extensions/platform'
import { ForbiddenError } from '@relais/extensions/platform'
import { ACCOUNT_FOUND, decideRows, foundBy, readAccount } from '@relais/extensions/access'
import type { Audience, Label } from '@relais/schema'
import { collections } from '@relais/schema'
import { audienceOfRole, roleIds } from '@relais/schema/access'
import type { ActorFacts, Definition, Refusal } from '@relais/schema/workflow'
import { judgeTransition, possible } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { z } from 'zod'
import { ASKED } from '../rules/walk.ts'
import type { DesignerHost } from './drafts.ts'
import { levelsFor, unreadableIn } from './levels.ts'
import { assertVisible, countsFor, readPlace } from './place.ts'
import type { KnownWorkflow } from './workflows.ts'

/** An account of the staff that may be walked as. */
export interface Walker { id: string, name: string, audience: Audience }

/** What a real record answers to somebody, as a definition says: never shown to whoever reads no file. */
export interface WalkedRecord {
  state: string
  label: string
  /** Whether the account reads the record at all: without that, everything is refused to it. */
  sees: boolean
  actor: ActorFacts
  answers: { key: string, reasons: Refusal[] }[]
}

/** Who somebody is in the structures that the caller sets. */
export interface Walk { account: Walker, memberships: { structure: string, function: Label }[], record: WalkedRecord | null }

const STAFF = [roleIds.adviser, roleIds.manager, roleIds.prescriber, roleIds.configurator, roleIds.steering, roleIds.admin]
const CURRENT = `exists (select 1 from structures home where home.id = m.structure
  and m.valid_from <= relais_today(home.time_zone) and (m.valid_until is null or m.valid_until >= relais_today(home.time_zone)))`
// A configurator knows those who work in the structures that they set.
const KNOWN = `(:all or exists (select 1 from structure_scopes s where s.structure = m.structure and s."user" = :caller and s.level = 'configure'
  and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now())))`
const MOST_SHOWN = 20

const scopeOf = ({ user, audience }: Caller) => ({ caller: user, all: audience === 'admin', staff: STAFF })
const RowSchema = z.object({ id: z.string(), name: z.string(), role: z.string() })
const ACCOUNTS = `select u.id, coalesce(nullif(trim(concat_ws(' ', u.first_name, u.last_name)), ''), '') as name, u.role from directus_users u
  where u.status = 'active' and u.role = any(:staff) and (:all or exists (select 1 from memberships m where m."user" = u.id and ${CURRENT} and ${KNOWN}))`

function walkerOf(row: unknown): Walker[] {
  const { role, ...account } = RowSchema.parse(row)
  const audience = audienceOfRole(role)
  return audience ? [{ ...account, audience }] : []
}

/** Finds accounts of the staff by name or whole address, among those that the caller knows. */
export async function findWalkers(knex: Knex, caller: Caller, text: string): Promise<Walker[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `${ACCOUNTS} and ${ACCOUNT_FOUND} order by u.last_name, u.first_name, u.id limit ${MOST_SHOWN}`,
    { ...scopeOf(caller), ...foundBy(text) },
  )
  return rows.flatMap(walkerOf)
}

interface Asked { workflow: KnownWorkflow, user: string, definition: Definition, item?: string | undefined }

/** Who an account is and, for administrators, what a definition answers to it about a record. An unknown account or record is refused in the same words. */
export async function walkAs(host: DesignerHost, caller: Caller, { workflow, user, definition, item }: Asked): Promise<Walk> {
  if (item !== undefined && caller.audience !== 'admin') throw new ForbiddenError()
  const { rows: [row] } = await host.database.raw<{ rows: unknown[] }>(`${ACCOUNTS} and u.id = :user`, { ...scopeOf(caller), user })
  const [account] = row === undefined ? [] : walkerOf(row)
  if (!account) throw new ForbiddenError()
  const { rows } = await host.database.raw<{ rows: { structure: string, function: string }[] }>(
    `select s.name as structure, m.function from memberships m join structures s on s.id = m.structure where m."user" = :user and ${CURRENT} and ${KNOWN} order by s.name, m.function`, { ...scopeOf(caller), user },
  )
  const functions = collections.memberships.fields.function.choices
  return {
    account, memberships: rows.map(own => ({ structure: own.structure, function: functions?.find(({ value }) => value === own.function)?.label ?? { fr: own.function, en: own.function } })),
    record: item === undefined ? null : await walkRecord(host, caller, { workflow, account, definition, item }),
  }
}

async function walkRecord(host: DesignerHost, caller: Caller, { workflow, account, definition, item }: { workflow: KnownWorkflow, account: Walker, definition: Definition, item: string }): Promise<WalkedRecord> {
  const { collection, field } = workflow
  const found = await findRecord(host, collection, item)
  const held = { collection, field, definition, isElsewhere: false }
  await assertVisible(host, host.database, { workflow: held, caller, id: found.id })
  const place = await readPlace(host, host.database, { workflow: held, caller: { ...caller, user: account.id, audience: account.audience }, id: found.id })
  const level = await levelsFor(host, host.database, { caller: { user: account.id, audience: account.audience }, collection })
  const answers = possible(definition, place.state).map(async transition => ({
    key: transition.key,
    reasons: judgeTransition(transition, {
      actor: place.actor, state: place.state, emptyFiles: [], unreadable: unreadableIn(transition, level), comment: null, moment: { now: new Date(), zone: place.zone },
      values: { ...place.row, ...await countsFor(host, host.database, { collection, id: found.id, transition }) },
    }).filter(({ code }) => !ASKED.includes(code)),
  }))
  const known = await readAccount(host.database, account.id)
  const decided = known && await decideRows(host.database, known, { collection, action: 'read', field: null }, [found.id])
  return { state: place.state, label: found.label, sees: decided?.get(found.id) ?? false, actor: place.actor, answers: await Promise.all(answers) }
}

/** A record by its identifier, or by the reference that people use. */
async function findRecord({ database, getSchema }: DesignerHost, collection: string, item: string): Promise<{ id: string, label: string }> {
  const { collections: known } = await getSchema()
  const hasReference = known[collection]?.fields['reference'] !== undefined
  const isKey = z.guid().safeParse(item).success
  if (!isKey && !hasReference) throw new ForbiddenError()
  const row: { id: string, reference?: string | null } | undefined = await database(collection).where(isKey ? 'id' : 'reference', item).first('id', ...(hasReference ? ['reference'] : []))
  if (!row) throw new ForbiddenError()
  return { id: row.id, label: row.reference ?? row.id }
}
