import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemCode } from './errors.ts'
import { ROOT } from './paths.ts'

const POLL_MS = 300

/** Whether a process of this number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  }
  catch (error: unknown) {
    return systemCode(error) === 'EPERM'
  }
}

function holderOf(path: string): number | undefined {
  if (!existsSync(path)) return undefined
  const pid = Number(readFileSync(path, 'utf8'))
  return pid && isAlive(pid) ? pid : undefined
}

/** Written aside then linked: the file appears whole, and only one process can make it appear. */
function take(path: string): boolean {
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    if (holderOf(path) === undefined) rmSync(path, { force: true })
    linkSync(mine, path)
    return true
  }
  catch (error: unknown) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
  finally {
    rmSync(mine, { force: true })
  }
}

/** Does `work` alone among the commands of this folder; a killed holder does not block the next one. */
export async function exclusively<T>(name: string, waiting: () => void, work: () => Promise<T>): Promise<T> {
  const folder = join(ROOT, '.runtime')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.pid`)
  for (let told = false; !take(path); told = true) {
    if (!told) waiting()
    await new Promise(resolve => setTimeout(resolve, POLL_MS))
  }
  try {
    return await work()
  }
  finally {
    rmSync(path, { force: true })
  }
}
