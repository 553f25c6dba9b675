/**
 * Writes `relais-realm.json` from the accounts; with `--production`, prints the realm without demo account instead.
 * Usage: `node seeds/identity/build-realm.ts [--production]`
 */
import { writeFileSync } from 'node:fs'
import { accounts } from './accounts.ts'
import { buildRealm } from './realm.ts'

const demo = !process.argv.includes('--production')
const text = `${JSON.stringify(buildRealm(accounts, { demo }), null, 2)}\n`

if (demo) writeFileSync(new URL('relais-realm.json', import.meta.url), text)
else process.stdout.write(text)
