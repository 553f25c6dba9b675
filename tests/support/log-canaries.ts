import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { listAccounts } from '../../cli/token.ts'

/** What a test types, sends or claims by each channel: none of them may be found in a log at the end of the run. */
export const LOG_CANARIES = {
  query: 'Zqcanari-requete',
  name: 'Zqcanari Nomdefamille',
  token: 'Zqcanari_jeton_0123456789abcdefghijklmnopqrstuvwxyz',
  body: 'Zqcanari corps',
  wrong: 'Zqcanari valeur',
  header: 'Zqcanari-entete',
  email: 'zqcanari@essai.example',
} as const

/** Whatever a test forgot to mark: queries, tokens, the e-mails of accounts, the texts of the canary world, people of the demo. */
const PATTERNS: readonly [string, RegExp][] = [
  ['a canary', /zqcanari/i],
  ['a query', /[?&"](?:filter|search|sort|fields|aggregate|groupBy|alias|access_token|refresh_token|code|state)(?:\[[^\]]*\])?=/],
  ['a bearer', /Bearer ey|\beyJ[\w-]{8,}\.[\w-]{8,}/],
  ['an e-mail', /[\w.+-]+@(?:[\w-]+\.)*example\b/],
  ['an account', new RegExp(listAccounts().match(/[\w.+-]+@[\w.-]+/g)?.join('|').replaceAll('.', '\\.') ?? '(?!)')],
  ['a text of the canary world', /\bcn[0-9a-f]{2}[0-9a-z]{4}z\b/],
  ['somebody', /Belkacem/i],
  ['a cookie', /directus_(?:session|refresh)_token=/],
]

export interface Leak { file: string, line: number, what: string, text: string }

/** Everything in the logs of a folder that must not be there. */
export function findLeaks(folder: string): Leak[] {
  return readdirSync(folder).flatMap(file => readFileSync(join(folder, file), 'utf8').split('\n').flatMap((text, index) =>
    PATTERNS.filter(([, pattern]) => pattern.test(text)).map(([what]) => ({ file, line: index + 1, what, text: text.slice(0, 300) }))))
}

/** Fails the whole run when a log holds what it must not. */
export function assertDiscreetLogs(folder: string): void {
  const leaks = findLeaks(folder)
  if (leaks.length === 0) return
  const shown = leaks.slice(0, 10).map(({ file, line, what, text }) => `${file}:${line} holds ${what}: ${text}`)
  throw new Error(`${leaks.length} lines of logs hold what somebody typed or a secret:\n${shown.join('\n')}`)
}
