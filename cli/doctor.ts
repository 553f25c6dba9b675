import { existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { plan } from '../schema/engine/index.ts'
import { findBrowser } from './browser.ts'
import { UserError, explainDatabase, systemCode } from './errors.ts'
import { missingFiles, openStorage } from './files.ts'
import { ROOT } from './paths.ts'
import { readSettings } from './settings.ts'
import { withDatabase } from './stack.ts'
import type { Settings } from './settings.ts'

interface Finding { ok: boolean, name: string, detail: string, remedy?: string }

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(3_000) })).ok
  }
  catch {
    return false
  }
}

async function checkServer(name: string, url: string, logs: string): Promise<Finding> {
  const ok = await answers(url)
  return { ok, name, detail: url, ...(ok ? {} : { remedy: `démarrez Relais avec npm start ; sinon lisez son journal dans ${logs}` }) }
}

async function checkDatabase(settings: Settings): Promise<Finding[]> {
  const { host, port } = settings.database
  try {
    const { changes } = await withDatabase(settings, client => plan(client))
    return [
      { ok: true, name: 'PostgreSQL', detail: `${host}:${port}` },
      await checkJournal(settings),
      await checkFiles(settings),
      { ok: !changes.length, name: 'Schéma', detail: changes.length ? `${changes.length} changements en attente` : 'à jour', remedy: 'npx relais schema apply' },
    ]
  }
  catch (error: unknown) {
    const reason = error instanceof Error ? error.message : String(error)
    const known = explainDatabase(error, settings.database)
    const isAway = systemCode(error) === 'ECONNREFUSED'
    return [{
      ok: false, name: 'PostgreSQL', detail: `${host}:${port} ${reason}`,
      remedy: !isAway && known instanceof UserError ? known.message : `démarrez Relais avec npm start ; sinon lisez ${join(settings.data, 'logs', 'postgres.log')}`,
    }]
  }
}

/** A journal that the application could rewrite proves nothing. */
async function checkJournal(settings: Settings): Promise<Finding> {
  const { rows: [role] } = await withDatabase(settings, client => client.query(`SELECT rolsuper, to_regprocedure('relais_journal.append(jsonb)') IS NOT NULL AS installed,
    coalesce((SELECT pg_has_role(current_user, owner.oid, 'MEMBER') FROM pg_roles owner WHERE owner.rolname = 'relais_journal'), false) AS member
    FROM pg_roles WHERE rolname = current_user`))
  const name = 'Journal'
  if (!role?.installed) return { ok: false, name, detail: 'absent', remedy: 'npx relais journal install, avec DB_ADMIN_USER et DB_ADMIN_PASSWORD' }
  if (role.rolsuper || role.member) return { ok: false, name, detail: `le rôle ${settings.database.user} peut le réécrire`, remedy: 'donnez à l’application un rôle qui n’est pas super-utilisateur (docs/operations.md)' }
  return { ok: true, name, detail: 'hors de portée de l’application' }
}

/** A file whose content is lost looks like any other in lists. */
async function checkFiles(settings: Settings): Promise<Finding> {
  const missing = await withDatabase(settings, client => missingFiles(client, openStorage()))
  const shown = missing.slice(0, 5).join(', ')
  return {
    ok: missing.length === 0, name: 'Fichiers', detail: missing.length === 0 ? 'aucun contenu ne manque' : `FILE_MISSING : le contenu de ${missing.length} manque (${shown}${missing.length > 5 ? '…' : ''})`,
    remedy: 'restaurez le dossier des fichiers depuis une sauvegarde (docs/operations.md), ou demandez aux auteurs de les envoyer de nouveau',
  }
}

function checkMachine(settings: Settings): Finding[] {
  const { bavail, bsize } = statfsSync(settings.data)
  const free = Math.floor(bavail * bsize / 1024 ** 2)
  const browser = findBrowser()
  return [
    { ok: true, name: 'Node', detail: process.versions.node },
    { ok: free > 300, name: 'Disque', detail: `${free} Mo libres dans ${settings.data}`, remedy: 'libérez de la place' },
    { ok: existsSync(join(ROOT, 'portal', '.output', 'server', 'index.mjs')), name: 'Portail construit', detail: 'portal/.output', remedy: 'npm start le construit' },
    { ok: true, name: 'Navigateur des tests', detail: browser ?? 'aucun : npm test en demandera un (CHROME_PATH, ou le paquet chromium)' },
  ]
}

/** Says what works, what does not, and what to do; exits 1 when something is wrong. */
export async function doctor(_args: string[]): Promise<void> {
  const settings = readSettings()
  const logs = join(settings.data, 'logs')
  const findings = [
    ...checkMachine(settings),
    ...await checkDatabase(settings),
    await checkServer('Identité', `http://localhost:${settings.identityPort}/realms/relais/.well-known/openid-configuration`, logs),
    await checkServer('Directus', `http://localhost:${settings.directusPort}/server/ping`, logs),
    await checkServer('Portail', `http://localhost:${settings.portalPort}/healthz`, logs),
  ]
  for (const { ok, name, detail, remedy } of findings) {
    process.stdout.write(`${ok ? '✔' : '✖'} ${name.padEnd(22)} ${detail}${!ok && remedy ? `\n  → ${remedy}` : ''}\n`)
  }
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1
}
