import type { ChildProcess } from 'node:child_process'
import { readSettings } from '../../cli/settings.ts'
import { directusService } from '../../cli/stack.ts'
import { freePort } from '../unit/cli/identity/browser.ts'
import { stack } from './stack.ts'
import type { Service } from '../../cli/supervisor.ts'
import type { Settings } from '../../cli/settings.ts'

/** What the tests of a running product switch off or open, because of what they compare. */
const FOR_TESTS = ['RATE_LIMITER_ENABLED', 'RATE_LIMITER_GLOBAL_ENABLED', 'RELAIS_OPEN_DIRECTUS'] as const

const children: ChildProcess[] = []

/** Settings of another server on the same data, on ports of its own but for those given. */
export async function besideStack(ports: { PORT?: string } = {}): Promise<Settings> {
  return readSettings({
    ...process.env, RELAIS_DATA: stack.data, PORT: String(await freePort()), PORTAL_PORT: String(await freePort()),
    IDENTITY_PORT: new URL(stack.identityUrl).port, DB_PORT: String(stack.database.port), ...ports,
  })
}

/** Starts a service and waits until it answers. */
export async function launch(service: Service): Promise<void> {
  const child = service.spawn()
  for (const stream of [child.stdout, child.stderr]) stream?.resume()
  children.push(child)
  await service.ready()
}

/** What `work` starts is configured as shipped, but for the names given. */
export async function asShipped<T>(work: () => Promise<T>, kept: readonly (typeof FOR_TESTS)[number][] = []): Promise<T> {
  const names = FOR_TESTS.filter(name => !kept.includes(name))
  const before = Object.fromEntries(names.flatMap(name => process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  for (const name of names) delete process.env[name]
  try {
    return await work()
  }
  finally {
    Object.assign(process.env, before)
  }
}

/** A second Directus on the same data whose addresses are closed as shipped; gives where it listens. */
export async function directusAsShipped(): Promise<string> {
  const settings = await besideStack()
  await asShipped(() => launch(directusService(settings)), ['RATE_LIMITER_ENABLED', 'RATE_LIMITER_GLOBAL_ENABLED'])
  return settings.directusUrl
}

/** Ends what was started here. */
export function endLaunched(): void {
  for (const { pid } of children.splice(0)) if (pid !== undefined) process.kill(-pid, 'SIGTERM')
}
