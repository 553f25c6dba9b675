import type { Caller } from '../http/caller.ts'

/** Structures in which the caller may decide, as a sub-query on `structure_scopes`. */
const SCOPES = `select s.structure from structure_scopes s
  where s."user" = :caller and s.level in ('contribute', 'manage')
    and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now())`

/** Cases in which the caller may decide, as a sub-query on `access_grants`. */
const GRANTS = `select a.person from access_grants a
  where a."user" = :caller and a.level in ('contribute', 'manage')
    and a.valid_from <= now() and (a.valid_until is null or a.valid_until > now())`

/** Audiences that review what partners and beneficiaries propose. */
export const REVIEWERS = ['adviser', 'manager', 'admin'] as const

/** SQL test: the caller may decide on proposal `p` of organisation `g`. */
export function reviewTest(caller: Caller): string {
  if (caller.audience === 'admin') return 'true'
  return `(coalesce(g.structure, p.structure) in (${SCOPES}) or (p.collection = 'people' and p.item in (${GRANTS})))`
}
