import { statfsSync } from 'node:fs'
import { ensureBuilt } from './build.ts'
import { UserError } from './errors.ts'
import { readSettings } from './settings.ts'
import { assertPortFree, bootstrapDirectus, directusService, identityService, portalService, postgresService, prepareDatabase, workerService } from './stack.ts'
import { Supervisor } from './supervisor.ts'
import { listAccounts } from './token.ts'
import type { Settings } from './settings.ts'

const BYTES_NEEDED_TO_RUN = 300 * 1024 ** 2

/** Prints one step and how long it took. */
export function stepper() {
  let started = Date.now()
  let count = 0
  return (message: string) => {
    const now = Date.now()
    if (count) process.stdout.write(`   ${((now - started) / 1000).toFixed(1)} s\n`)
    started = now
    count += 1
    process.stdout.write(`${String(count).padStart(2)}. ${message}\n`)
  }
}

function say(message: string) {
  process.stdout.write(`    ${message}\n`)
}

function assertSpace(settings: Settings) {
  const { bavail, bsize } = statfsSync(settings.data)
  if (bavail * bsize > BYTES_NEEDED_TO_RUN) return
  throw new UserError('DISK_FULL', `Il reste ${Math.floor(bavail * bsize / 1024 ** 2)} Mo sur le disque de ${settings.data} : Relais en demande 300. Libérez de la place, puis relancez npm start.`)
}

async function assertPorts(settings: Settings) {
  await assertPortFree(settings.portalPort, 'portail', 'PORTAL_PORT')
  await assertPortFree(settings.directusPort, 'Directus', 'PORT')
  await assertPortFree(settings.identityPort, 'identité', 'IDENTITY_PORT')
  if (!settings.externalDatabase) await assertPortFree(settings.databasePort, 'PostgreSQL', 'DB_PORT')
}

function summary(settings: Settings, seconds: number): string {
  const rows = [
    ['Portail (public, partenaires, usagers, conseillers)', settings.portalUrl],
    ['Studio (administration)', `${settings.directusUrl}/admin`],
    ['Comptes et connexion', `${settings.identityUrl}/realms/relais`],
  ]
  const width = Math.max(...rows.map(([name = '']) => name.length))
  return [
    '', `Relais est prêt, en ${seconds} s.`, '', ...rows.map(([name = '', url]) => `  ${name.padEnd(width)}  ${url}`),
    '', 'Comptes de démonstration, mot de passe relais-demo :', '', listAccounts(), '',
    'Ctrl-C arrête tout. Diagnostic : npx relais doctor',
  ].join('\n')
}

const LOOPBACK = /^(?:127\.|::1$|localhost$)/

/** What to say to whoever opens the demonstration, whose accounts have no password of their own, to others than themselves. */
export function exposureWarning(listen: string): string | undefined {
  if (LOOPBACK.test(listen)) return undefined
  return `Attention : RELAIS_LISTEN=${listen} ouvre Relais à d’autres machines, et ses comptes de démonstration s’ouvrent d’un clic. N’y mettez aucune donnée réelle ; retirez RELAIS_LISTEN pour rester sur cette machine.`
}

/** What `npm start` never opens, whoever set it. */
export function assertClosed(env: NodeJS.ProcessEnv): void {
  const said = [env.RELAIS_OPEN_DIRECTUS, env.RELAIS_OPEN_DIRECTUS_FILE].filter(value => value && !/^(?:false|0|no|off|n|disabled)$/i.test(value))
  if (said.length > 0) {
    throw new UserError('OPEN_DIRECTUS', 'RELAIS_OPEN_DIRECTUS ouvre les données à des adresses que rien du produit n’emploie : il ne sert qu’aux tests. Retirez-le, puis relancez npm start.')
  }
}

/** Brings the whole product up and keeps it up until a signal. */
export async function start(): Promise<void> {
  if (process.env.NODE_ENV === 'production') {
    throw new UserError('PRODUCTION', 'npm start lance la démonstration embarquée, qui n’est pas faite pour la production. Utilisez docker-compose.yml (voir docs/operations.md).')
  }
  assertClosed(process.env)
  const settings = readSettings()
  const step = stepper()
  const supervisor = new Supervisor(settings.data, say)
  const holder = await Supervisor.takeOver(settings.data)
  if (holder) throw new UserError('ALREADY_RUNNING', `Relais tourne déjà dans ce dossier (processus ${holder}) : ${settings.portalUrl}. Arrêtez-le d’abord avec Ctrl-C.`)
  const warning = exposureWarning(settings.listen)
  if (warning) process.stderr.write(`\n⚠ ${warning}\n\n`)
  stopOnSignal(supervisor)
  assertSpace(settings)
  await assertPorts(settings)
  try {
    step('Extensions et portail')
    await ensureBuilt(say)
    if (!settings.externalDatabase) {
      step('PostgreSQL')
      await supervisor.start(await postgresService(settings))
    }
    step('Tables de Directus')
    await bootstrapDirectus(settings)
    step('Schéma et monde de démonstration')
    await prepareDatabase(settings, say)
    step('Identité, Directus et portail')
    await Promise.all([identityService(settings), directusService(settings), portalService(settings), workerService(settings)].map(service => supervisor.start(service)))
  }
  catch (error: unknown) {
    const wasAsked = supervisor.isStopping
    await supervisor.stop()
    // Stopped by the person in the middle of the preparation: the next start carries on from there.
    if (wasAsked) return
    throw error
  }
  process.stdout.write(`${summary(settings, Math.round(process.uptime()))}\n`)
  // The servers' pipes keep this process alive; without one it would end here.
  setInterval(() => undefined, 2 ** 30)
}

function stopOnSignal(supervisor: Supervisor) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (supervisor.isStopping) return
      process.stdout.write('\nArrêt…\n')
      void supervisor.stop().then(() => process.exit(0))
    })
  }
}
