import { randomUUID } from 'node:crypto'
import { PgBoss } from 'pg-boss'
import type { Definition } from '@relais/schema/workflow'
import { db, stack } from '../../support/stack.ts'

/** Runs `work` while the workflow of a key says something else, for records that begin meanwhile. */
export async function withVersion<T>(key: string, change: (definition: Definition) => Definition, work: (version: string) => Promise<T>): Promise<T> {
  const { rows: [latest] } = await db.query<{ id: string, workflow: string, number: number, definition: Definition }>(
    'select v.* from workflow_versions v join workflows w on w.id = v.workflow where w.key = $1 order by number desc limit 1', [key],
  )
  if (!latest) throw new Error(`no workflow ${key}`)
  const version = randomUUID()
  await db.query(
    'insert into workflow_versions (id, workflow, number, status, origin, definition, published_at) values ($1, $2, $3, \'published\', \'local\', $4, now())',
    [version, latest.workflow, latest.number + 1, JSON.stringify(change(latest.definition))],
  )
  try {
    return await work(version)
  }
  finally {
    const client = await db.connect()
    try {
      await client.query('begin')
      await client.query('select set_config(\'relais.maintenance\', \'on\', true)')
      await client.query('update workflow_objects set version = $2 where version = $1', [version, latest.id])
      await client.query('delete from workflow_events where version = $1', [version])
      await client.query('delete from workflow_versions where id = $1', [version])
      await client.query('commit')
    }
    finally {
      client.release()
    }
  }
}

/** Asks the servers to look now at what is due, instead of at the next minute. */
export async function askToSweep(times = 1, database: { database?: string } = {}): Promise<void> {
  const boss = new PgBoss({ ...stack.database, ...database, schedule: false, supervise: false, max: 1 })
  await boss.start()
  try {
    await boss.createQueue('workflow.sweep')
    for (let asked = 0; asked < times; asked += 1) await boss.send('workflow.sweep', {})
  }
  finally {
    await boss.stop({ graceful: false })
  }
}
