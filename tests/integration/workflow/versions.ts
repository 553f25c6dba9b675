import { call, db } from '../../support/stack.ts'

/** Number of the version of a workflow in force, to come back to. */
export async function snapshotWorkflow(workflow: string): Promise<number> {
  const { rows: [last] } = await db.query<{ number: number }>('select max(v.number) as number from workflow_versions v join workflows w on w.id = v.workflow where w.key = $1 and v.status = \'published\'', [workflow])
  if (!last) throw new Error(`${workflow} has no version`)
  return last.number
}

interface Change { id: string, field: string, isUndone: boolean }

/** Takes away what a test drew and published: its drafts, the later versions, the records that stand in their states, the choices added. */
export async function restoreWorkflow(workflow: string, last: number): Promise<void> {
  const client = await db.connect()
  try {
    await client.query('begin')
    await client.query('select set_config(\'relais.maintenance\', \'on\', true), set_config(\'relais.tracking\', \'off\', true)')
    const { rows: [kept] } = await client.query<{ id: string, workflow: string, collection: string, field: string }>('select v.id, w.id as workflow, w.collection, w.field from workflow_versions v join workflows w on w.id = v.workflow where w.key = $1 and v.number = $2', [workflow, last])
    if (!kept) throw new Error(`${workflow} has no version ${last}`)
    const later = 'select id from workflow_versions where workflow = $1 and number > $2'
    await client.query(`delete from ${kept.collection} r using workflow_objects o where o.item = r.id and o.version in (${later})`, [kept.workflow, last])
    await client.query(`delete from workflow_effects f using workflow_events e where e.id = f.event and e.version in (${later})`, [kept.workflow, last])
    await client.query(`delete from workflow_events where version in (${later})`, [kept.workflow, last])
    await client.query(`delete from workflow_versions where workflow = $1 and (number > $2 or status = 'draft')`, [kept.workflow, last])
    await client.query('commit')
    const { body } = await call<{ data: { changes: Change[] } }>(`/relais/configurator/${kept.collection}`, { as: 'admin' })
    for (const { id } of body.data.changes.filter(change => change.field === kept.field && !change.isUndone)) await call(`/relais/configurator/changes/${id}/undo`, { as: 'admin', method: 'POST' })
  }
  catch (error: unknown) {
    await client.query('rollback')
    throw error
  }
  finally {
    client.release()
  }
}

/** Takes away the workflow that a test made on a collection, with its versions and what was done by it. */
export async function forgetWorkflow(collection: string): Promise<void> {
  const client = await db.connect()
  try {
    await client.query('begin')
    await client.query('select set_config(\'relais.maintenance\', \'on\', true), relais_release_workflow($1)', [collection])
    const mine = 'select v.id from workflow_versions v join workflows w on w.id = v.workflow where w.collection = $1'
    await client.query(`delete from workflow_effects f using workflow_events e where e.id = f.event and e.version in (${mine})`, [collection])
    await client.query(`delete from workflow_events where version in (${mine})`, [collection])
    await client.query(`delete from workflow_versions where id in (${mine})`, [collection])
    await client.query('delete from workflows where collection = $1', [collection])
    await client.query('commit')
  }
  finally {
    client.release()
  }
}
