import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import pg from 'pg'
import { readSettings } from '../../../cli/settings.ts'
import { directusService } from '../../../cli/stack.ts'
import { freePort } from '../../unit/cli/identity/browser.ts'
import { call, codeOf, db, stack, tokenFor } from '../../support/stack.ts'

/** Two servers of our own on the same data: one is killed, one meets a journal that is full. */
const children: ChildProcess[] = []
let files: string[] = []
let person = ''
let adviser = ''
let kept = { phone: null as string | null }

async function server(): Promise<{ base: string, child: ChildProcess }> {
  const settings = readSettings({ ...process.env, RELAIS_DATA: stack.data, PORT: String(await freePort()), IDENTITY_PORT: new URL(stack.identityUrl).port, DB_PORT: String(stack.database.port) })
  const service = directusService(settings)
  const child = service.spawn()
  for (const stream of [child.stdout, child.stderr]) stream?.resume()
  children.push(child)
  await service.ready()
  return { base: settings.directusUrl, child }
}

function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, signal)
}

/** The journal refuses every line while `work` runs, as on a full disk. */
async function withFullDisk(work: () => Promise<void>): Promise<void> {
  const admin = new pg.Client({ ...stack.database, ...stack.administrator })
  await admin.connect()
  await admin.query(`CREATE FUNCTION relais_journal.full() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON relais_journal.entries FOR EACH ROW EXECUTE FUNCTION relais_journal.full()`)
  try {
    await work()
  }
  finally {
    await admin.query('DROP FUNCTION relais_journal.full() CASCADE')
    await admin.end()
  }
}

async function readsOf(since: Date): Promise<number> {
  const { rows } = await db.query<{ count: number }>('SELECT count(*)::int FROM relais_journal.entries WHERE at > $1 AND author = $2 AND kind = \'read\' AND collection = \'cases\'', [since, adviser])
  return rows[0]?.count ?? 0
}

beforeAll(async () => {
  const { rows } = await db.query<{ id: string, person: string, user: string, phone: string | null }>(`
    SELECT c.id, c.person, g."user", p.phone FROM cases c JOIN people p ON p.id = c.person JOIN access_grants g ON g."case" = c.id
    JOIN directus_users u ON u.id = g."user" AND u.email = 'conseiller@relais.example' WHERE c.status <> 'closed' AND g.valid_until IS NULL ORDER BY c.id LIMIT 20`)
  files = rows.map(({ id }) => id)
  person = rows[0]?.person ?? ''
  adviser = rows[0]?.user ?? ''
  kept = { phone: rows[0]?.phone ?? null }
  await tokenFor('conseiller')
})

afterAll(() => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) kill(child, 'SIGTERM')
})

describe('a journal that cannot be written', () => {
  it('refuses a change with 503 and in words, by every door, and nothing is changed', async () => {
    await withFullDisk(async () => {
      const answers = await Promise.all([
        call(`/items/people/${person}`, { as: 'conseiller', method: 'PATCH', body: { phone: '+33639980077' } }),
        call('/items/needs', { as: 'conseiller', method: 'POST', body: { case: files[0], theme: 'rights', description: 'Essai', status: 'open', identified_on: '2026-01-05' } }),
        call(`/relais/cases/${files[0]}/notes`, { as: 'conseiller', method: 'POST', body: { text: 'Essai' } }),
      ])

      expect(answers.map(answer => [answer.status, codeOf(answer)])).toEqual(answers.map(() => [503, 'JOURNAL_UNAVAILABLE']))
      expect(answers[0]?.body.errors?.[0]?.message).toMatch(/^Rien n’a été enregistré/)
      expect(JSON.stringify(answers.map(({ body }) => body))).not.toMatch(/No space|relais_journal|insert into/i)
    })
    expect((await db.query('SELECT phone FROM people WHERE id = $1', [person])).rows).toEqual([kept])
  })

  it('keeps the lines of reads meanwhile, and writes them all once it can', async () => {
    const since = new Date()
    await withFullDisk(async () => {
      for (const id of files) expect((await call(`/items/cases/${id}?fields=id`, { as: 'conseiller' })).status).toBe(200)
      expect(await readsOf(since)).toBe(0)
    })

    await expect.poll(() => readsOf(since), { timeout: 10_000 }).toBe(files.length)
  })

  it('closes the files to everybody once too many lines wait, and opens them again by itself', async () => {
    const { base, child } = await server()
    await withFullDisk(async () => {
      const knock = () => call('/items/directus_nothing', { as: 'conseiller', base })
      for (let at = 0; at < 5_100; at += 50) await Promise.all(Array.from({ length: 50 }, knock))

      // A line is added once its answer is sent: the last ones may be on their way.
      await expect.poll(async () => (await call(`/items/cases/${files[0]}`, { as: 'conseiller', base })).status, { timeout: 20_000, interval: 200 }).toBe(503)
      for (const path of [`/items/cases/${files[0]}`, `/relais/cases/files/${files[0]}`, `/relais/history/cases/${files[0]}`]) {
        const answer = await call(path, { as: 'conseiller', base })
        expect([answer.status, codeOf(answer)]).toEqual([503, 'JOURNAL_UNAVAILABLE'])
      }
      expect((await call('/relais/identity/me', { as: 'conseiller', base })).status).toBe(200)
    })

    await expect.poll(async () => (await call(`/items/cases/${files[0]}?fields=id`, { as: 'conseiller', base })).status, { timeout: 30_000, interval: 500 }).toBe(200)
    kill(child, 'SIGTERM')
  }, 180_000)
})

describe('a server killed in the middle of its work', () => {
  it('loses no line of a read older than a second', async () => {
    const { base, child } = await server()
    const since = new Date()
    const answeredAt: number[] = []
    for (const until = Date.now() + 4_000; Date.now() < until;) {
      const { status } = await call(`/items/cases/${files[answeredAt.length % files.length]}?fields=id`, { as: 'conseiller', base })
      expect(status).toBe(200)
      answeredAt.push(Date.now())
    }
    const killedAt = Date.now()
    kill(child, 'SIGKILL')
    await new Promise(resolve => setTimeout(resolve, 500))

    const written = await readsOf(since)
    expect(answeredAt.length).toBeGreaterThan(50)
    expect(written).toBeGreaterThanOrEqual(answeredAt.filter(at => at < killedAt - 1_000).length)
    expect(written).toBeLessThanOrEqual(answeredAt.length)
  }, 120_000)
})
