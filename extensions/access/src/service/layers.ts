import type { SchemaOverview } from '@directus/types'
import { declarations } from '@relais/schema'
import { JUSTICE, audienceOfRole, justiceGroups, justiceLayerOf, layerRoleId } from '@relais/schema/access'
import type { Knex } from 'knex'

// Where somebody works today, those that follow a person, the structures that look after the organisations of a partner; then every
// structure above them, from the root of the network to the nearest one. Last, the layer of justice where one of the two first may hold its data.
const AROUND_SQL = `
  WITH RECURSIVE own AS (
    SELECT m.structure FROM memberships m JOIN structures s ON s.id = m.structure
    WHERE m."user" = :user AND relais_day_start(m.valid_from, s.time_zone) <= now()
      AND (m.valid_until IS NULL OR now() < relais_day_start(m.valid_until + 1, s.time_zone))
    UNION
    SELECT f.structure FROM person_structures f JOIN people p ON p.id = f.person WHERE p."user" = :user
  ), home AS (
    SELECT structure FROM own
    UNION
    SELECT o.structure FROM organization_members i JOIN organizations o ON o.id = i.organization
    WHERE i."user" = :user AND i.valid_from <= now() AND (i.valid_until IS NULL OR i.valid_until > now())
  ), chain AS (
    SELECT s.id, s.parent FROM structures s JOIN home ON home.structure = s.id
    UNION
    SELECT s.id, s.parent FROM structures s JOIN chain ON s.id = chain.parent
  ), placed AS (
    SELECT id, depth FROM chain CROSS JOIN LATERAL (SELECT count(*) AS depth FROM relais_structure_ancestors(id)) AS place
    UNION ALL
    SELECT :justice::uuid, NULL WHERE EXISTS (SELECT FROM own JOIN structures s ON s.id = own.structure WHERE s.legal_basis_justice AND s.status = 'active')
  )
  SELECT id FROM placed ORDER BY depth NULLS LAST, id`

/** The structures whose fields and words somebody meets: his own and those above, from the root to the nearest one. */
export async function structuresAround(knex: Knex, user: string): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { id: string }[] }>(AROUND_SQL, { user, justice: JUSTICE.id })
  return rows.map(({ id }) => id)
}

/** The structures that have fields of their own. Directus drops its schema, on every instance, whenever a field comes or goes. */
const owning = new WeakMap<SchemaOverview, Promise<ReadonlySet<string>>>()

async function readOwning(knex: Knex): Promise<ReadonlySet<string>> {
  const structures: string[] = await knex('field_layers').where('is_own', true).distinct('structure').pluck('structure')
  const justice: unknown = await knex('directus_roles').where('id', layerRoleId(JUSTICE.id, 'adviser')).first('id')
  // A local field comes before its role, which is made a moment later without another change of the schema.
  const local: unknown = justice ?? await knex('directus_fields').where(query => justiceGroups(declarations()).forEach(place => void query.orWhere(place))).first('id')
  return new Set([...structures, ...local === undefined ? [] : [JUSTICE.id]])
}

/** The roles that open to an account of these roles the fields of its structures; `schema` saves the question while none has any. */
export async function layerRolesOf(knex: Knex, { user, roles }: { user: string, roles: readonly string[] }, schema?: SchemaOverview): Promise<string[]> {
  const known = (schema && owning.get(schema)) ?? readOwning(knex)
  if (schema) {
    owning.set(schema, known)
    known.catch(() => owning.delete(schema))
  }
  const structures = await known
  const audiences = [...new Set(roles.map(audienceOfRole).filter(audience => audience !== undefined))]
  if (structures.size === 0 || audiences.length === 0) return []
  const around = await structuresAround(knex, user)
  const open = around.filter(structure => structures.has(structure))
  const both = around.includes(JUSTICE.id) ? open.filter(structure => structure !== JUSTICE.id).map(justiceLayerOf) : []
  return [...open, ...both].flatMap(structure => audiences.map(audience => layerRoleId(structure, audience)))
}
