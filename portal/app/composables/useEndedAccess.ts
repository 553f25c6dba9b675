import type { Ref } from 'vue'

interface Ending {
  work: () => Promise<unknown>
  /** Title of the message shown once the access is ended. */
  done: string
}

/**
 * The question asked in a list before somebody's access ends, one line at a time.
 * The keyboard follows: to the answer, back to the button, and to the list once the line may be gone.
 */
export function useEndedAccess(list: Readonly<Ref<HTMLElement | null>>, changed: () => void) {
  const { isBusy, run } = useDeed()
  const base = useId()
  const asked = ref<string | null>(null)

  const buttonOf = (id: string): string => `${base}-end-${id}`
  const answerOf = (id: string): string => `${base}-confirm-${id}`

  async function ask(id: string, isAsking: boolean): Promise<void> {
    asked.value = isAsking ? id : null
    await nextTick()
    document.getElementById(isAsking ? answerOf(id) : buttonOf(id))?.focus()
  }

  async function end({ work, done }: Ending): Promise<void> {
    await run({ work, done })
    asked.value = null
    changed()
    list.value?.focus()
  }

  return { isBusy, asked, ask, end, buttonOf, answerOf }
}
