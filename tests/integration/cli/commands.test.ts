import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../cli/paths.ts'
import { db, stack } from '../../support/stack.ts'
import { forge, withTampering } from '../privacy/tampering.ts'

interface Result { status: number | null, stdout: string, stderr: string }

const RELAIS = join(ROOT, 'cli', 'relais.mjs')

// `npm start` refuses the switch of these tests.
function run(args: string[], env: Record<string, string> = {}): Promise<Result> {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, RELAIS_OPEN_DIRECTUS: '', ...ports(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const result: Result = { status: null, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => { result.stdout += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { result.stderr += chunk.toString() })
  return new Promise(resolve => child.on('close', status => resolve({ ...result, status })))
}

const portOf = (url: string) => new URL(url).port

function ports(): Record<string, string> {
  return {
    RELAIS_DATA: stack.data, PORTAL_PORT: portOf(stack.portalUrl), PORT: portOf(stack.directusUrl),
    IDENTITY_PORT: portOf(stack.identityUrl), DB_PORT: String(stack.database.port),
  }
}

/** A preloaded line that makes Node say it is another version. */
const pretend = (version: string) => ['--import', `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`]

describe('relais', () => {
  it('says that the schema is up to date, in JSON', async () => {
    const { status, stdout } = await run([RELAIS, 'schema', 'plan', '--json'])

    expect(JSON.parse(stdout)).toEqual({ changes: [] })
    expect(status).toBe(0)
  })

  it('finds nothing wrong with a running product', async () => {
    const { status, stdout } = await run([RELAIS, 'doctor'])

    expect(stdout).not.toContain('✖')
    expect(status).toBe(0)
  })

  it('names the files whose content is lost, and says what to do', async () => {
    const at = new Date()
    const { rows: [file] } = await db.query('insert into directus_files (id, storage, filename_disk, filename_download, type, filesize, uploaded_on, created_on) values (gen_random_uuid(), $1, $2, $2, $3, 9, $4, $4) returning id', ['local', 'lost.pdf', 'application/pdf', at])
    try {
      const { status, stdout } = await run([RELAIS, 'doctor'])

      expect(stdout).toMatch(new RegExp(`✖ Fichiers .*FILE_MISSING.*${file?.['id']}.*\\n {2}→ restaurez`))
      expect(status).toBe(1)
    }
    finally {
      await db.query('delete from directus_files where id = $1', [file?.['id']])
    }
  })

  it('says what is wrong, and what to do, when the product is away', async () => {
    const { status, stdout } = await run([RELAIS, 'doctor'], { PORTAL_PORT: '1' })

    expect(stdout).toMatch(/✖ Portail .*\n {2}→ démarrez Relais/)
    expect(status).toBe(1)
  })

  it('prints the token of a demo account, and the accounts', async () => {
    const token = await run([RELAIS, 'token', 'conseiller@relais.example'])
    const list = await run([RELAIS, 'token', '--list'])

    expect(token.stdout.trim().split('.')).toHaveLength(3)
    expect(list.stdout).toContain('usager2@relais.example')
  })

  it('prints its configuration without a secret', async () => {
    const { status, stdout } = await run([RELAIS, 'config'])

    expect(status).toBe(0)
    expect(stdout).toContain('WEBSOCKETS_ENABLED=false')
    expect(stdout).not.toContain(stack.secret)
  })

  it.each(['18.20.4', '16.0.0'])('refuses Node %s in one sentence', async (version) => {
    const { status, stderr } = await run([...pretend(version), RELAIS, 'help'])

    expect(stderr.trim()).toBe(`✖ Relais demande Node 20 ou plus récent ; celui-ci est ${version}. Installez une version récente depuis nodejs.org, puis relancez la commande.`)
    expect(status).toBe(1)
  })

  it('says that it already runs in this folder', async () => {
    const { status, stderr } = await run([RELAIS, 'start'])

    expect(stderr).toMatch(/tourne déjà dans ce dossier/)
    expect(status).toBe(1)
  })

  it('names the busy port and the variable that changes it', async () => {
    const server = createServer()
    const port = await new Promise<number>(resolve => server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    }))

    const { status, stderr } = await run([RELAIS, 'start'], { RELAIS_DATA: `${stack.data}/other`, PORTAL_PORT: String(port) })
    server.close()

    expect(stderr).toContain(`Le port ${port} (portail) est déjà utilisé`)
    expect(stderr).toContain(`PORTAL_PORT=${port + 1} npm start`)
    expect(status).toBe(1)
  })

  it.skipIf(process.platform !== 'linux')('refuses a folder that cannot be written, in one sentence', async () => {
    const { status, stderr } = await run([RELAIS, 'start'], { RELAIS_DATA: '/sys/relais' })

    expect(stderr).toMatch(/^\s*✖ Relais ne peut pas écrire dans \/sys\/relais\. .*RELAIS_DATA/)
    expect(status).toBe(1)
  })

  it('refuses to play the demo in production', async () => {
    const { status, stderr } = await run([RELAIS, 'start'], { NODE_ENV: 'production' })

    expect(stderr).toContain('docker-compose.yml')
    expect(status).toBe(1)
  })

  it.each([['journal', 'verify'], ['kit', 'list'], ['schema', 'plan']])('says in one sentence that the database refuses the role of %s %s', async (...command) => {
    const { status, stderr } = await run([RELAIS, ...command], { DB_USER: 'personne', DB_PASSWORD: 'faux' })

    expect(stderr).toMatch(/^\n✖ La base de \S+ refuse le rôle « personne »[^\n]+\n$/)
    expect(status).toBe(1)
  })

  it('has the doctor blame the password, not a product that runs', async () => {
    const { status, stdout } = await run([RELAIS, 'doctor'], { DB_USER: 'personne', DB_PASSWORD: 'faux' })

    expect(stdout).toMatch(/✖ PostgreSQL .*\n {2}→ La base de \S+ refuse le rôle « personne »/)
    expect(status).toBe(1)
  })

  it.each([
    [['verify', '--tout'], /Une option de cette commande[^]*journal verify/],
    [['archive', '--before', '2026-13-45'], /« 2026-13-45 » n’est pas un jour\. Rien n’a été archivé/],
    [['verify', '--archive', '/absent.jsonl'], /\/absent\.jsonl n’existe pas/],
  ])('refuses journal %j in words', async (args, words) => {
    const { status, stderr } = await run([RELAIS, 'journal', ...args])

    expect(stderr).toMatch(words)
    expect(stderr).not.toMatch(/^ +at /m)
    expect(status).toBe(1)
  })

  it('stops quietly when its reader has read enough', async () => {
    const { status, stdout, stderr } = await run(['-e', `
      const child = require('node:child_process').spawn(process.execPath, [${JSON.stringify(RELAIS)}, 'config'], { stdio: ['ignore', 'pipe', 'inherit'] })
      child.stdout.once('data', () => child.stdout.destroy())
      child.on('close', code => console.log('ended', code))`])

    expect([status, stdout, stderr]).toEqual([0, 'ended 0\n', ''])
  })

  it('names the commands when it does not know one', async () => {
    const { status, stderr } = await run([RELAIS, 'strat'])

    expect(stderr).toMatch(/« strat » n’est pas une commande[^]*doctor/)
    expect(status).toBe(1)
  })
})

describe('relais journal verify', () => {
  it('finds the journal of a running product whole, for people and for machines', async () => {
    const { status, stdout } = await run([RELAIS, 'journal', 'verify'])
    const json = await run([RELAIS, 'journal', 'verify', '--json'])

    expect([status, stdout]).toEqual([0, expect.stringMatching(/^✔ Journal intact : \d+ lignes\.\n$/)])
    expect(JSON.parse(json.stdout)).toEqual({ ok: true, lines: expect.any(Number), archives: 0, problems: [] })
  })

  it('says in words which line of a tampered copy was changed and which were removed, and fails', async () => {
    await withTampering(async ({ world, admin, client }) => {
      const person = await world.person(await world.structure())
      for (const city of ['Paris', 'Lyon', 'Lille', 'Brest']) await world.rows('UPDATE people SET city = $1 WHERE id = $2', [city, person])
      const { chain, position } = await world.one('SELECT chain, min(position)::int AS position FROM relais_journal.entries WHERE item = $1 GROUP BY chain', [person])
      const at = Number(position)
      await forge(admin, 'UPDATE relais_journal.entries SET author = gen_random_uuid() WHERE chain = $1 AND position = $2', [chain, at + 1])
      await forge(admin, 'DELETE FROM relais_journal.entries WHERE chain = $1 AND position = $2', [chain, at + 3])
      const { rows: [copy] } = await client.query<{ name: string }>('SELECT current_database() AS name')

      const { status, stdout } = await run([RELAIS, 'journal', 'verify'], { DB_DATABASE: copy?.name ?? '' })

      expect(status).toBe(1)
      expect(stdout).toContain(`chaîne ${String(chain)}, ligne ${at + 1} : modifiée`)
      expect(stdout).toContain(`chaîne ${String(chain)}, lignes ${at + 3} à ${at + 3} : supprimées`)
    })
  })
})
