import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../../cli/paths.ts'
import { stack } from './stack.ts'
import type { ChildProcess } from 'node:child_process'

/** Where a command works: the product under test, or a database of its own that no server reads. */
export interface CommandPlace { database?: string, data?: string }

/** Starts `relais …` as an operator would. */
export function startCommand(args: readonly string[], { database, data = stack.data }: CommandPlace = {}): ChildProcess {
  const { host, port, user, password } = stack.database
  const env = {
    ...process.env, RELAIS_DATA: data, DB_HOST: host, DB_PORT: String(port), DB_USER: user, DB_PASSWORD: password, DB_DATABASE: database ?? stack.database.database,
    SECRET: stack.secret, PORT: database ? '1' : new URL(stack.directusUrl).port, IDENTITY_URL: database ? 'http://localhost:1' : stack.identityUrl,
  }
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli', 'main.ts'), ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Runs `relais …` to its end. */
export async function command(args: readonly string[], place: CommandPlace = {}): Promise<{ status: number | null, text: string }> {
  const child = startCommand(args, place)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { text += chunk.toString() })
  const status = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { status, text }
}
