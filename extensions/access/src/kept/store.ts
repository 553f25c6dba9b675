import type { Knex } from 'knex'
import { z } from 'zod'
import type { Known } from '../rules/attempts.ts'

/** A key of an account, and the request that has it: another may take it over from one that seems lost. */
export interface Held { account: string, key: string, holder: string }

const KnownSchema = z.object({ request: z.string(), state: z.enum(['running', 'written', 'done']), status: z.number().nullable(), made: z.unknown(), isStale: z.boolean() })

/** After this, whoever did the work is not coming back: a request lasts a minute at most. */
const STALE_SECONDS = 120

/** Takes a key for a request; the one that has it already, when there is one. */
export async function claim(knex: Knex, { account, key, holder }: Held, request: string): Promise<Known | null> {
  const { rows: taken } = await knex.raw<{ rows: unknown[] }>(
    `insert into relais_private.attempts (account, key, holder, request) values (?, ?, ?, ?) on conflict (account, key) do update
       set holder = excluded.holder, request = excluded.request, state = 'running', status = null, made = null, begun_at = clock_timestamp()
       where attempts.begun_at < now() - interval '1 day'
     returning 1`,
    [account, key, holder, request],
  )
  if (taken.length > 0) return null
  const { rows: [known] } = await knex.raw<{ rows: unknown[] }>(
    `select request, state, status, made, begun_at < now() - make_interval(secs => ?) as "isStale" from relais_private.attempts where account = ? and key = ?`,
    [STALE_SECONDS, account, key],
  )
  return known === undefined ? claim(knex, { account, key, holder }, request) : KnownSchema.parse(known)
}

/** Takes over what a server that stopped had left, or seems to; false when it had written after all, or somebody else was first. */
export async function takeOver(knex: Knex, { account, key, holder }: Held, request: string): Promise<boolean> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `update relais_private.attempts set holder = ?, request = ?, begun_at = clock_timestamp() where account = ? and key = ? and state = 'running' and begun_at < now() - make_interval(secs => ?) returning 1`,
    [holder, request, account, key, STALE_SECONDS],
  )
  return rows.length > 0
}

/** Keeps how it ended: the status, and the keys of what was made. Nothing of one that was taken over. */
export async function settle(knex: Knex, { account, key, holder }: Held, { status, made }: { status: number, made: unknown }): Promise<void> {
  await knex.raw(`update relais_private.attempts set state = 'done', status = ?, made = ?::jsonb where account = ? and key = ? and holder = ?`, [status, JSON.stringify(made), account, key, holder])
}

/** Forgets a request that wrote nothing: it may be corrected and sent again. Not the one that took it over. */
export async function release(knex: Knex, { account, key, holder }: Held): Promise<void> {
  await knex.raw('delete from relais_private.attempts where account = ? and key = ? and holder = ?', [account, key, holder])
}
