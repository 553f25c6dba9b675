/**
 * Writes the realm that Keycloak imports: `node cli/docker/realm.ts <folder>`.
 * Demo accounts, whose password is public, are in it only when `RELAIS_DEMO` asks for them.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { resolveConfig } from '../../directus.config.ts'
import { accounts } from '../../seeds/identity/accounts.ts'
import { buildRealm } from '../../seeds/identity/realm.ts'

const folder = process.argv[2] ?? '.'
const { RELAIS_DEMO: demo, EMAIL_SMTP_USER } = resolveConfig(process.env)
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'relais-realm.json'), `${JSON.stringify(buildRealm(accounts, { demo, mailUser: Boolean(EMAIL_SMTP_USER) }), null, 2)}\n`)
process.stdout.write(`Realm written, ${demo ? 'with' : 'without'} the demo accounts.\n`)
