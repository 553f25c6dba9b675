import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../cli/paths.ts'
import { stack } from '../../support/stack.ts'

interface Result { status: number | null, stdout: string, stderr: string }

const RELAIS = join(ROOT, 'cli', 'relais.mjs')

function run(args: string[], env: Record<string, string> = {}): Promise<Result> {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...ports(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
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

  it('names the commands when it does not know one', async () => {
    const { status, stderr } = await run([RELAIS, 'strat'])

    expect(stderr).toMatch(/« strat » n’est pas une commande[^]*doctor/)
    expect(status).toBe(1)
  })
})
