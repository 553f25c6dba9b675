import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from './errors.ts'
import { exclusively } from './lock.ts'
import { ROOT, packageFolder } from './paths.ts'

interface Target { name: string, folder: string, sources: string[], output: string, command: string[] }

const IGNORED = new Set(['node_modules', 'dist', '.nuxt', '.output', '.data'])

/** What only the command reads of the schema: the rest is in the extensions and the portal too. */
const COMMAND_ONLY = new Set(['README.md', 'engine', 'evolution.ts', 'journal', 'migrations', 'node_modules'])
const sharedSchema = () => readdirSync(join(ROOT, 'schema')).filter(name => !COMMAND_ONLY.has(name)).map(name => join('schema', name))

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !file.slice(path.length).split(/[/\\]/).some(part => IGNORED.has(part)))
    .sort()
}

/** One hash of every source of a target: same hash as the last build, nothing to build. */
function hashSources(sources: string[]): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(source => filesOf(join(ROOT, source)))) {
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  hash.update(readFileSync(join(ROOT, 'package-lock.json')))
  return hash.digest('hex')
}

/** Everything that is built, with the paths, from the root of the project, whose files go into it. */
export function targets(): Target[] {
  const schema = sharedSchema()
  const extensions = {
    name: 'extensions', folder: join(ROOT, 'extensions', 'relais'), sources: ['extensions', ...schema],
    output: join(ROOT, 'extensions', 'relais', 'dist'), command: [join(packageFolder('@directus/extensions-sdk'), 'cli.js'), 'build'],
  }
  const portal = {
    name: 'portail', folder: join(ROOT, 'portal'), sources: ['portal', ...schema], output: join(ROOT, 'portal', '.output'),
    command: [join(packageFolder('nuxt', 'portal'), 'bin', 'nuxt.mjs'), 'build'],
  }
  return [extensions, portal]
}

function isFresh(target: Target, hash: string): boolean {
  const stamp = join(target.output, '.sources')
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

async function build(target: Target, hash: string) {
  const child = spawn(process.execPath, target.command, {
    cwd: target.folder, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NUXT_TELEMETRY_DISABLED: '1', NODE_OPTIONS: '--max-old-space-size=4096' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString() })
  const status = await new Promise<number | null>(resolve => child.on('close', resolve))
  if (status !== 0) throw new UserError('BUILD_FAILED', `La construction de « ${target.name} » a échoué :\n${output.trim().split('\n').slice(-30).join('\n')}`)
  writeFileSync(join(target.output, '.sources'), hash)
}

function staleTargets(parts: Parts) {
  return targets().filter(({ name }) => parts === 'all' || name !== 'portail').map(target => ({ target, hash: hashSources(target.sources) })).filter(({ target, hash }) => !isFresh(target, hash))
}

type Parts = 'all' | 'extensions'

/** Builds the extensions and the portal whose sources changed; two commands started together build once. */
export async function ensureBuilt(say: (message: string) => void, parts: Parts = 'all'): Promise<void> {
  if (!staleTargets(parts).length) return
  await exclusively('building', () => say('Une autre commande construit déjà : attente'), () => buildStale(say, parts))
}

/** Two at a time: that is how many cores the smallest machine has. */
async function buildStale(say: (message: string) => void, parts: Parts) {
  const stale = staleTargets(parts)
  if (!stale.length) return
  say(`Construction : ${stale.map(({ target }) => target.name).join(', ')}`)
  const queue = stale.toReversed()
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const started = Date.now()
      await build(next.target, next.hash)
      say(`  ${next.target.name} construit en ${Math.round((Date.now() - started) / 1000)} s`)
    }
  }
  await Promise.all([lane(), lane()])
}
