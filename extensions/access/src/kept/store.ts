import type { Knex } from 'knex'
import { z } from 'zod'
import type { Known } from '../rules/attempts.ts'

export interface AttemptKey { account: string, key: string }

const KnownSchema = z.object({ request: z.string(), state: z.enum(['running', 'written', 'done']), status: z.number().nullable(), made: z.unknown(), isStale: z.boolean() })

/** After this, whoever did the work is not coming back: a request lasts a minute at most. */
const STALE_SECONDS = 120

/** Takes a key for a request; the one that has it already, when there is one. */
export async function claim(knex: Knex, { account, key }: AttemptKey, request: string): Promise<Known | null> {
  const { rows: taken } = await knex.raw<{ rows: unknown[] }>(
    `insert into relais_private.attempts (account, key, request) values (?, ?, ?) on conflict (account, key) do update
       set request = excluded.request, state = 'running', status = null, made = null, begun_at = clock_timestamp()
       where attempts.begun_at < now() - interval '1 day'
     returning 1`,
    [account, key, request],
  )
  if (taken.length > 0) return null
  const { rows: [known] } = await knex.raw<{ rows: unknown[] }>(
    `select request, state, status, made, begun_at < now() - make_interval(secs => ?) as "isStale" from relais_private.attempts where account = ? and key = ?`,
    [STALE_SECONDS, account, key],
  )
  return known === undefined ? claim(knex, { account, key }, request) : KnownSchema.parse(known)
}

/** Takes over what a server that stopped had left; false when it had written after all, or somebody else was first. */
export async function takeOver(knex: Knex, { account, key }: AttemptKey, request: string): Promise<boolean> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `update relais_private.attempts set request = ?, begun_at = clock_timestamp() where account = ? and key = ? and state = 'running' and begun_at < now() - make_interval(secs => ?) returning 1`,
    [request, account, key, STALE_SECONDS],
  )
  return rows.length > 0
}

/** Keeps how it ended: the status, and the keys of what was made. */
export async function settle(knex: Knex, { account, key }: AttemptKey, { status, made }: { status: number, made: unknown }): Promise<void> {
  await knex.raw(`update relais_private.attempts set state = 'done', status = ?, made = ?::jsonb where account = ? and key = ?`, [status, JSON.stringify(made), account, key])
}

/** Forgets a request that wrote nothing: it may be corrected and sent again. */
export async function release(knex: Knex, { account, key }: AttemptKey): Promise<void> {
  await knex.raw('delete from relais_private.attempts where account = ? and key = ?', [account, key])
}
