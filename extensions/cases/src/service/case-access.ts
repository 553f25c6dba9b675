import type { Caller } from '@relais/extensions/platform'
import { ForbiddenError } from '@relais/extensions/platform'
import type { Knex } from 'knex'

const inForce = (alias: string) => `${alias}.valid_from <= now() and (${alias}.valid_until is null or ${alias}.valid_until > now())`

/** Audiences that refer people to offers. */
export const REFERRERS = ['adviser', 'manager', 'prescriber', 'admin'] as const

/** The same rows as the rules of `/items`: advisers by grants that contribute, managers by the structures they manage. */
const TESTS = {
  adviser: `exists (select 1 from access_grants a where a."case" = c.id and a."user" = :caller and a.level in ('contribute', 'manage') and ${inForce('a')})`,
  manager: `exists (select 1 from structure_scopes s where s.structure = c.structure and s."user" = :caller and s.level = 'manage' and ${inForce('s')})`,
  // A prescriber follows people one by one: being granted the case, at any level, is enough to refer its person.
  prescriber: `exists (select 1 from access_grants a where a."case" = c.id and a."user" = :caller and ${inForce('a')})`,
  admin: 'true',
} as const
const TEAM = `exists (select 1 from access_grants a left join case_members m on a.why = 'member' and m.id = a.source_id
  where a."case" = c.id and a."user" = :caller and a.why <> 'break_glass' and m.left_at is null and ${inForce('a')})`

async function isOpen(knex: Knex, { user }: Caller, { id, test }: { id: string, test: string }): Promise<boolean> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(`select 1 from cases c where c.id = :id and ${test}`, { id, caller: user })
  return rows.length > 0
}

/** Whether the file is open to the caller, at any level. */
export function isCaseReader(knex: Knex, caller: Caller, id: string): Promise<boolean> {
  const { audience } = caller
  return isOpen(knex, caller, { id, test: audience === 'manager' || audience === 'admin' ? TESTS[audience] : TESTS.prescriber })
}

/** Refuses unless the file is open to the caller, at any level; a missing file is refused the same way. */
export async function assertCaseReader(knex: Knex, caller: Caller, id: string): Promise<void> {
  if (!await isCaseReader(knex, caller, id)) throw new ForbiddenError()
}

/** The same for what stays: whoever reads in an emergency, or until the evening of a file that left, leaves nothing in it. */
export async function assertCaseTeam(knex: Knex, caller: Caller, id: string): Promise<void> {
  if (!await isOpen(knex, caller, { id, test: caller.audience === 'manager' ? TESTS.manager : TEAM })) throw new ForbiddenError()
}

/** Refuses unless the caller may act on the case; a missing case is refused the same way. */
export async function assertCaseAccess(knex: Knex, caller: Caller, id: string): Promise<void> {
  const audience = REFERRERS.find(name => name === caller.audience)
  if (!audience || !await isOpen(knex, caller, { id, test: TESTS[audience] })) throw new ForbiddenError()
}
