import type { Caller, Host } from '@relais/extensions/platform'
import { ForbiddenError, inAuthoredTransaction, lockKey } from '@relais/extensions/platform'
import { randomUUID } from 'node:crypto'
import { asWords } from '@relais/schema/forms'
import type { Knex } from 'knex'
import { AlreadyOpenError, BreakGlassLimitError, BreakGlassSeveralError, BreakGlassUnknownError } from '../errors.ts'
import type { BreakGlassBody } from '../rules/bodies.ts'

const HOURS = 24
const MOST_PER_DAY = 5

const IN_FORCE = 'valid_from <= now() and (valid_until is null or valid_until > now())'

export interface BreakGlassAccess {
  id: string
  case: string
  reference: string
  /** Who opened it; empty in one's own list. */
  user: string
  reason: string
  valid_from: string
  valid_until: string
  seen_at: string | null
}

interface File { id: string, structure: string, structure_name: string, reference: string }

/** Opens a file to a professional of the network for a day; those who manage its structure are told at once. */
export async function breakGlass(host: Host, caller: Caller, { reference, reason, structure }: BreakGlassBody): Promise<BreakGlassAccess> {
  const done = await inAuthoredTransaction(host, caller, async (trx) => {
    // Two windows of one person must not open a sixth file together.
    await lockKey(trx, caller.user, 'break-glass')
    await assertWorks(trx, caller)
    await assertUnderLimit(trx, caller)
    const files = await findFiles(trx, reference, structure)
    const [file] = files
    if (!file) throw new BreakGlassUnknownError()
    if (files.length > 1 && structure === undefined) {
      await noteAsked(trx, { files, reference, reason })
      return { files }
    }
    if (await isOpenAlready(trx, caller, file)) throw new AlreadyOpenError({ case: file.id })
    const id = randomUUID()
    await trx.raw(
      `insert into break_glass_accesses (id, "case", "user", reason, valid_from, valid_until, user_created, date_created)
       values (:id, :case, :user, :reason, date_trunc('minute', now()), date_trunc('minute', now()) + make_interval(hours => :hours), :user, now())`,
      { id, case: file.id, user: caller.user, reason, hours: HOURS },
    )
    await tellManagers(trx, caller, file)
    const [opened] = await read(trx, 'b.id = :id', { id })
    if (!opened) throw new ForbiddenError()
    return { opened }
  })
  // Refused once the lines are written: the names of structures are told to nobody without them.
  if (done.files) throw new BreakGlassSeveralError({ files: done.files.map(row => ({ structure: row.structure, name: row.structure_name, reference: row.reference })) })
  return done.opened
}

async function assertWorks(trx: Knex.Transaction, caller: Caller): Promise<void> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `select 1 from structure_scopes where "user" = ? and level in ('contribute', 'manage') and ${IN_FORCE} limit 1`, [caller.user],
  )
  if (rows.length === 0) throw new ForbiddenError()
}

async function assertUnderLimit(trx: Knex.Transaction, caller: Caller): Promise<void> {
  const { rows: [count] } = await trx.raw<{ rows: { opened: number, asked: number }[] }>(
    `select (select count(*)::int from break_glass_accesses where "user" = :user and valid_from > now() - interval '24 hours') as opened,
       (select count(distinct details ->> 'asked')::int from relais_journal.entries where author = :user and at > now() - interval '24 hours' and kind = 'list' and details \\? 'asked') as asked`,
    { user: caller.user },
  )
  if (Math.max(count?.opened ?? 0, count?.asked ?? 0) >= MOST_PER_DAY) throw new BreakGlassLimitError()
}

/** Leaves a line about each file that carries the number: to be told where it is says something of whom it is about. */
async function noteAsked(trx: Knex.Transaction, { files, reference, reason }: { files: readonly File[], reference: string, reason: string }): Promise<void> {
  await trx.raw(
    `select relais_journal.append(relais_journal_context(null, null) || jsonb_build_object('kind', 'list', 'collection', 'cases', 'item', c.id, 'case', c.id, 'people', jsonb_build_array(c.person),
       'structure', c.structure, 'reason', :reason::text, 'details', jsonb_build_object('path', '/relais/cases/break-glass', 'asked', upper(:reference::text))))
     from cases c where c.id = any(:files)`,
    { reference, reason, files: files.map(({ id }) => id) },
  )
}

/** Numbers are unique in a structure, not in the network: of several files that carry one, today or before a transfer, the caller says in which structure; there, the number of today comes first. */
async function findFiles(trx: Knex.Transaction, reference: string, structure: string | undefined): Promise<File[]> {
  const { rows } = await trx.raw<{ rows: File[] }>(
    `select c.id, c.structure, s.name as structure_name, c.reference from cases c join structures s on s.id = c.structure
     where (upper(c.reference) = upper(:reference) or upper(:reference) = any(string_to_array(upper(c.former_references), ', ')))
       and c.status <> 'closed' and (:structure::uuid is null or c.structure = :structure::uuid) order by s.name, upper(c.reference) = upper(:reference) desc, c.id limit 20`,
    { reference, structure: structure ?? null },
  )
  return rows
}

async function isOpenAlready(trx: Knex.Transaction, caller: Caller, file: File): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `select 1 from access_grants where "case" = ? and "user" = ? and ${IN_FORCE}`, [file.id, caller.user],
  )
  return rows.length > 0
}

async function tellManagers(trx: Knex.Transaction, caller: Caller, file: File): Promise<void> {
  await trx.raw(
    `insert into directus_notifications (recipient, sender, subject, message, collection, item, status, "timestamp")
     select distinct s."user", :sender::uuid, 'Accès exceptionnel à un dossier', 'Dossier n° ' || :reference || ' : lisez le motif dans « Accès exceptionnels ».',
       'cases', :case, 'inbox', now()
     from structure_scopes s join directus_users u on u.id = s."user" and u.status = 'active'
     where s.structure = :structure and s.level = 'manage' and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now())`,
    { sender: caller.user, reference: asWords(file.reference), case: file.id, structure: file.structure },
  )
}

/** One's own openings of the last month, and, for a manager, those of the structures managed. */
export async function listBreakGlass(host: Host, caller: Caller): Promise<{ mine: BreakGlassAccess[], others: BreakGlassAccess[] }> {
  const since = `b.valid_from > now() - interval '31 days'`
  const mine = await read(host.database, `b."user" = :user and ${since}`, { user: caller.user })
  const others = caller.audience === 'manager' ? await read(host.database, `${MANAGED} and b."user" <> :user and ${since}`, { user: caller.user }) : []
  return { mine, others }
}

const MANAGED = `exists (select 1 from structure_scopes s where s.structure = c.structure and s."user" = :user and s.level = 'manage'
  and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now()))`

/** A manager has read the reason. */
export async function markSeen(host: Host, caller: Caller, id: string): Promise<void> {
  if (caller.audience !== 'manager') throw new ForbiddenError()
  await inAuthoredTransaction(host, caller, async (trx) => {
    const { rows } = await trx.raw<{ rows: unknown[] }>(
      `update break_glass_accesses b set seen_by = coalesce(b.seen_by, :user::uuid), seen_at = coalesce(b.seen_at, now()), user_updated = :user::uuid, date_updated = now()
       from cases c where b.id = :id and c.id = b."case" and b."user" <> :user::uuid and ${MANAGED} returning b.id`,
      { id, user: caller.user },
    )
    if (rows.length === 0) throw new ForbiddenError()
  })
}

async function read(knex: Knex, condition: string, bindings: Record<string, string>): Promise<BreakGlassAccess[]> {
  const { rows } = await knex.raw<{ rows: BreakGlassAccess[] }>(
    `select b.id, b."case", c.reference, concat_ws(' ', u.first_name, u.last_name) as "user", b.reason, b.valid_from, b.valid_until, b.seen_at
     from break_glass_accesses b join cases c on c.id = b."case" join directus_users u on u.id = b."user"
     where ${condition} order by b.valid_from desc, b.id limit 100`,
    bindings,
  )
  return rows
}
