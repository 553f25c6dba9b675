import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { SignedInAudience } from '../../schema/access/index.ts'
import { roleIds } from '../../schema/access/index.ts'
import type { Random } from '../../seeds/lib/prng.ts'
import { insert } from '../integration/directory/world.ts'
import { db } from '../support/stack.ts'

const FUNCTIONS: Partial<Record<SignedInAudience, readonly string[]>> = {
  adviser: ['adviser', 'reception', 'theme_referent'], manager: ['manager', 'adviser'], steering: ['steering'], configurator: ['configurator'], prescriber: ['adviser'],
}
const TEAM = ['referent', 'co_referent', 'educator', 'prescriber', 'reader'] as const
/** Ended, in force, in force without end, to come: what a right may be today. */
const PERIODS = [['2023-01-01', '2024-12-31'], ['2024-01-01', '2099-12-31'], ['2024-01-01', null], ['2098-01-01', null]] as const

export interface Somebody { id: string, audience: SignedInAudience | null, status: string }

/** An account of the realm, able to sign in when it is active. */
export async function anAccount(audience: SignedInAudience | null, status = 'active'): Promise<Somebody> {
  const id = randomUUID()
  await insert('directus_users', {
    id, first_name: 'Dominique', last_name: 'Essai', role: audience && roleIds[audience], status, provider: 'keycloak', external_identifier: id,
  })
  return { id, audience, status }
}

async function keysOf(table: string, where = 'true'): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(`select id from ${pg.escapeIdentifier(table)} where ${where} order by id limit 400`)
  return rows.map(({ id }) => id)
}

/** Somebody with rights drawn at random: some ended, some in force, some to come. */
async function somebody(random: Random, audience: SignedInAudience | null, places: { structures: string[], cases: string[], organizations: string[], people: string[] }): Promise<Somebody> {
  const account = await anAccount(audience, random.chance(0.08) ? 'suspended' : 'active')
  const user = account.id
  const dated = () => {
    const [valid_from, valid_until] = random.pick(PERIODS)
    return { valid_from, valid_until }
  }
  for (const structure of random.sample(places.structures, random.int(0, 5))) {
    for (const workFunction of FUNCTIONS[audience ?? 'adviser'] ?? []) if (random.chance(0.6)) await insert('memberships', { structure, user, function: workFunction, ...dated() })
  }
  if (audience === 'adviser' || audience === 'prescriber' || random.chance(0.2)) {
    for (const file of random.sample(places.cases, random.int(5, 40))) await insert('case_members', { case: file, user, function: random.pick(TEAM), ...dated() })
  }
  if (audience === 'partner' || random.chance(0.1)) {
    for (const organization of random.sample(places.organizations, random.int(0, 20))) await insert('organization_members', { organization, user, right: random.pick(['owner', 'editor', 'reader']), ...dated() })
  }
  const person = places.people.pop()
  if (audience === 'beneficiary' && person) await db.query('update people set "user" = $1 where id = $2', [user, person])
  return account
}

/** A crowd of accounts of every audience, and of none, over the whole network. */
export async function aCrowd(random: Random, size: number): Promise<Somebody[]> {
  const places = {
    structures: await keysOf('structures'), cases: await keysOf('cases'), organizations: await keysOf('organizations'),
    people: await keysOf('people', '"user" is null and exists (select 1 from cases c where c.person = people.id)'),
  }
  const wanted: (SignedInAudience | null)[] = ['adviser', 'adviser', 'adviser', 'manager', 'manager', 'prescriber', 'partner', 'partner', 'beneficiary', 'steering', 'configurator', 'service', null]
  const crowd: Somebody[] = []
  for (let index = 0; index < size; index++) crowd.push(await somebody(random, wanted[index % wanted.length] ?? null, places))
  return crowd
}
