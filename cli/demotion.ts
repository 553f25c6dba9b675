import { randomBytes } from 'node:crypto'
import pg from 'pg'

export interface Cluster {
  port: number
  user: string
  password: string
  administrator: { user: string, password: string }
  database: string
}

/** Renames the others, then goes: nobody may rename the role of their own session. */
const HELPER = 'relais_upgrade'

/** Gives what belongs to the first role of the cluster, extensions and the journal apart, to the application. */
const GIVE = `DO $$
DECLARE thing record;
BEGIN
  FOR thing IN
    WITH ours AS (SELECT oid, nspname, nspowner FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'relais_journal', 'relais_statistics')),
    members AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
    SELECT format('SCHEMA %I', nspname) AS name FROM ours WHERE nspowner = 10 AND oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_namespace'::regclass)
    UNION ALL
    SELECT format('%s %I.%I', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, n.nspname, c.relname)
    FROM pg_class c JOIN ours n ON n.oid = c.relnamespace
    WHERE c.relowner = 10 AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'c') AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
      -- The sequence of a column goes with its table.
      AND NOT (c.relkind = 'S' AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')))
    UNION ALL
    SELECT format('ROUTINE %s', p.oid::regprocedure) FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace
    WHERE p.proowner = 10 AND p.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_proc'::regclass)
    UNION ALL
    SELECT format('%s %s', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.oid::regtype) FROM pg_type t JOIN ours n ON n.oid = t.typnamespace
    WHERE t.typowner = 10 AND t.typtype IN ('e', 'd', 'r') AND t.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_type'::regclass)
  LOOP
    EXECUTE format('ALTER %s OWNER TO %I', thing.name, current_setting('relais.application'));
  END LOOP;
  -- What the journal granted, it granted to the first role: it is installed again.
  IF to_regnamespace('relais_journal') IS NOT NULL THEN COMMENT ON SCHEMA relais_journal IS NULL; END IF;
END $$`

/**
 * Takes the powers of a superuser from the application of a cluster that the first versions made: its role, the first of
 * the cluster, which must stay a superuser, becomes the administrator under the administrator's secret, and the
 * application gets a new one with its name, its password and all that it owned. Does nothing to another cluster.
 *
 * @returns whether there was something to take.
 */
export async function demoteApplication(cluster: Cluster): Promise<boolean> {
  const { user, password, administrator, database } = cluster
  const role = pg.escapeIdentifier(user)
  const first = pg.escapeIdentifier(administrator.user)
  const helper = pg.escapeIdentifier(HELPER)
  const secret = randomBytes(24).toString('base64url')
  const databases = await within(cluster, 'postgres', { user, password }, async (client) => {
    const { rows: [found] } = await client.query('SELECT EXISTS (SELECT FROM pg_roles WHERE oid = 10 AND rolname = current_user) AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS early', [administrator.user])
    if (found?.early !== true) return []
    await client.query(`DROP ROLE IF EXISTS ${helper}`)
    await client.query(`CREATE ROLE ${helper} SUPERUSER LOGIN PASSWORD ${pg.escapeLiteral(secret)}`)
    const { rows } = await client.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE datallowconn AND NOT datistemplate AND datname <> \'postgres\' ORDER BY datname <> $1', [database])
    return ['postgres', ...rows.map(({ name }) => name)]
  })
  if (databases.length === 0) return false
  const [, main = 'postgres'] = databases
  for (const name of new Set([main, ...databases])) {
    await within(cluster, name, { user: HELPER, password: secret }, async (client) => {
      await client.query('BEGIN')
      await client.query('SELECT set_config(\'relais.application\', $1, true), set_config(\'relais.tracking\', \'off\', true)', [user])
      if (name === main) {
        await client.query(`ALTER ROLE ${role} RENAME TO ${first}`)
        await client.query(`ALTER ROLE ${first} PASSWORD ${pg.escapeLiteral(administrator.password)}`)
        await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`)
      }
      if (name !== 'postgres') {
        await client.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} OWNER TO ${role}`)
        await client.query(GIVE)
      }
      await client.query('COMMIT')
    })
  }
  await within(cluster, 'postgres', administrator, client => client.query(`DROP ROLE ${helper}`))
  return true
}

async function within<T>({ port }: Cluster, database: string, login: { user: string, password: string }, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ host: '127.0.0.1', port, database, ...login })
  await client.connect()
  try {
    return await work(client)
  }
  finally {
    await client.end()
  }
}
