import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { stack } from './stack.ts'

/** Gives `work` a database of its own, a copy of the freshly seeded one, dropped afterwards. */
export async function withScratchDatabase<T>(work: (client: pg.Client, name: string) => Promise<T>): Promise<T> {
  const name = `scratch_${randomUUID().slice(0, 8)}`
  const admin = new pg.Client({ ...stack.database, database: 'postgres' })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} TEMPLATE relais_template`)
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
