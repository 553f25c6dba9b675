/** Looks whether the session still runs, each minute while somebody is there and at their first gesture on return: whoever types must know before they save. */
export default defineNuxtPlugin(() => {
  const { status, check } = useSession()
  const watched = sessionWatch(Date.now())

  function look(): void {
    if (status.value === 'signed_in' && !document.hidden && watched.isDue(Date.now())) void check()
  }

  function touch(): void {
    if (watched.touch(Date.now())) look()
  }

  setInterval(look, LOOK_EVERY_MS)
  for (const gesture of ['pointerdown', 'keydown']) document.addEventListener(gesture, touch, { capture: true, passive: true })
  document.addEventListener('visibilitychange', () => {
    watched.touch(Date.now())
    look()
  })
})
