import pg from 'pg'
import { verifyLive } from '../../../cli/journal/verify.ts'
import { stack } from '../../support/stack.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import { aWorld } from '../schema/world.ts'
import type { Problem } from '../../../cli/journal/chain.ts'
import type { World } from '../schema/world.ts'

/** A world in a database of its own, with the connection of a superuser who can do to the journal what nobody should. */
export interface Tampering { world: World, client: pg.Client, admin: pg.Client, problems: () => Promise<Problem[]> }

/** Gives `work` a scratch database and an administrator of PostgreSQL in it. */
export function withTampering(work: (tampering: Tampering) => Promise<void>): Promise<void> {
  return withScratchDatabase(async (client, name) => {
    const admin = new pg.Client({ ...stack.database, ...stack.administrator, database: name })
    await admin.connect()
    try {
      const problems = async () => (await verifyLive(client)).problems
      await work({ world: aWorld(client), client, admin, problems })
    }
    finally {
      await admin.end()
    }
  })
}

/** Runs `sql` on the journal with every protection off, as somebody who holds the server would. */
export async function forge(admin: pg.Client, sql: string, values: unknown[] = []): Promise<void> {
  await admin.query('BEGIN')
  await admin.query('SET LOCAL session_replication_role = replica')
  await admin.query(sql, values)
  await admin.query('COMMIT')
}
