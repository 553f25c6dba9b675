import type { Caller } from '../http/caller.ts'

/** Audiences that review what partners and beneficiaries propose. */
export const REVIEWERS = ['adviser', 'manager', 'admin'] as const

const inForce = (alias: string) => `${alias}.valid_from <= now() and (${alias}.valid_until is null or ${alias}.valid_until > now())`

/** Proposals about a partner: whoever contributes to the structure that manages it. */
const PARTNER = `p.person is null and coalesce(g.structure, p.structure) in (
    select s.structure from structure_scopes s where s."user" = :caller and s.level in ('contribute', 'manage') and ${inForce('s')}
  )`
/** Proposals about a person: the team of one of the person's files. */
const PERSON_BY_GRANT = `p.person in (
    select a.person from person_grants a where a."user" = :caller and a.level in ('contribute', 'manage') and ${inForce('a')}
  )`
/** Proposals about a person: the manager of a structure that follows the person. */
const PERSON_BY_SCOPE = `p.person in (
    select f.person from person_structures f join structure_scopes s on s.structure = f.structure
    where s."user" = :caller and s.level = 'manage' and ${inForce('s')}
  )`

/** SQL test: the caller may decide on proposal `p` of organisation `g`; the same rows as the rules of `/items`. */
export function reviewTest(caller: Caller): string {
  if (caller.audience === 'admin') return 'true'
  return `((${PARTNER}) or ${caller.audience === 'manager' ? PERSON_BY_SCOPE : PERSON_BY_GRANT})`
}
