#!/usr/bin/env node
// Entry of the `relais` command. Plain JavaScript that any Node ≥ 20 reads: it brings the Node and the locked
// dependencies that the product runs on, then hands over to cli/main.ts.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const NODE_PACKAGE = 'node@24.21.0'
const BYTES_NEEDED_TO_INSTALL = 3 * 1024 ** 3
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

function fail(message) {
  process.stderr.write(`\n✖ ${message}\n`)
  process.exit(1)
}

function say(message) {
  process.stderr.write(`› ${message}\n`)
}

function isSupported() {
  return (major === 22 && minor >= 19) || (major === 24 && minor >= 11)
}

/** A folder that cannot be written or a full disk ends in one sentence, not in the middle of an installation. */
function assertWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true })
    const probe = join(folder, '.write-test')
    writeFileSync(probe, '')
    rmSync(probe)
  }
  catch (error) {
    if (error.code === 'ENOSPC') fail(`Le disque est plein : Relais ne peut pas écrire dans ${folder}. Libérez 3 Go, puis relancez la commande.`)
    fail(`Relais ne peut pas écrire dans ${folder} (${error.code}). Donnez-vous le droit d’écriture sur ce dossier ou copiez Relais ailleurs, puis relancez la commande.`)
  }
}

function assertSpace() {
  const { bavail, bsize } = statfsSync(root)
  if (bavail * bsize >= BYTES_NEEDED_TO_INSTALL) return
  fail(`Il reste ${Math.floor(bavail * bsize / 1024 ** 2)} Mo sur le disque : l’installation en demande 3 072. Libérez de la place, puis relancez la commande.`)
}

function npm(args, options) {
  const { quiet, ...rest } = options
  return spawnSync('npm', args, { stdio: quiet ? ['ignore', 'ignore', 'inherit'] : ['ignore', 2, 2], shell: process.platform === 'win32', ...rest })
}

function runtimeNode() {
  const folder = join(root, '.runtime')
  const node = join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(node)) return node
  assertWritable(folder)
  assertSpace()
  say(`Node ${process.versions.node} est présent ; Relais tourne sur Node 24 : installation de ${NODE_PACKAGE} dans .runtime`)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const { status } = npm(['install', NODE_PACKAGE, '--no-audit', '--no-fund', '--no-save', '--loglevel=error'], { cwd: folder, quiet: true })
  if (status !== 0 || !existsSync(node)) fail(`${NODE_PACKAGE} n’a pas pu être installé par npm. Vérifiez l’accès au registre npm, ou installez Node 24 vous-même, puis relancez la commande.`)
  return node
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  }
  catch {
    return undefined
  }
}

function readJson(path) {
  const text = readText(path)
  return text ? JSON.parse(text) : undefined
}

/** True when what npm says it installed is what the lock file asks for. */
function isInstalled() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {}
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (!installed) return false
  return Object.entries(wanted).every(([path, entry]) =>
    !path.startsWith('node_modules/') || entry.extraneous || entry.optional || entry.devOptional || entry.peer || installed[path]?.version === entry.version)
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  }
  catch {
    return false
  }
}

/** Two commands started together install once: the second waits for the first. */
function waitForInstallation(lock) {
  const holder = Number(readText(lock))
  if (!holder || !isAlive(holder)) return
  say('Une autre commande installe déjà les dépendances : attente')
  while (isAlive(holder) && existsSync(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
}

function bringDependencies(env) {
  const lock = join(root, '.runtime', 'installing.pid')
  waitForInstallation(lock)
  if (isInstalled()) return
  assertWritable(join(root, '.runtime'))
  writeFileSync(lock, String(process.pid))
  assertWritable(join(root, 'node_modules'))
  assertSpace()
  say('Installation des dépendances verrouillées (npm ci), quelques minutes la première fois')
  const { status } = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, env })
  rmSync(lock, { force: true })
  if (status !== 0) fail('npm ci a échoué : la raison est écrite au-dessus. Vérifiez l’accès au registre npm et la place sur le disque, puis relancez la commande.')
}

function main() {
  if (major < 20) fail(`Relais demande Node 20 ou plus récent ; celui-ci est ${process.versions.node}. Installez une version récente depuis nodejs.org, puis relancez la commande.`)
  const node = isSupported() ? process.execPath : runtimeNode()
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` }
  bringDependencies(env)
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, 'cli', 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', error => fail(`Node n’a pas pu démarrer : ${error.message}`))
  child.on('exit', status => process.exit(status ?? 1))
}

main()
