import { db } from '../../support/stack.ts'

/** Takes away the versions of a workflow that come after one, and puts its records back on it: what a test published. */
export async function removeVersions(workflow: string, last: number): Promise<void> {
  const client = await db.connect()
  try {
    await client.query('begin')
    await client.query('select set_config(\'relais.maintenance\', \'on\', true), set_config(\'relais.tracking\', \'off\', true)')
    const { rows: [kept] } = await client.query<{ id: string, workflow: string, collection: string, field: string }>('select v.id, w.id as workflow, w.collection, w.field from workflow_versions v join workflows w on w.id = v.workflow where w.key = $1 and v.number = $2', [workflow, last])
    if (!kept) throw new Error(`${workflow} has no version ${last}`)
    const later = 'select id from workflow_versions where workflow = $1 and number > $2'
    await client.query(`update workflow_objects set version = $3 where version in (${later})`, [kept.workflow, last, kept.id])
    await client.query(`delete from workflow_events where version in (${later})`, [kept.workflow, last])
    await client.query('delete from workflow_versions where workflow = $1 and number > $2', [kept.workflow, last])
    await client.query('commit')
  }
  catch (error: unknown) {
    await client.query('rollback')
    throw error
  }
  finally {
    client.release()
  }
}
