import type { Ref } from 'vue'
import type { SessionStatus } from '#shared/types/session'

/** Asks before leaving a page whose form was changed and not sent; never when the session ended, the draft is kept then. */
export function useLeaveGuard(isDirty: Ref<boolean>) {
  const status = useState<SessionStatus>('session.status')
  const isLeaving = ref(false)
  let answer: ((canLeave: boolean) => void) | undefined

  function onBeforeUnload(event: BeforeUnloadEvent): void {
    if (isDirty.value && status.value !== 'expired') event.preventDefault()
  }

  onMounted(() => window.addEventListener('beforeunload', onBeforeUnload))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onBeforeUnload))

  onBeforeRouteLeave(() => {
    if (!isDirty.value) return true
    isLeaving.value = true
    return new Promise<boolean>((resolve) => {
      answer = resolve
    })
  })

  function decide(canLeave: boolean): void {
    isLeaving.value = false
    answer?.(canLeave)
    answer = undefined
  }

  return { isLeaving, stay: () => decide(false), leave: () => decide(true) }
}
