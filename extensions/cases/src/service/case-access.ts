import type { Caller } from '@relais/extension-directory'
import { ForbiddenError } from '@relais/extension-directory'
import type { Knex } from 'knex'

/** Grants and scopes `a` that hold now. */
const NOW = `a.valid_from <= now() and (a.valid_until is null or a.valid_until > now())`

/** Audiences that work on cases. */
export const CASE_WORKERS = ['adviser', 'manager', 'admin'] as const
export const REFERRERS = ['adviser', 'manager', 'prescriber', 'admin'] as const

const CONTRIBUTES = `(
  exists (select 1 from access_grants a where a."case" = c.id and a."user" = :caller and a.level in ('contribute', 'manage') and ${NOW})
  or exists (select 1 from structure_scopes a where a.structure = c.structure and a."user" = :caller and a.level in ('contribute', 'manage') and ${NOW})
)`
// A prescriber follows people one by one: being granted the case, at any level, is enough to refer its person.
const PRESCRIBES = `exists (select 1 from access_grants a where a."case" = c.id and a."user" = :caller and ${NOW})`

/** Refuses unless the caller may act on the case; a missing case is refused the same way. */
export async function assertCaseAccess(knex: Knex, caller: Caller, id: string): Promise<void> {
  const test = caller.audience === 'admin' ? 'true' : caller.audience === 'prescriber' ? PRESCRIBES : CONTRIBUTES
  const found = await knex.raw<{ rows: unknown[] }>(`select 1 from cases c where c.id = :id and ${test}`, { id, caller: caller.user })
  if (found.rows.length === 0) throw new ForbiddenError()
}
