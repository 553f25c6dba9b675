import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../cli/paths.ts'
import { plan } from '../../../schema/engine/index.ts'
import { stack } from '../../support/stack.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import type { ChildProcess } from 'node:child_process'

/** An instance of before: it lacks a column, fields, rights and a mark of what was shipped. */
async function age(client: pg.Client) {
  await client.query('ALTER TABLE organizations DROP COLUMN internal_notes')
  await client.query('DELETE FROM directus_fields WHERE collection = \'organizations\' AND field IN (\'internal_notes\', \'size\')')
  await client.query('DELETE FROM directus_permissions WHERE collection = \'organizations\'')
  await client.query('DELETE FROM manifest WHERE key LIKE \'organizations.%\' AND kind = \'field\'')
}

function upgrade(database: string, data: string): ChildProcess {
  const { host, port, user, password } = stack.database
  const env = { ...process.env, RELAIS_DATA: data, DB_HOST: host, DB_PORT: String(port), DB_USER: user, DB_PASSWORD: password, DB_DATABASE: database, PORT: '1', IDENTITY_URL: 'http://localhost:1' }
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli', 'main.ts'), 'schema', 'apply', '--json'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

const ended = (child: ChildProcess) => new Promise<number | null>(resolve => child.once('close', resolve))

async function until(what: string, holds: () => Promise<boolean>) {
  for (let waited = 0; waited < 20_000; waited += 50) {
    if (await holds()) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`${what} did not come`)
}

async function count(client: pg.Client, sql: string): Promise<number> {
  return Number((await client.query(`SELECT count(*) AS n FROM ${sql}`)).rows[0].n)
}

/** Other sessions of this database, those that wait for a lock only when asked. */
const others = (client: pg.Client, waiting = false) =>
  count(client, `pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'relais'${waiting ? ' AND wait_event_type = \'Lock\'' : ''}`)

const state = async (client: pg.Client) => [
  await count(client, 'directus_fields'), await count(client, 'directus_permissions'), await count(client, 'manifest'),
  await count(client, 'information_schema.columns WHERE table_schema = \'public\'')]

describe('an upgrade killed in the middle', () => {
  // The command waits on a table that the test holds: it is killed at that very step.
  it.each(['organizations', 'directus_fields', 'directus_permissions', 'manifest'])('leaves nothing behind when it was about to write %s, and is done by the next one', async (table) => {
    const data = mkdtempSync(join(tmpdir(), 'relais-killed-'))
    await withScratchDatabase(async (client, name) => {
      await age(client)
      const before = await state(client)
      const holder = new pg.Client({ ...stack.database, database: name })
      await holder.connect()
      await holder.query('BEGIN')
      await holder.query(`LOCK TABLE ${table} IN SHARE MODE`)
      const child = upgrade(name, data)
      const end = ended(child)
      await until('the lock', async () => await others(client, true) === 1)

      child.kill('SIGKILL')
      await end
      await holder.end()
      await until('the end of the session', async () => await others(client) === 0)

      expect(await state(client)).toEqual(before)
      expect((await plan(client)).changes.length).toBeGreaterThan(5)
      const again = upgrade(name, data)
      expect(await ended(again)).toBe(0)
      expect((await plan(client)).changes).toEqual([])
      // Both attempts wrote how to undo them; only the one that ended can be undone.
      expect(readdirSync(join(data, 'restore-points'))).toHaveLength(2)
      expect(await count(client, 'manifest WHERE kind = \'restore-point\'')).toBe(1)
    })
    rmSync(data, { recursive: true, force: true })
  }, 120_000)
})
