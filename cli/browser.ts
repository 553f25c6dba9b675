import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { UserError } from './errors.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function onPath(name: string): string | undefined {
  const { status, stdout } = spawnSync('which', [name], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/** A browser for the tests: CHROME_PATH first, then one that is installed. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const chosen = env.CHROME_PATH
  if (chosen) return existsSync(chosen) ? chosen : undefined
  return NAMES.map(onPath).find(Boolean) ?? PLACES.find(path => existsSync(path))
}

/** Finds a browser or installs Debian's when this machine allows it. */
export function requireBrowser(say: (message: string) => void): string {
  const found = findBrowser()
  if (found) return found
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    say('Aucun navigateur : installation du paquet chromium de Debian')
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    const installed = findBrowser()
    if (installed) return installed
  }
  throw new UserError('NO_BROWSER', 'Les tests ont besoin de Chromium ou de Chrome et n’en trouvent pas. Installez-en un, ou donnez son chemin dans CHROME_PATH, puis relancez npm test.')
}
