/** Runs a task after bursts of requests: one at a time, once more if asked meanwhile, again after a failure. */
export interface SyncQueue {
  request: () => void
  /** Resolves when nothing is left to do. */
  idle: () => Promise<void>
}

interface QueueOptions {
  task: () => Promise<unknown>
  onError: (error: unknown) => void
  wait: (ms: number) => Promise<void>
}

const RETRY_DELAYS_MS = [200, 1000, 5000, 15_000]

/** A queue of one: many changes at once cost one run. */
export function createSyncQueue({ task, onError, wait }: QueueOptions): SyncQueue {
  let running: Promise<void> | null = null
  let isAskedAgain = false

  async function run(): Promise<void> {
    for (let failures = 0; ;) {
      isAskedAgain = false
      try {
        await task()
        failures = 0
      }
      catch (error: unknown) {
        onError(error)
        const delay = RETRY_DELAYS_MS[failures++]
        if (delay === undefined) return
        isAskedAgain = true
        await wait(delay)
      }
      if (!isAskedAgain) return
    }
  }

  return {
    request: () => {
      isAskedAgain = true
      running ??= run().finally(() => { running = null })
    },
    idle: () => running ?? Promise.resolve(),
  }
}
