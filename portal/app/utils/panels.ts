/** As long as a panel takes to leave, and more. */
const MOST_MS = 1_000
const STEP_MS = 20

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Waits until no panel is over the page: as it leaves, it gives the focus back to what had it, over whatever took it sooner. */
export async function panelsGone(): Promise<void> {
  for (let waited = 0; waited < MOST_MS && document.querySelector('[role=dialog]') !== null; waited += STEP_MS) await pause(STEP_MS)
  await pause(STEP_MS)
}
