import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isAlive } from './lock.ts'
import type { ChildProcess } from 'node:child_process'

const RESTART_DELAY_MS = 1_000
const RESTART_DELAY_MAX_MS = 30_000
const STOP_TIMEOUT_MS = 15_000

/** A server that must be there as long as the product runs. */
export interface Service {
  name: string
  spawn: () => ChildProcess
  ready: () => Promise<void>
  /** Signal of an orderly stop. */
  signal?: NodeJS.Signals
}

interface Running { service: Service, child: ChildProcess, startedAt: number, failures: number }

const RunSchema = z.object({ supervisor: z.number(), children: z.array(z.object({ name: z.string(), pid: z.number() })) })

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** Starts services in order, restarts any that dies, stops them all in reverse order. */
export class Supervisor {
  private readonly running: Running[] = []
  private readonly folder: string
  private readonly say: (message: string) => void
  private stopping: Promise<void> | undefined

  constructor(folder: string, say: (message: string) => void) {
    this.folder = folder
    this.say = say
  }

  /** Ends the servers that a killed supervisor left behind; says the pid of one that still lives. */
  static async takeOver(folder: string): Promise<number | undefined> {
    const path = join(folder, 'run.json')
    let run: z.output<typeof RunSchema>
    try {
      run = RunSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    }
    catch {
      return undefined
    }
    if (run.supervisor !== process.pid && isAlive(run.supervisor) && isOurs(run.supervisor)) return run.supervisor
    for (const { pid, name } of run.children.toReversed()) {
      if (isAlive(pid) && isOurs(pid)) process.kill(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM')
    }
    for (let waited = 0; waited < STOP_TIMEOUT_MS && run.children.some(({ pid }) => isAlive(pid) && isOurs(pid)); waited += 100) await pause(100)
    for (const { pid } of run.children) if (isAlive(pid) && isOurs(pid)) process.kill(pid, 'SIGKILL')
    rmSync(path, { force: true })
    return undefined
  }

  /** Whether somebody asked to stop. */
  get isStopping(): boolean {
    return this.stopping !== undefined
  }

  /** Starts one service and waits until it answers. */
  async start(service: Service): Promise<void> {
    this.launch(service, 0)
    await service.ready()
  }

  /** Stops everything in reverse order; a second call waits for the first. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll()
    return this.stopping
  }

  private launch(service: Service, failures: number) {
    const child = service.spawn()
    const entry: Running = { service, child, startedAt: Date.now(), failures }
    const index = this.running.findIndex(({ service: { name } }) => name === service.name)
    if (index === -1) this.running.push(entry)
    else this.running[index] = entry
    this.log(entry)
    this.record()
    child.on('error', error => this.say(`${service.name} : ${error.message}`))
    child.on('exit', (code, signal) => void this.recover(entry, code ?? signal))
  }

  private async recover({ service, startedAt, failures }: Running, status: number | string | null) {
    if (this.stopping) return
    const quick = Date.now() - startedAt < RESTART_DELAY_MAX_MS
    const count = quick ? failures + 1 : 1
    const delay = Math.min(RESTART_DELAY_MS * 2 ** (count - 1), RESTART_DELAY_MAX_MS)
    this.say(`${service.name} s’est arrêté (${status}) : redémarrage dans ${delay / 1000} s. Journal : ${join(this.folder, 'logs', `${service.name}.log`)}`)
    await pause(delay)
    if (this.stopping) return
    this.launch(service, count)
    const current = this.running.find(({ service: { name } }) => name === service.name)
    await service.ready().catch(() => undefined)
    if (current && this.running.includes(current) && isRunning(current.child)) this.say(`${service.name} est de nouveau là`)
  }

  private async stopAll() {
    for (const { service, child } of this.running.toReversed()) {
      if (!isRunning(child)) continue
      const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
      child.kill(service.signal ?? 'SIGTERM')
      // Whoever stops does not wait for a delay that nobody needs any more: the child itself keeps the process alive until it is gone.
      await Promise.race([gone, new Promise<void>(resolve => setTimeout(resolve, STOP_TIMEOUT_MS).unref())])
      if (isRunning(child)) child.kill('SIGKILL')
    }
    rmSync(join(this.folder, 'run.json'), { force: true })
  }

  private log({ service, child }: Running) {
    mkdirSync(join(this.folder, 'logs'), { recursive: true })
    const file = createWriteStream(join(this.folder, 'logs', `${service.name}.log`), { flags: 'a' })
    file.on('error', () => undefined)
    child.stdout?.pipe(file, { end: false })
    child.stderr?.pipe(file, { end: false })
    child.on('close', () => file.end())
  }

  private record() {
    const children = this.running.flatMap(({ service, child }) => (child.pid ? [{ name: service.name, pid: child.pid }] : []))
    writeFileSync(join(this.folder, 'run.json'), JSON.stringify({ supervisor: process.pid, children }))
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

/** Guards against a pid that the system gave to somebody else since. */
function isOurs(pid: number): boolean {
  try {
    return /relais|directus|postgres|identity|portal|main\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  }
  catch {
    return process.platform !== 'linux'
  }
}
