import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ensureBuilt } from './build.ts'
import { requireBrowser } from './browser.ts'
import { UserError } from './errors.ts'
import { findKeycloak } from './keycloak.ts'
import { ROOT, packageFolder } from './paths.ts'

interface Count { passed: number, failed: number }

/** A file of tests and the seconds that it took, beside whatever ran at the same time. */
interface Timing { file: string, seconds: number }

interface Outcome extends Count { timings?: Timing[] }

/** How many of the slowest files are told at the end of a run. */
const SLOWEST = 20

/** Where a step writes: what it says is shown at once, or whole when it ends. */
type Voice = 'live' | 'whole'

const GROUPS = ['static', 'unit', 'stack', 'browser', 'keycloak'] as const

interface Step { name: string, group: (typeof GROUPS)[number], run: (voice: Voice) => Promise<Outcome> }

const bin = (...path: string[]) => join(ROOT, 'node_modules', ...path)

function node(args: string[], voice: Voice, cwd = ROOT): Promise<number> {
  const child = spawn(process.execPath, args, { cwd, stdio: voice === 'live' ? 'inherit' : ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) } })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk))
  return new Promise(resolve => child.on('close', (code) => {
    process.stdout.write(Buffer.concat(said))
    resolve(code ?? 1)
  }))
}

function check(name: string, args: string[], cwd?: string): Step {
  return { name, group: 'static', run: async voice => (await node(args, voice, cwd) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }) }
}

function vitest(group: Exclude<Step['group'], 'static'>, filters: string[]): Step {
  // Those of a group may run several times, each on a clock of its own.
  const project = group === 'unit' ? 'unit*' : group
  return {
    name: group, group,
    run: async (voice) => {
      const folder = mkdtempSync(join(tmpdir(), 'relais-report-'))
      const file = join(folder, 'report.json')
      const status = await node([bin('vitest', 'vitest.mjs'), 'run', '--config', 'tests/vitest.config.ts', '--project', project,
        '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters], voice)
      const count = readOutcome(file, status)
      rmSync(folder, { recursive: true, force: true })
      return count
    },
  }
}

/** A run that ends badly without a failed test (an error outside of them, a crash) still counts one failure. */
function readOutcome(file: string, status: number): Outcome {
  try {
    const { numPassedTests: passed, numFailedTests, numFailedTestSuites, testResults } = JSON.parse(readFileSync(file, 'utf8'))
    const failed = Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0, status === 0 ? 0 : 1)
    const timings = testResults.map(({ name, startTime, endTime }: { name: string, startTime: number, endTime: number }) => ({ file: relative(ROOT, name), seconds: (endTime - startTime) / 1000 }))
    return { passed, failed, timings }
  }
  catch {
    return { passed: 0, failed: 1 }
  }
}

function steps(filters: string[]): Step[] {
  return [
    check('eslint', [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings=0', '--cache', '--cache-location', 'node_modules/.cache/eslint/']),
    check('types', [bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.json']),
    check('portal types', [join(packageFolder('nuxt', 'portal'), 'bin', 'nuxt.mjs'), 'typecheck'], join(ROOT, 'portal')),
    check('knip', [bin('knip', 'bin', 'knip.js')]),
    vitest('unit', filters),
    vitest('stack', filters),
    vitest('browser', filters),
    vitest('keycloak', filters),
  ]
}

/** Without Keycloak its tests are left out, and the reason said: not everybody has Java. */
function available(chosen: Step[], say: (message: string) => void): Step[] {
  if (!chosen.some(({ group }) => group === 'keycloak')) return chosen
  const found = findKeycloak(say)
  if ('home' in found) return chosen
  say(`⚠ keycloak : tests laissés de côté, ${found.missing}`)
  return chosen.filter(({ group }) => group !== 'keycloak')
}

function sayTheSlowest(timings: Timing[]): void {
  const slowest = timings.toSorted((one, other) => other.seconds - one.seconds).slice(0, SLOWEST)
  process.stdout.write(`\nLes ${slowest.length} fichiers les plus longs\n`)
  for (const { file, seconds } of slowest) process.stdout.write(`${seconds.toFixed(1).padStart(8)} s  ${file}\n`)
}

/**
 * Runs everything: static checks beside unit tests, then the tests of the running product and those of the browser side by side.
 * `--only static|unit|stack|browser|keycloak` runs one group; other words filter the test files.
 */
export async function test(args: string[]): Promise<void> {
  const index = args.indexOf('--only')
  const only = index === -1 ? undefined : args[index + 1]
  // A group that does not exist would pass without a test.
  if (index !== -1 && !GROUPS.some(group => group === only)) {
    throw new UserError('USAGE', `Usage : npm test -- [--only ${GROUPS.join('|')}] [mots des fichiers]`)
  }
  const filters = args.filter((_, position) => index === -1 || (position !== index && position !== index + 1))
  const say = (message: string) => process.stdout.write(`  ${message}\n`)
  const chosen = available(steps(filters).filter(({ group }) => !only || group === only), say)
  if (chosen.some(({ group }) => group === 'stack' || group === 'browser' || group === 'keycloak')) {
    requireBrowser(say)
    await ensureBuilt(say)
  }
  const total: Count = { passed: 0, failed: 0 }
  const timings: Timing[] = []
  const inTurn = async (lane: Step[], voice: Voice) => {
    for (const { name, run } of lane) {
      const started = Date.now()
      process.stdout.write(`\n▶ ${name}\n`)
      const { passed, failed, timings: found = [] } = await run(voice)
      timings.push(...found)
      total.passed += passed
      total.failed += failed
      process.stdout.write(`${failed ? '✖' : '✔'} ${name} : ${passed} réussis, ${failed} échoués, ${Math.round((Date.now() - started) / 1000)} s\n`)
    }
  }
  // The tests of the running product wait more than they compute: those of the browser run beside them, on a product of their own.
  const of = (...groups: Step['group'][]) => chosen.filter(({ group }) => groups.includes(group))
  // Each of these keeps one core busy, and the smallest machine has two.
  await Promise.all([inTurn(of('unit'), 'live'), inTurn(of('static'), only ? 'live' : 'whole')])
  await Promise.all([inTurn(of('stack'), 'live'), inTurn(of('browser', 'keycloak'), only ? 'live' : 'whole')])
  if (!only) sayTheSlowest(timings)
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
  if (total.failed || (!total.passed && chosen.length > 0)) process.exitCode = 1
}
