import type { Caller, Host } from '@relais/extensions/platform'
import { ForbiddenError } from '@relais/extensions/platform'
import { ErrorCode, isDirectusError } from '@directus/errors'
import { audienceOfRole } from '@relais/schema/access'
import type { Audience } from '@relais/schema'
import type { Knex } from 'knex'
import { ACCOUNT_FOUND, foundBy } from '../rules/account-search.ts'

// Those who work in the structures that the manager manages or follow one of their files, the partners that these
// structures look after, and the people that they follow.
const MANAGED_ACCOUNTS = `
  WITH managed AS (
    SELECT s.structure FROM structure_scopes s
    WHERE s."user" = :caller AND s.level = 'manage' AND s.valid_from <= now() AND (s.valid_until IS NULL OR s.valid_until > now())
  )
  SELECT m."user" FROM memberships m JOIN managed USING (structure)
  UNION SELECT c.referent FROM cases c JOIN managed USING (structure) WHERE c.referent IS NOT NULL
  UNION SELECT t."user" FROM case_members t JOIN cases c ON c.id = t."case" JOIN managed USING (structure)
  UNION SELECT o."user" FROM organization_members o JOIN organizations g ON g.id = o.organization JOIN managed ON managed.structure = g.structure
  UNION SELECT p."user" FROM people p JOIN person_structures ps ON ps.person = p.id JOIN managed ON managed.structure = ps.structure WHERE p."user" IS NOT NULL`

/** Accounts shown at once to whoever looks for one. */
const FOUND_SHOWN = 20

export interface FoundAccount { id: string, name: string, audience: Audience | null, status: string }

/** Refuses a manager who asks about an account that has nothing to do with the structures managed; a missing one is refused the same way. */
export async function assertMayAskAbout(knex: Knex, caller: Caller, account: string): Promise<void> {
  if (caller.audience === 'admin') return
  const { rows } = await knex.raw<{ rows: unknown[] }>(`SELECT 1 FROM (${MANAGED_ACCOUNTS}) known WHERE "user" = :account`, { caller: caller.user, account })
  if (rows.length === 0) throw new ForbiddenError()
}

/** Refuses whoever does not read the record; Directus itself says. */
export async function assertReadsRecord(host: Host, caller: Caller, collection: string, id: string): Promise<void> {
  const items = new host.services.ItemsService(collection, { schema: await host.getSchema(), knex: host.database, accountability: caller.accountability })
  try {
    await items.readOne(id, { fields: ['id'] })
  }
  catch (error: unknown) {
    if (isDirectusError(error, ErrorCode.Forbidden)) throw new ForbiddenError()
    throw error
  }
}

/** Finds accounts by name or whole address, of those that the caller may ask about. */
export async function findAccounts(knex: Knex, caller: Caller, text: string): Promise<FoundAccount[]> {
  const limited = caller.audience === 'admin' ? 'true' : `u.id IN (${MANAGED_ACCOUNTS})`
  const { rows } = await knex.raw<{ rows: (Omit<FoundAccount, 'audience'> & { role: string | null })[] }>(
    `SELECT u.id, coalesce(nullif(trim(concat_ws(' ', u.first_name, u.last_name)), ''), ${caller.audience === 'admin' ? 'u.email' : 'NULL'}, '') AS name, u.role, u.status
     FROM directus_users u
     WHERE ${ACCOUNT_FOUND} AND ${limited}
     ORDER BY u.last_name, u.first_name, u.id LIMIT ${FOUND_SHOWN}`,
    { ...foundBy(text), caller: caller.user },
  )
  return rows.map(({ role, ...row }) => ({ ...row, audience: audienceOfRole(role) ?? null }))
}
