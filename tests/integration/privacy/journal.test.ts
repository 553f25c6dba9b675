import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { archive, verifyArchive, verifyArchives } from '../../../cli/journal/archive.ts'
import { JOBS } from '../../../cli/jobs.ts'
import { retentionMonths } from '../../../cli/journal/retention.ts'
import { verifyLive } from '../../../cli/journal/verify.ts'
import { stack } from '../../support/stack.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import { brokenBy } from '../schema/world.ts'
import { forge, withTampering } from './tampering.ts'
import type { World } from '../schema/world.ts'

const ENTRIES = 'relais_journal.entries'

/** Some lines of one chain: the connection keeps the same one as long as nobody else writes. */
async function someLines(world: World): Promise<{ structure: string, person: string, chain: number, from: number }> {
  const structure = await world.structure()
  const person = await world.person(structure, { phone: '+33639980001' })
  for (const city of ['Paris', 'Lyon', 'Lille', 'Brest', 'Nice']) await world.rows('UPDATE people SET city = $1 WHERE id = $2', [city, person])
  const [first] = await world.rows(`SELECT chain, min(position)::int AS position FROM ${ENTRIES} WHERE item = $1 GROUP BY chain`, [person])
  return { structure, person, chain: Number(first?.['chain']), from: Number(first?.['position']) }
}

const linesOf = (world: World, item: string) =>
  world.rows(`SELECT kind, author, channel, collection, people, structure, before, after FROM ${ENTRIES} WHERE item = $1 ORDER BY at`, [item])

describe('the reach of the application', () => {
  it('is a role without any right on the journal but to add and to read', async () => {
    await withScratchDatabase(async (client) => {
      const { rows } = await client.query('SELECT rolsuper, rolcreaterole, pg_has_role(current_user, \'relais_journal\', \'MEMBER\') AS member FROM pg_roles WHERE rolname = current_user')
      expect(rows).toEqual([{ rolsuper: false, rolcreaterole: false, member: false }])
    })
  })

  it('can do nothing else', async () => {
    const deeds = [
      ['add a line of its own', `INSERT INTO ${ENTRIES} SELECT * FROM ${ENTRIES} LIMIT 1`],
      ['change a line', `UPDATE ${ENTRIES} SET kind = 'read'`],
      ['remove a line', `DELETE FROM ${ENTRIES}`],
      ['empty it', `TRUNCATE ${ENTRIES}`],
      ['empty it through a cascade', `TRUNCATE ${ENTRIES}, relais_journal.chains CASCADE`],
      ['drop it', `DROP TABLE ${ENTRIES}`],
      ['move the end of a chain', 'UPDATE relais_journal.chains SET position = 0'],
      ['switch its triggers off', `ALTER TABLE ${ENTRIES} DISABLE TRIGGER ALL`],
      ['replace the function that writes', 'CREATE OR REPLACE FUNCTION relais_journal.append(said jsonb) RETURNS void LANGUAGE sql AS $$ SELECT $$'],
      ['take the name of the owner', 'SET ROLE relais_journal'],
      ['make itself a member of it', 'GRANT relais_journal TO relais'],
      ['switch every trigger off', 'SET session_replication_role = replica'],
      ['drop the watch over commands', 'DROP EVENT TRIGGER relais_journal_command'],
    ] as const
    await withScratchDatabase(async (client) => {
      const refusals = []
      for (const [what, sql] of deeds) refusals.push([what, await brokenBy(client.query(sql))])
      expect(refusals).toEqual(deeds.map(([what]) => [what, '42501']))
    })
  })

  it('cannot use the function that discards for what is younger than six months', async () => {
    await withScratchDatabase(async (client) => {
      expect(await brokenBy(client.query('SELECT relais_journal.discard(now() - interval \'5 months\', \'{}\')'))).toBe('journal_retention')
    })
  })

  it('stops even the owner of the journal at its triggers', async () => {
    await withTampering(async ({ world, admin }) => {
      await someLines(world)
      await admin.query('SET ROLE relais_journal')

      for (const sql of [`UPDATE ${ENTRIES} SET kind = 'read'`, `DELETE FROM ${ENTRIES}`, `TRUNCATE ${ENTRIES}`]) {
        expect(await brokenBy(admin.query(sql))).toBe('journal_append_only')
      }
    })
  })

  it('leaves a line when it switches the triggers of one of its tables off', async () => {
    await withTampering(async ({ world, client, problems }) => {
      await client.query('ALTER TABLE people DISABLE TRIGGER ALL').catch(() => client.query('ALTER TABLE people DISABLE TRIGGER USER'))

      const lines = await world.rows(`SELECT details FROM ${ENTRIES} WHERE kind = 'schema' AND details -> 'objects' ? 'public.people'`)
      expect(lines.map(({ details }) => details)).toEqual([{ command: 'ALTER TABLE', objects: ['public.people'], role: stack.database.user }])
      expect(await problems()).toEqual([])
    })
  })
})

describe('a change', () => {
  it('leaves a line with what was and what is, on whose file, in the same transaction', async () => {
    await withTampering(async ({ world, client }) => {
      const { structure, person } = await someLines(world)
      await client.query('BEGIN')
      await world.rows('UPDATE people SET city = \'Rennes\' WHERE id = $1', [person])
      await client.query('ROLLBACK')
      await world.rows('DELETE FROM people WHERE id = $1', [person])

      const lines = await linesOf(world, person)
      expect(lines.map(({ kind }) => kind)).toEqual(['create', 'update', 'update', 'update', 'update', 'update', 'delete'])
      expect(lines[2]).toEqual({
        kind: 'update', author: null, channel: 'database', collection: 'people', people: [person], structure, before: { city: 'Paris' }, after: { city: 'Lyon' },
      })
      expect(lines.at(-1)?.['before']).toMatchObject({ city: 'Nice', phone: '+33639980001' })
    })
  })

  it('is refused when its line is', async () => {
    await withTampering(async ({ world, admin }) => {
      const { person } = await someLines(world)
      await admin.query(`CREATE FUNCTION relais_journal.full() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER full_disk BEFORE INSERT ON ${ENTRIES} FOR EACH ROW EXECUTE FUNCTION relais_journal.full()`)

      expect(await brokenBy(world.rows('UPDATE people SET city = \'Rennes\' WHERE id = $1', [person]))).toBe('53100')
      expect(await brokenBy(world.rows('DELETE FROM people WHERE id = $1', [person]))).toBe('53100')
      expect(await world.one('SELECT city FROM people WHERE id = $1', [person])).toEqual({ city: 'Nice' })
    })
  })

  it('never brings a secret into the journal', async () => {
    await withTampering(async ({ world, client }) => {
      const account = await world.user('adviser')
      await client.query('UPDATE directus_users SET token = $1, password = $1, tfa_secret = $1, title = $2 WHERE id = $3', ['canary-secret', 'Référent', account])
      await client.query('ALTER TABLE people ADD x_access_token text')
      const person = await world.person(await world.structure(), { x_access_token: 'canary-secret' })

      const [line] = (await linesOf(world, account)).filter(({ kind }) => kind === 'update')
      expect(line?.['after']).toEqual({ token: '•••', password: '•••', tfa_secret: '•••', title: 'Référent' })
      expect((await linesOf(world, person))[0]?.['after']).toMatchObject({ x_access_token: '•••' })
      expect(await world.rows(`SELECT FROM ${ENTRIES} e WHERE e::text LIKE '%canary-secret%'`)).toEqual([])
    })
  })

  it('of a private note leaves a line without its text', async () => {
    await withTampering(async ({ world, client }) => {
      const structure = await world.structure()
      const person = await world.person(structure)
      const file = await world.file(person, structure)
      const author = await world.user('adviser')
      await client.query('INSERT INTO relais_private.notes (id, "case", author, sealed) VALUES (gen_random_uuid(), $1, $2, $3)', [file, author, Buffer.alloc(40, 'canary')])

      const [line] = await world.rows(`SELECT kind, author, people, after ->> 'sealed' AS sealed FROM ${ENTRIES} WHERE collection = 'notes'`)
      expect(line).toEqual({ kind: 'create', author, people: [person], sealed: '•••' })
    })
  })

  it('of the configuration leaves a line as well', async () => {
    await withTampering(async ({ world, client }) => {
      await client.query('UPDATE directus_policies SET admin_access = true WHERE id = (SELECT id FROM directus_policies WHERE NOT admin_access LIMIT 1)')

      const [line] = await world.rows(`SELECT kind, before, after FROM ${ENTRIES} WHERE collection = 'directus_policies' AND kind = 'update'`)
      expect(line).toEqual({ kind: 'update', before: { admin_access: false }, after: { admin_access: true } })
    })
  })

  it('in bulk by a load leaves one line a table', async () => {
    await withTampering(async ({ world, client, problems }) => {
      const { rows: [start] } = await client.query<{ at: Date }>('SELECT clock_timestamp() AS at')
      await client.query('BEGIN')
      await client.query('SELECT set_config(\'relais.tracking\', \'off\', true)')
      const structure = await world.structure()
      for (let count = 0; count < 20; count += 1) await world.person(structure)
      await client.query('COMMIT')

      const { rows: lines } = await client.query(`SELECT collection FROM ${ENTRIES} WHERE kind = 'load' AND at > $1 ORDER BY collection`, [start?.at])
      expect(lines).toEqual([{ collection: 'people' }, { collection: 'structures' }])
      expect(await problems()).toEqual([])
    })
  })

  it('is written by many at once without waiting, on chains that all hold', async () => {
    await withScratchDatabase(async (client, name) => {
      const writers = Array.from({ length: 20 }, () => new pg.Client({ ...stack.database, database: name }))
      await Promise.all(writers.map(async (writer) => {
        await writer.connect()
        await writer.query('BEGIN')
        await writer.query('SELECT relais_journal.append(\'{"kind": "search"}\')')
      }))
      // All hold a chain, and none waited for another.
      await Promise.all(writers.map(writer => writer.query('COMMIT').then(() => writer.end())))

      const { problems, lines } = await verifyLive(client)
      expect(problems).toEqual([])
      expect(lines).toBeGreaterThan(20)
    })
  })
})

describe('the check of the chains', () => {
  it('finds nothing in a journal that nobody touched', async () => {
    await withTampering(async ({ world, problems }) => {
      await someLines(world)
      expect(await problems()).toEqual([])
    })
  })

  it('finds an altered line, and only that one', async () => {
    await withTampering(async ({ world, admin, problems }) => {
      const { chain, from } = await someLines(world)
      await forge(admin, `UPDATE ${ENTRIES} SET after = '{"city": "Metz"}' WHERE chain = $1 AND position = $2`, [chain, from + 2])
      expect(await problems()).toEqual([{ chain, position: from + 2, problem: 'altered' }])
    })
  })

  it('finds a line of which any part changed', async () => {
    const changes = ['author = gen_random_uuid()', 'at = at - interval \'1 second\'', 'channel = \'portal\'', 'people = NULL', 'reason = \'x\'', 'clock_back = NOT clock_back', 'before = NULL']
    await withTampering(async ({ world, admin, problems }) => {
      const { chain, from } = await someLines(world)
      for (const change of changes) {
        await forge(admin, `CREATE TEMP TABLE kept AS SELECT * FROM ${ENTRIES} WHERE chain = $1 AND position = $2`.replace('$1', String(chain)).replace('$2', String(from + 2)))
        await forge(admin, `UPDATE ${ENTRIES} SET ${change} WHERE chain = $1 AND position = $2`, [chain, from + 2])
        expect(await problems(), change).toEqual([{ chain, position: from + 2, problem: 'altered' }])
        await forge(admin, `DELETE FROM ${ENTRIES} WHERE chain = $1 AND position = $2`, [chain, from + 2])
        await forge(admin, `WITH put AS (INSERT INTO ${ENTRIES} SELECT * FROM kept) SELECT`)
        await forge(admin, 'DROP TABLE kept')
      }
    })
  })

  it('finds a line rewritten with its hash, by the one after', async () => {
    await withTampering(async ({ world, admin, problems }) => {
      const { chain, from } = await someLines(world)
      await forge(admin, `UPDATE ${ENTRIES} SET after = '{"city": "Metz"}' WHERE chain = $1 AND position = $2`, [chain, from + 2])
      await forge(admin, `UPDATE ${ENTRIES} e SET hash = sha256(previous || convert_to(relais_journal.canonical(e), 'UTF8')) WHERE chain = $1 AND position = $2`, [chain, from + 2])
      expect(await problems()).toEqual([{ chain, position: from + 3, problem: 'unlinked' }])
    })
  })

  it('finds lines removed in the middle', async () => {
    await withTampering(async ({ world, admin, problems }) => {
      const { chain, from } = await someLines(world)
      await forge(admin, `DELETE FROM ${ENTRIES} WHERE chain = $1 AND position BETWEEN $2 AND $2 + 1`, [chain, from + 1])
      expect(await problems()).toEqual([{ chain, position: from + 1, until: from + 2, problem: 'removed' }])
    })
  })

  it('finds the last lines removed', async () => {
    await withTampering(async ({ world, admin, problems }) => {
      const { chain, from } = await someLines(world)
      await forge(admin, `DELETE FROM ${ENTRIES} WHERE chain = $1 AND position >= $2`, [chain, from + 4])
      expect(await problems()).toEqual([{ chain, position: from + 4, until: from + 5, problem: 'removed' }])
    })
  })

  it('finds a removal that hides itself behind new numbers', async () => {
    await withTampering(async ({ world, admin, problems }) => {
      const { chain, from } = await someLines(world)
      await forge(admin, `DELETE FROM ${ENTRIES} WHERE chain = $1 AND position = $2`, [chain, from + 5])
      await forge(admin, `UPDATE relais_journal.chains SET position = position - 1 WHERE chain = $1`, [chain])
      expect(await problems()).toEqual([{ chain, position: from + 4, problem: 'altered' }])
    })
  })

  it('finds two lines that changed places', async () => {
    await withTampering(async ({ world, admin, problems }) => {
      const { chain, from } = await someLines(world)
      await forge(admin, `UPDATE ${ENTRIES} SET position = -1 WHERE chain = $1 AND position = $2`, [chain, from + 2])
      await forge(admin, `UPDATE ${ENTRIES} SET position = $2 WHERE chain = $1 AND position = $2 + 1`, [chain, from + 2])
      await forge(admin, `UPDATE ${ENTRIES} SET position = $2 + 1 WHERE chain = $1 AND position = -1`, [chain, from + 2])
      expect((await problems()).map(({ position }) => position)).toEqual([from + 2, from + 2, from + 3, from + 3, from + 4])
    })
  })

  it('finds a line put in at the end', async () => {
    await withTampering(async ({ world, admin, problems }) => {
      const { chain, from } = await someLines(world)
      await forge(admin, `INSERT INTO ${ENTRIES} SELECT (jsonb_populate_record(e, jsonb_build_object('position', position + 1, 'kind', 'read', 'previous', hash))).* FROM ${ENTRIES} e WHERE chain = $1 AND position = $2`, [chain, from + 5])
      await forge(admin, `UPDATE ${ENTRIES} e SET hash = sha256(previous || convert_to(relais_journal.canonical(e), 'UTF8')) WHERE chain = $1 AND position = $2`, [chain, from + 6])
      expect(await problems()).toEqual([{ chain, position: from + 6, until: from + 6, problem: 'added' }])
    })
  })

  it('finds a whole chain written again, by the ends that were kept elsewhere', async () => {
    await withTampering(async ({ world, client, admin }) => {
      const { chain, from } = await someLines(world)
      const { heads } = await verifyLive(client)
      await forge(admin, `DELETE FROM ${ENTRIES} WHERE chain = $1 AND position = $2`, [chain, from + 5])
      await forge(admin, `UPDATE relais_journal.chains c SET position = e.position, hash = e.hash FROM ${ENTRIES} e WHERE c.chain = $1 AND e.chain = $1 AND e.position = $2`, [chain, from + 4])

      expect((await verifyLive(client)).problems).toEqual([])
      expect((await verifyLive(client, heads)).problems).toEqual([{ chain, position: from + 5, until: from + 5, problem: 'removed' }])
    })
  })

  it('keeps and marks a line written after the clock went back, and holds', async () => {
    await withTampering(async ({ world, admin, problems }) => {
      const { person, chain, from } = await someLines(world)
      // The last line comes from a clock one hour ahead.
      await forge(admin, `UPDATE ${ENTRIES} SET at = at + interval '1 hour' WHERE chain = $1 AND position = $2`, [chain, from + 5])
      await forge(admin, `UPDATE ${ENTRIES} e SET hash = sha256(previous || convert_to(relais_journal.canonical(e), 'UTF8')) WHERE chain = $1 AND position = $2`, [chain, from + 5])
      await world.rows('UPDATE people SET city = \'Rouen\' WHERE id = $1', [person])

      expect(await problems()).toEqual([])
      expect(await world.one(`SELECT clock_back FROM ${ENTRIES} WHERE chain = $1 AND position = $2`, [chain, from + 6])).toEqual({ clock_back: true })
    })
  })
})

describe('the archive', () => {
  const inFolder = async (work: (folder: string) => Promise<void>) => {
    const folder = mkdtempSync(join(tmpdir(), 'relais-archive-'))
    await work(folder).finally(() => rmSync(folder, { recursive: true, force: true }))
  }
  const YEAR = 365 * 86_400_000
  /** Makes every line two years older, with a chain that holds: what time alone would have done. */
  const age = (admin: pg.Client) => forge(admin, `DO $$
    DECLARE chain_row record; line record; last bytea;
    BEGIN
      FOR chain_row IN SELECT * FROM relais_journal.chains LOOP
        last := chain_row.anchor_hash;
        FOR line IN SELECT position FROM ${ENTRIES} e WHERE e.chain = chain_row.chain ORDER BY position LOOP
          UPDATE ${ENTRIES} e SET at = at - interval '2 years', previous = last WHERE e.chain = chain_row.chain AND e.position = line.position;
          UPDATE ${ENTRIES} e SET hash = sha256(last || convert_to(relais_journal.canonical(e), 'UTF8')) WHERE e.chain = chain_row.chain AND e.position = line.position RETURNING e.hash INTO last;
        END LOOP;
        UPDATE relais_journal.chains c SET hash = last WHERE c.chain = chain_row.chain;
      END LOOP;
    END $$`)

  it('takes the old lines out, verifies alone, and the live chain goes on from there', async () => {
    await withTampering(async ({ world, client, admin, problems }) => {
      await inFolder(async (folder) => {
        const { person } = await someLines(world)
        await age(admin)
        expect(await problems()).toEqual([])
        await world.rows('UPDATE people SET city = \'Rouen\' WHERE id = $1', [person])
        const before = Number((await world.one(`SELECT count(*) FROM ${ENTRIES}`))['count'])

        const { lines, path = '' } = await archive(client, { until: new Date(Date.now() - YEAR), folder })

        expect(lines).toBe(before - 1)
        expect(await verifyArchive(path)).toMatchObject({ lines, problems: [] })
        expect(await problems()).toEqual([])
        expect((await world.rows(`SELECT kind FROM ${ENTRIES} ORDER BY at`)).map(({ kind }) => kind)).toEqual(['update', 'archive'])
        await world.rows('UPDATE people SET city = \'Metz\' WHERE id = $1', [person])
        expect(await problems()).toEqual([])
        expect(await archive(client, { until: new Date(Date.now() - YEAR), folder })).toEqual({ lines: 0 })
      })
    })
  })

  it('is checked with the rest: each file is what comes before the next one and before the database', async () => {
    await withTampering(async ({ world, client, admin }) => {
      await inFolder(async (folder) => {
        const check = async () => verifyArchives(folder, (await verifyLive(client)).anchors)
        const { person } = await someLines(world)
        await age(admin)
        const first = await archive(client, { until: new Date(Date.now() - YEAR), folder })
        await world.rows('UPDATE people SET city = \'Rouen\' WHERE id = $1', [person])
        await age(admin)
        const second = await archive(client, { until: new Date(Date.now() - YEAR + 1_000), folder })
        expect(await check()).toEqual({ lines: first.lines + second.lines, files: 2, problems: [] })

        const [older = '', newer = ''] = [first.path, second.path]
        const text = readFileSync(newer, 'utf8')
        rmSync(newer)
        expect(new Set((await check()).problems.map(({ problem }) => problem))).toEqual(new Set(['removed']))
        writeFileSync(newer, text.replace('"city": "Rouen"', '"city": "Metz"'))
        expect((await check()).problems.map(({ problem }) => problem)).toEqual(['altered'])
        writeFileSync(newer, text)
        rmSync(older)
        expect((await check()).problems).toEqual([])
      })
    })
  })

  it('is made each month of what is older than twelve months, and nothing younger', async () => {
    await withTampering(async ({ world, client, admin, problems }) => {
      await inFolder(async (folder) => {
        const { person } = await someLines(world)
        await age(admin)
        await world.rows('UPDATE people SET city = \'Rouen\' WHERE id = $1', [person])
        const job = JOBS.find(({ queue }) => queue === 'journal.archive')
        process.env.RELAIS_DATA = folder
        try {
          expect(job?.cron).toMatch(/^\d+ \d+ \d+ \* \*$/)
          expect(await job?.run(client)).toBeGreaterThan(5)
          expect(await job?.run(client)).toBe(0)
        }
        finally {
          process.env.RELAIS_DATA = stack.data
        }

        expect(retentionMonths({})).toBe(12)
        expect((await verifyArchives(join(folder, 'journal'), (await verifyLive(client)).anchors)).problems).toEqual([])
        expect(await problems()).toEqual([])
        expect((await world.rows(`SELECT kind FROM ${ENTRIES} WHERE at > now() - interval '1 minute' ORDER BY at`)).map(({ kind }) => kind)).toEqual(['update', 'archive'])
      })
    })
  })

  it('betrays a line changed or cut in the file', async () => {
    await withTampering(async ({ world, client, admin }) => {
      await inFolder(async (folder) => {
        await someLines(world)
        await age(admin)
        const { path = '' } = await archive(client, { until: new Date(Date.now() - YEAR), folder })
        const text = readFileSync(path, 'utf8')

        writeFileSync(path, text.replace('"city": "Lyon"', '"city": "Metz"'))
        expect((await verifyArchive(path)).problems.map(({ problem }) => problem)).toEqual(['altered'])
        writeFileSync(path, text.split('\n').slice(0, -2).join('\n'))
        expect((await verifyArchive(path)).problems.map(({ problem }) => problem)).toEqual(['removed'])
      })
    })
  })

  it('is refused when the journal is broken, and nothing goes', async () => {
    await withTampering(async ({ world, client, admin }) => {
      await inFolder(async (folder) => {
        const { chain, from } = await someLines(world)
        await age(admin)
        await forge(admin, `UPDATE ${ENTRIES} SET reason = 'x' WHERE chain = $1 AND position = $2`, [chain, from])

        await expect(archive(client, { until: new Date(Date.now() - YEAR), folder })).rejects.toMatchObject({ code: 'JOURNAL_BROKEN' })
        expect(await world.rows(`SELECT FROM ${ENTRIES} WHERE kind = 'archive'`)).toEqual([])
      })
    })
  })
})
