import type { ChildProcess } from 'node:child_process'
import { afterEach, describe, expect, it } from 'vitest'
import pg from 'pg'
import { readSettings } from '../../../cli/settings.ts'
import { directusService } from '../../../cli/stack.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import { stack } from '../../support/stack.ts'
import { freePort } from '../../unit/cli/identity/browser.ts'
import { askToSweep } from './workflows.ts'

const children: ChildProcess[] = []
const poll = { timeout: 30_000, interval: 200 }

/** A server of our own on a database of our own. */
async function server(database: string): Promise<() => Promise<void>> {
  const settings = readSettings({ ...process.env, RELAIS_DATA: stack.data, PORT: String(await freePort()), IDENTITY_PORT: new URL(stack.identityUrl).port, DB_PORT: String(stack.database.port), DB_DATABASE: database })
  const service = directusService(settings)
  const child = service.spawn()
  for (const stream of [child.stdout, child.stderr]) stream?.resume()
  children.push(child)
  await service.ready()
  return async () => {
    const gone = new Promise(resolve => child.once('exit', resolve))
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await gone
  }
}

afterEach(() => {
  for (const child of children) if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
})

/** Suspended files go back by themselves after ten days. */
const TIMED = `insert into workflow_versions (id, workflow, number, status, origin, definition, published_at)
  select gen_random_uuid(), v.workflow, 900, 'published', 'local', jsonb_set(v.definition, '{transitions}', (
    select jsonb_agg(case when t ->> 'key' = 'resume' then t || '{"timer": {"delay": {"amount": 10, "unit": "days"}, "reminders": [2]}}' else t end) from jsonb_array_elements(v.definition -> 'transitions') t)), now()
  from workflow_versions v join workflows w on w.id = v.workflow where w.key = 'case' returning id`

describe('a server killed in the middle', () => {
  it('of an effect and of a transition by its delay has done nothing; the next one does each once', async () => {
    await withScratchDatabase(async (client, database) => {
      const { rows: files } = await client.query<{ id: string }>('select id from cases where status = \'support\' order by id limit 2')
      const [moved = '', timed = ''] = files.map(({ id }) => id)
      // Files of the demo world have stages behind them.
      const { rows: [{ begun } = {}] } = await client.query<{ begun: Date }>('select now() as begun')
      await client.query(`begin; select set_config('relais.transition', 'suspend', true); update cases set status = 'suspended' where id in ('${moved}', '${timed}'); commit`)
      await client.query('delete from workflow_effects f using workflow_events e where e.id = f.event and e.item = $1', [timed])
      const { rows: [version] } = await client.query<{ id: string }>(TIMED)
      const effect = async () => (await client.query('select f.status, f.attempts from workflow_effects f join workflow_events e on e.id = f.event where e.item = $1', [moved])).rows
      const milestones = async () => (await client.query('select title from milestones where "case" = $1 and title = \'Point sur la suspension\'', [moved])).rows.length
      const events = async () => (await client.query('select transition from workflow_events where item = $1 and at >= $2 order by at', [timed, begun])).rows.map(({ transition }) => transition)
      const forgotten = () => client.query('update workflow_effects set queued_at = now() - interval \'5 minutes\' where status = \'queued\'')
      const waiting = async () => (await client.query('select count(*)::int as count from pg_locks l join pg_database d on d.oid = l.database where d.datname = $1 and not l.granted', [database])).rows[0]?.count

      const holder = new pg.Client({ ...stack.database, database })
      await holder.connect()
      await holder.query('begin; lock table milestones in share row exclusive mode; lock table workflow_events in share row exclusive mode')
      const kill = await server(database)
      await forgotten()
      await askToSweep(1, { database })
      await expect.poll(waiting, poll).toBe(1)
      await client.query('update workflow_objects set version = $2, since = now() - interval \'11 days\' where item = $1', [timed, version?.id])
      await askToSweep(1, { database })
      await expect.poll(waiting, poll).toBe(2)

      await kill()
      await holder.query('rollback')
      await holder.end()
      await expect.poll(async () => (await client.query('select count(*)::int as count from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()', [database])).rows[0]?.count, poll).toBe(0)
      expect([await effect(), await milestones(), await events()]).toEqual([[{ status: 'queued', attempts: 0 }], 0, ['suspend']])

      await server(database)
      await forgotten()
      await askToSweep(2, { database })
      await expect.poll(effect, poll).toEqual([{ status: 'done', attempts: 1 }])
      await expect.poll(events, poll).toEqual(['suspend', 'resume'])
      await forgotten()
      await askToSweep(1, { database })
      await new Promise(resolve => setTimeout(resolve, 5000))
      expect([await milestones(), await events()]).toEqual([1, ['suspend', 'resume']])
    })
  }, 240_000)
})
