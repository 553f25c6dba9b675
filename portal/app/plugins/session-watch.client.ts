const EVERY_MS = 60_000
const SOONEST_MS = 5_000

/** Looks whether the session still runs, each minute and on return to the tab: whoever types must know before they save. */
export default defineNuxtPlugin(() => {
  const { status, check } = useSession()
  let checkedAt = Date.now()

  function look(): void {
    if (status.value !== 'signed_in' || document.hidden || Date.now() - checkedAt < SOONEST_MS) return
    checkedAt = Date.now()
    void check()
  }

  setInterval(look, EVERY_MS)
  document.addEventListener('visibilitychange', look)
})
