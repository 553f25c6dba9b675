import type { Caller, Host } from '@relais/extensions/platform'
import type { AccessLevel } from '@relais/schema'
import type { Knex } from 'knex'
import { formOf } from './forms.ts'

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

/** What a reviewer may do with the fields that proposals are about; `test` is asked with `bindings`. */
export interface Review {
  /** SQL test: the caller may decide on proposal `p` of organisation `g`. */
  test: string
  bindings: { caller: string, reviewed: string[] }
  levelOf: (collection: string, field: string) => AccessLevel
}

const nameOf = (collection: string, field: string): string => `${collection}.${field}`

/**
 * What the caller may decide on: the same rows as the rules of `/items`, and of those the fields that the caller reads, as everywhere
 * else. A value asked by somebody else is no way to a field that is closed.
 */
export async function reviewOf(host: Host, caller: Caller, knex: Knex = host.database): Promise<Review> {
  const { rows } = await knex.raw<{ rows: { collection: string }[] }>('select distinct collection from change_proposals')
  const forms = await Promise.all(rows.map(({ collection }) => formOf(host, collection, caller, knex)))
  const levels = new Map(forms.flatMap(({ collection, fields }) => fields.map(({ field, level }) => [nameOf(collection, field), level] as const)))
  const bindings = { caller: caller.user, reviewed: [...levels.keys()] }
  return { test: reviewTest(caller), bindings, levelOf: (collection, field) => levels.get(nameOf(collection, field)) ?? 'none' }
}

function reviewTest({ audience }: Caller): string {
  if (audience === 'admin') return 'true'
  return `((${PARTNER}) or ${audience === 'manager' ? PERSON_BY_SCOPE : PERSON_BY_GRANT}) and p.collection || '.' || p.field = any(:reviewed)`
}
