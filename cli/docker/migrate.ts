/** One-shot job of the containers, before the servers start: tables of Directus, schema, reference data, first administrator. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { ConfigurationError, resolveConfig } from '../../directus.config.ts'
import type { DirectusConfig } from '../../directus.config.ts'
import { installJournal } from '../../schema/journal/index.ts'
import { seedDemo, seedReference } from '../../seeds/index.ts'
import { dataFolder } from '../paths.ts'
import { applySchema } from '../restore-points.ts'
import { assertOrdinaryRole, databaseOf } from './database.ts'
import { ensureFirstAdministrator } from './first-administrator.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

function say(message: string): void {
  process.stdout.write(`${message}\n`)
}

function bootstrapDirectus(): void {
  const { status } = spawnSync(process.execPath, ['node_modules/@directus/api/dist/cli/run.js', 'bootstrap', '--skipAdminInit'], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, CONFIG_PATH: `${ROOT}directus.config.mjs` },
  })
  if (status !== 0) throw new Error('Directus could not create or update its tables: the reason is written above.')
}

/** With an administrator of PostgreSQL the journal is made or updated; without one it must be there already. */
async function prepareJournal(config: DirectusConfig): Promise<void> {
  const { DB_ADMIN_USER: user, DB_ADMIN_PASSWORD: password } = config
  if (!user || !password) return
  const administrator = new pg.Client({ ...databaseOf(config), user, password, application_name: 'relais-migrate' })
  await administrator.connect()
  await installJournal(administrator, config.DB_USER).finally(() => administrator.end())
}

async function migrate(config: DirectusConfig): Promise<void> {
  const client = new pg.Client({ ...databaseOf(config), application_name: 'relais-migrate' })
  await client.connect()
  try {
    if (process.env['NODE_ENV'] === 'production') await assertOrdinaryRole(client)
    const { changes, divergences } = await applySchema(client, dataFolder())
    say(`Schema: ${changes.length} changes applied.`)
    for (const { key, property, winner } of divergences) say(`  ${key} (${property}): changed here and by the release, ${winner === 'local' ? 'local value' : 'value of the release'} kept.`)
    await seedReference(client)
    if (config.RELAIS_DEMO) await seedDemo(client)
    if (await ensureFirstAdministrator(client, config)) say('First administrator ready.')
  }
  finally {
    await client.end()
  }
}

try {
  const config = resolveConfig(process.env)
  await prepareJournal(config)
  bootstrapDirectus()
  await migrate(config)
}
catch (error: unknown) {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : String(error)}\n`)
  process.exitCode = 1
}
