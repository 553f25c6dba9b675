import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { same } from '../schema/canonical.ts'
import { discoverKits, plan, readInstalledKits } from '../schema/engine/index.ts'
import { seedKitDemo } from '../seeds/index.ts'
import { UserError, explain } from './errors.ts'
import { applySchema } from './restore-points.ts'
import { asJson, connected, refreshDirectus, report } from './schema.ts'
import { readSettings } from './settings.ts'
import type { KitArchive, KitsOptions, SqlClient } from '../schema/engine/index.ts'
import type { Settings } from './settings.ts'

const USAGE = `Usage :
  npx relais kit list [--json]
  npx relais kit plan <kit> [--json]
  npx relais kit install <kit> [--demo] [--json]
  npx relais kit remove <kit> [--archive] [--json]`

type Status = 'available' | 'installed' | 'upgrade' | 'missing'
const STATUS_WORDS: Record<Status, string> = {
  available: 'disponible', installed: 'installé', upgrade: 'installé, à mettre à jour (npx relais schema apply)', missing: 'installé, absent de cette version',
}

interface Line { key: string, label: string, release: string, installed: string | null, status: Status }

async function list(client: SqlClient): Promise<Line[]> {
  const [known, installed] = [await discoverKits(), await readInstalledKits(client)]
  const keys = [...new Set([...known, ...installed].map(({ key }) => key))].sort()
  return keys.flatMap((key): Line[] => {
    const [shipped, live] = [known.find(kit => kit.key === key), installed.find(kit => kit.key === key)]
    const kit = shipped ?? live
    if (!kit) return []
    const status = !live ? 'available' : !shipped ? 'missing' : same(live, shipped) ? 'installed' : 'upgrade'
    return [{ key, label: kit.label.fr, release: kit.release, installed: live?.release ?? null, status }]
  })
}

/** Readable by its owner only: it holds what people wrote. */
function keepArchive(data: string, { kit, values }: KitArchive): string {
  const folder = join(data, 'kit-archives')
  const file = join(folder, `${kit.key}-${new Date().toISOString().replaceAll(/[-:.]/g, '')}.json`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(file, JSON.stringify({ kit: kit.key, release: kit.release, values }, null, 1), { mode: 0o600, flag: 'wx' })
  }
  catch (error: unknown) {
    throw explain(error, folder)
  }
  return file
}

interface Job { settings: Settings, key: string, isJson: boolean, say: (text: string) => void }

async function change({ settings, isJson, say }: Job, kits: KitsOptions, done: string): Promise<void> {
  const result = await connected(settings, client => applySchema(client, settings.data, kits))
  if (result.changes.length) await refreshDirectus(settings)
  say(isJson ? asJson(result) : result.changes.length ? `${done} (${result.changes.length} changements)` : report(result))
}

/** Invented rows stand on those of the demo world, and have no place in an instance of real people. */
async function assertDemoWorld(client: SqlClient): Promise<void> {
  const { rows } = await client.query('SELECT 1 FROM directus_users WHERE email = $1', ['prescripteur@relais.example'])
  if (!rows.length) throw new UserError('NO_DEMO_WORLD', 'Le kit est installé. Ses exemples inventés complètent le monde de démonstration, qui n’est pas dans cette base : ils n’ont pas été écrits.')
}

async function install(job: Job, withDemo: boolean): Promise<void> {
  const { settings, key } = job
  await change(job, { install: key }, `Le kit « ${key} » est installé.`)
  if (!withDemo) return
  const written = await connected(settings, async (client) => {
    await assertDemoWorld(client)
    return seedKitDemo(client, key)
  })
  if (!job.isJson) job.say(written ? `Exemples inventés : ${written} lignes écrites.` : 'Exemples inventés : déjà là.')
}

async function remove(job: Job, withArchive: boolean): Promise<void> {
  const { settings, key } = job
  const files: string[] = []
  await change(job, { remove: key, ...withArchive ? { archive: archive => void files.push(keepArchive(settings.data, archive)) } : {} }, `Le kit « ${key} » est retiré.`)
  if (!job.isJson) for (const file of files) job.say(`Ses données sont dans ${file}.`)
}

/** `relais kit list|plan|install|remove`. */
export async function kit([verb, key, ...args]: string[]): Promise<void> {
  const settings = readSettings()
  const say = (text: string) => void process.stdout.write(`${text}\n`)
  const isJson = [key, ...args].includes('--json')
  if (verb === 'list') {
    const lines = await connected(settings, list)
    return say(isJson ? JSON.stringify(lines) : lines.map(({ key, label, release, status }) => `  ${key.padEnd(16)} ${release.padEnd(8)} ${label} · ${STATUS_WORDS[status]}`).join('\n') || 'Aucun kit.')
  }
  if (!key || key.startsWith('--')) throw new UserError('USAGE', USAGE)
  const job: Job = { settings, key, isJson, say }
  switch (verb) {
    case 'plan': {
      const result = await connected(settings, client => plan(client, undefined, { kits: { install: key } }))
      return say(isJson ? asJson(result) : report(result))
    }
    case 'install': return install(job, args.includes('--demo'))
    case 'remove': return remove(job, args.includes('--archive'))
    default: throw new UserError('USAGE', USAGE)
  }
}
