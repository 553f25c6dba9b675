import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { stack } from './stack.ts'

/** Gives `work` a database of its own, a copy of the freshly seeded one, dropped afterwards. */
export async function withScratchDatabase<T>(work: (client: pg.Client, name: string) => Promise<T>): Promise<T> {
  const name = `scratch_${randomUUID().slice(0, 8)}`
  // Whoever drops a database ends the sessions that are still in it, those of an administrator too.
  const admin = new pg.Client({ ...stack.database, ...stack.administrator, database: 'postgres' })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} TEMPLATE relais_template OWNER ${pg.escapeIdentifier(stack.database.user)}`)
  const client = new pg.Client({ ...stack.database, database: name })
  try {
    await client.connect()
    return await work(client, name)
  }
  finally {
    await client.end()
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await admin.end()
  }
}
