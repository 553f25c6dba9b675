import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { string } from '../../../schema/define.ts'
import { apply, plan, restore } from '../../../schema/engine/index.ts'
import { kit as mjpm } from '../../../schema/kits/mjpm/index.ts'
import { seedKitDemo } from '../../../seeds/index.ts'
import { command, startCommand } from '../../support/command.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import { stack } from '../../support/stack.ts'
import type { Kit, RestorePoint } from '../../../schema/engine/index.ts'

const available: Kit[] = [mjpm]
const label = { fr: 'Essai', en: 'Test' }
const install = (client: pg.Client) => apply(client, undefined, { kits: { install: 'mjpm', available } })
const count = async (client: pg.Client, sql: string, values: unknown[] = []) => Number((await client.query(`SELECT count(*) AS n FROM ${sql}`, values)).rows[0].n)
const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => error instanceof Error && 'code' in error ? `${String(error.code)} ${error.message}` : String(error))
const state = async (client: pg.Client) => [
  await count(client, 'directus_fields'), await count(client, 'directus_permissions'), await count(client, 'manifest'),
  await count(client, 'information_schema.columns WHERE table_schema = \'public\''), await count(client, 'kits'),
]

describe('installing a kit', () => {
  it('brings its fields, sections, choices and rights, and leaves nothing for a second plan', async () => {
    await withScratchDatabase(async (client) => {
      const done = await install(client)

      expect(done.changes.map(({ kind, action, key }) => `${kind} ${action} ${key}`)).toEqual(expect.arrayContaining([
        'column create offers.mjpm_departements', 'field create organizations.mjpm_branch', 'field create offers.section_mjpm', 'field update offers.suspension_reason', 'kit create mjpm',
      ]))
      expect(await count(client, 'directus_permissions WHERE collection = \'offers\' AND action = \'read\' AND fields LIKE \'%mjpm_profiles%\'')).toBe(7)
      expect((await client.query('SELECT key, release FROM kits')).rows).toEqual([{ key: 'mjpm', release: '1.2.0' }])
      expect((await plan(client)).changes).toEqual([])
      expect((await install(client)).changes).toEqual([])
    })
  })

  it('is undone by its restore point', async () => {
    await withScratchDatabase(async (client) => {
      const points: RestorePoint[] = []
      await apply(client, undefined, { kits: { install: 'mjpm', available }, keep: point => void points.push(point) })
      const [point] = points

      if (point) await restore(client, point)

      expect(await count(client, 'kits')).toBe(0)
      expect(await count(client, 'directus_fields WHERE field LIKE \'mjpm_%\'')).toBe(0)
      await install(client)
      expect(await count(client, 'directus_fields WHERE field LIKE \'mjpm_%\'')).toBe(8)
    })
  })

  it('is refused, and writes nothing, when the name is unknown or a field of that name was made here', async () => {
    await withScratchDatabase(async (client) => {
      expect(await codeOf(apply(client, undefined, { kits: { install: 'absent', available } }))).toMatch(/^KIT_UNKNOWN .*« absent ».*mjpm/)
      await client.query('ALTER TABLE offers ADD COLUMN mjpm_profiles text')
      await client.query('INSERT INTO directus_fields (collection, field) VALUES (\'offers\', \'mjpm_profiles\')')
      const before = await state(client)

      expect(await codeOf(install(client))).toMatch(/^KIT_COLLISION .*offers\.mjpm_profiles/)
      expect(await state(client)).toEqual(before)
    })
  })

  it('follows a new release of the kit, and keeps what a local administrator changed', async () => {
    await withScratchDatabase(async (client) => {
      await install(client)
      await client.query('UPDATE directus_fields SET note = \'À nous\' WHERE collection = \'organizations\' AND field = \'mjpm_branch\'')
      const next: Kit = { ...mjpm, release: '1.2.0', collections: { ...mjpm.collections, contacts: { fields: { mjpm_oath: string({ label }) } } } }

      await apply(client, undefined, { kits: { available: [next] } })

      expect((await client.query('SELECT release FROM kits')).rows).toEqual([{ release: '1.2.0' }])
      expect(await count(client, 'directus_fields WHERE field = \'mjpm_oath\'')).toBe(1)
      expect((await client.query('SELECT note FROM directus_fields WHERE field = \'mjpm_branch\'')).rows).toEqual([{ note: 'À nous' }])
    })
  })
})

describe('removing a kit', () => {
  it('leaves nothing of it when nobody used it', async () => {
    await withScratchDatabase(async (client) => {
      const before = await state(client)
      await install(client)

      await apply(client, undefined, { kits: { remove: 'mjpm', available } })

      expect(await state(client)).toEqual(before)
      expect((await plan(client)).changes).toEqual([])
      expect(await codeOf(apply(client, undefined, { kits: { remove: 'mjpm', available } }))).toMatch(/^KIT_NOT_INSTALLED/)
    })
  })

  it('is refused with the number of rows that hold its values, then hands them over, and they stay where people made the field theirs', async () => {
    await withScratchDatabase(async (client) => {
      await install(client)
      expect(await seedKitDemo(client, 'mjpm')).toBeGreaterThan(30)
      expect(await seedKitDemo(client, 'mjpm')).toBe(0)
      await client.query('INSERT INTO field_settings (collection, field, audience, level) VALUES (\'offers\', \'mjpm_profiles\', \'public\', \'none\')')
      const before = await state(client)

      const refusal = await codeOf(apply(client, undefined, { kits: { remove: 'mjpm', available } }))
      expect(refusal).toMatch(/^KIT_IN_USE .*\n {2}organizations\.mjpm_branch \(Mode d’exercice\) : 8\n/)
      expect(refusal).toContain('offers.mjpm_profiles (Personnes suivies) : 8')
      expect(await state(client)).toEqual(before)

      const archived: unknown[] = []
      await apply(client, undefined, { kits: { remove: 'mjpm', available, archive: archive => void archived.push(archive) } })
      expect(archived).toHaveLength(1)
      expect(JSON.stringify(archived)).toContain('"mjpm_branch":"individual"')
      expect(await count(client, 'information_schema.columns WHERE column_name LIKE \'mjpm_%\'')).toBe(1)
      expect(await count(client, 'directus_fields WHERE field = \'mjpm_profiles\' AND hidden AND readonly')).toBe(1)

      await install(client)
      expect(await count(client, 'offers WHERE jsonb_array_length(mjpm_profiles) > 0')).toBe(8)
      expect(await count(client, 'directus_fields WHERE field = \'mjpm_profiles\' AND readonly')).toBe(0)
    })
  })
})

describe('relais kit', () => {
  let data = ''
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), 'relais-kit-'))
  })
  afterAll(() => rmSync(data, { recursive: true, force: true }))

  it('lists, plans, installs with its examples, refuses to remove, archives', async () => {
    await withScratchDatabase(async (client, name) => {
      const run = (...args: string[]) => command(['kit', ...args], { database: name, data })

      expect(JSON.parse((await run('list', '--json')).text)).toContainEqual({ key: 'mjpm', label: 'Mandataires judiciaires', release: '1.2.0', installed: null, status: 'available' })
      expect((await run('plan', 'mjpm')).text).toMatch(/create {2}field {8}offers\.mjpm_profiles/)
      expect(await run('install', 'mjpm', '--demo')).toEqual({ status: 0, text: expect.stringMatching(/Le kit « mjpm » est installé[\s\S]*Exemples inventés : \d+ lignes/) })
      expect((await run('list')).text).toMatch(/mjpm .* · installé/)
      expect(await run('remove', 'mjpm')).toEqual({ status: 1, text: expect.stringMatching(/organizations\.mjpm_branch .* : 8/) })
      expect((await run('remove', 'mjpm', '--archive')).status).toBe(0)
      expect(await count(client, 'kits')).toBe(0)

      const [file = ''] = readdirSync(join(data, 'kit-archives'))
      const path = join(data, 'kit-archives', file)
      expect(statSync(path).mode & 0o777).toBe(0o600)
      const { kit, values } = JSON.parse(readFileSync(path, 'utf8'))
      expect([kit, Object.keys(values), Object.keys(values.organizations).length]).toEqual(['mjpm', ['organizations', 'offers'], 8])
    })
  }, 120_000)

  it.each([[['install'], /Usage/], [['install', 'nope'], /« nope » n’est pas un kit/], [['frob', 'mjpm'], /Usage/]])('says what is wrong with %j', async (args, message) => {
    await withScratchDatabase(async (_client, name) => {
      expect(await command(['kit', ...args], { database: name, data })).toEqual({ status: 1, text: expect.stringMatching(message) })
    })
  }, 60_000)

  // The command waits on a table that the test holds: it is killed at that very step.
  it.each(['offers', 'directus_fields', 'kits'])('killed when it was about to write %s, installs nothing, then everything', async (table) => {
    await withScratchDatabase(async (client, name) => {
      const before = await state(client)
      const holder = new pg.Client({ ...stack.database, database: name })
      await holder.connect()
      await holder.query('BEGIN')
      await holder.query(`LOCK TABLE ${table} IN SHARE MODE`)
      const child = startCommand(['kit', 'install', 'mjpm'], { database: name, data })
      const end = new Promise(resolve => child.once('close', resolve))
      const waiting = () => count(client, 'pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = \'Lock\'')
      for (let tries = 0; tries < 400 && await waiting() === 0; tries++) await new Promise(resolve => setTimeout(resolve, 50))
      expect(await waiting()).toBe(1)

      child.kill('SIGKILL')
      await end
      await holder.end()
      const others = () => count(client, 'pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
      for (let tries = 0; tries < 400 && await others() > 0; tries++) await new Promise(resolve => setTimeout(resolve, 50))

      expect(await state(client)).toEqual(before)
      expect((await command(['kit', 'install', 'mjpm'], { database: name, data })).status).toBe(0)
      expect((await plan(client)).changes).toEqual([])
    })
  }, 120_000)
})
