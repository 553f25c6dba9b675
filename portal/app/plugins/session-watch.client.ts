/** Looks whether the session still runs, each minute while somebody is there and at their first gesture on return: whoever types must know before they save. */
export default defineNuxtPlugin(() => {
  const { status, check } = useSession()
  const watch = sessionWatch(Date.now())

  function look(): void {
    if (status.value === 'signed_in' && !document.hidden && watch.isDue(Date.now())) void check()
  }

  function touch(): void {
    if (watch.touch(Date.now())) look()
  }

  setInterval(look, LOOK_EVERY_MS)
  for (const gesture of ['pointerdown', 'keydown']) document.addEventListener(gesture, touch, { capture: true, passive: true })
  document.addEventListener('visibilitychange', () => {
    watch.touch(Date.now())
    look()
  })
})
