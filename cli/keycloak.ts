import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { accounts } from '../seeds/identity/accounts.ts'
import { buildRealm } from '../seeds/identity/realm.ts'
import { UserError } from './errors.ts'
import { ROOT } from './paths.ts'
import type { Service } from './supervisor.ts'
import type { Settings } from './settings.ts'

const ARTIFACT = 'org.keycloak:keycloak-quarkus-dist'
const MINIMUM_JAVA = 17
const READY_TIMEOUT_MS = 300_000
/** Small, and quick to start rather than quick for long. */
const JAVA_OPTIONS = ['-Xms64m', '-Xmx512m', '-XX:MaxMetaspaceSize=256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
/** What `kc.sh` gives to Java; started without it, the server itself receives the signals. */
const SERVER_OPTIONS = [
  '-Dfile.encoding=UTF-8', '-Duser.language=en', '-Duser.country=US', '-Djava.util.logging.manager=org.jboss.logmanager.LogManager',
  '-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory',
  '-Dpicocli.disable.closures=true', '-Dquarkus-log-max-startup-records=10000',
  ...['java.util', 'java.util.concurrent', 'java.security'].map(name => `--add-opens=java.base/${name}=ALL-UNNAMED`),
]

/** A Keycloak that the tests may start, or why there is none. */
export type Found = { home: string } | { missing: string }

export interface FirstAdministrator { username: string, password: string }

/** Version of Keycloak that production runs. */
export function productionVersion(compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')): string {
  const version = /keycloak\/keycloak:(\d+\.\d+\.\d+)\b/.exec(compose)?.[1]
  if (!version) throw new UserError('NO_VERSION', 'docker-compose.yml ne dit pas quelle version de Keycloak la production utilise : écrivez-la en entier, par exemple 26.4.7.')
  return version
}

/** What the log of production says and leaves out. */
export function productionLogLevel(compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')): string {
  return /^ +KC_LOG_LEVEL: (\S+)$/m.exec(compose)?.[1] ?? 'info'
}

function java(): string {
  return process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
}

function hasJava(): boolean {
  const { status, stderr } = spawnSync(java(), ['-version'], { encoding: 'utf8' })
  return status === 0 && Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0) >= MINIMUM_JAVA
}

/** Puts a distribution in `home`, whole or not at all: a copy of KEYCLOAK_HOME, or what Maven brings. */
function bring(home: string, version: string): string | undefined {
  const folder = `${home}.new`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const given = process.env.KEYCLOAK_HOME
  if (given) {
    if (!existsSync(join(given, 'bin', 'kc.sh'))) return `KEYCLOAK_HOME (${given}) ne contient pas bin/kc.sh`
    for (const part of ['bin', 'conf', 'lib', 'providers', 'themes', 'version.txt']) if (existsSync(join(given, part))) cpSync(join(given, part), join(folder, part), { recursive: true })
  }
  else {
    const { status } = spawnSync('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=${ARTIFACT}:${version}:tar.gz`, `-DoutputDirectory=${folder}`], { cwd: folder, stdio: 'ignore', timeout: 600_000 })
    if (status !== 0) return `Maven ne trouve pas ${ARTIFACT}:${version}`
    const archive = join(folder, `keycloak-quarkus-dist-${version}.tar.gz`)
    if (spawnSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1']).status !== 0) return 'l’archive de Keycloak ne s’ouvre pas'
    rmSync(archive)
  }
  // Once for all the starts: what is chosen here cannot change when the server starts.
  const built = spawnSync(join(folder, 'bin', 'kc.sh'), ['build', '--db=dev-mem', '--health-enabled=true'], { encoding: 'utf8', env: { ...process.env, JAVA_OPTS: JAVA_OPTIONS.join(' ') } })
  if (built.status !== 0) return `kc.sh build a échoué : ${built.stdout.trim().split('\n').at(-1) ?? ''}`
  renameSync(folder, home)
  return undefined
}

/** Finds Keycloak in the version of production, brought once into `.runtime` when Java and Maven, or KEYCLOAK_HOME, allow it. */
export function findKeycloak(say: (message: string) => void): Found {
  const version = productionVersion()
  if (process.platform === 'win32' || !hasJava()) return { missing: `il faut Java ${MINIMUM_JAVA} ou plus récent` }
  const home = join(ROOT, '.runtime', process.env.KEYCLOAK_HOME ? 'keycloak-given' : `keycloak-${version}`)
  if (existsSync(home)) return { home }
  say(`Keycloak ${version} : mise en place dans .runtime, une fois`)
  const reason = bring(home, version)
  rmSync(`${home}.new`, { recursive: true, force: true })
  return reason ? { missing: `${reason} ; donnez le dossier de Keycloak dans KEYCLOAK_HOME` } : { home }
}

/** A folder of its own for this run: the distribution is shared, what it writes is not. */
function prepareHome(data: string, home: string): string {
  const own = join(data, 'keycloak')
  for (const folder of ['conf', 'providers', join('data', 'import')]) mkdirSync(join(own, folder), { recursive: true })
  symlinkSync(join(home, 'lib'), join(own, 'lib'))
  writeFileSync(join(own, 'data', 'import', 'relais-realm.json'), JSON.stringify(buildRealm(accounts, { demo: false })))
  return own
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (Date.now() < deadline) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
    if (response?.ok) return
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  throw new UserError('NOT_READY', 'Keycloak ne répond pas après cinq minutes : voyez logs/identity.log dans le dossier des données.')
}

export interface KeycloakOptions { home: string, administrator: FirstAdministrator, managementPort: number }

/** Keycloak as a service, started as production starts it: the same realm, imported by the product, the secrets from the environment. */
export function keycloakService(settings: Settings, { home, administrator, managementPort }: KeycloakOptions): Service {
  const own = prepareHome(settings.data, home)
  const env = {
    ...process.env,
    NODE_OPTIONS: undefined,
    KC_BOOTSTRAP_ADMIN_USERNAME: administrator.username, KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
    KC_LOG_LEVEL: productionLogLevel(),
    PORTAL_URL: settings.portalUrl, PUBLIC_URL: settings.directusUrl, RELAIS_STUDIO_SECRET: settings.secrets.studioSecret,
  }
  const args = [
    ...JAVA_OPTIONS, ...SERVER_OPTIONS, `-Dkc.home.dir=${own}`, `-Djboss.server.config.dir=${join(own, 'conf')}`,
    '-cp', join(home, 'lib', 'quarkus-run.jar'), 'io.quarkus.bootstrap.runner.QuarkusEntryPoint',
    'start', '--optimized', '--import-realm', '--cache=local', '--http-enabled=true', '--http-host=127.0.0.1', `--http-port=${settings.identityPort}`, `--hostname=${settings.identityUrl}`, `--http-management-port=${managementPort}`,
  ]
  return {
    name: 'identity',
    spawn: () => spawn(java(), args, { cwd: own, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true }),
    ready: () => untilReady(`http://localhost:${settings.identityPort}/realms/relais/.well-known/openid-configuration`),
  }
}
