interface Deed<T> {
  work: () => Promise<T>
  /** Title of the message shown once the work is done; none when absent. */
  done?: string
  /** What to say under it. */
  detail?: string
  /** Takes the work back. */
  undo?: () => unknown
}

/** Long enough to read the message and change one's mind. */
const UNDO_MS = 10_000
const FAILURE_MS = 15_000

/**
 * Does one thing at a time for the person and says how it went.
 * A second click while the first one is under way does nothing; a failure is told and gives `undefined`.
 */
export function useDeed() {
  const toast = useToast()
  const { t } = useI18n()
  const isBusy = ref(false)

  async function run<T>({ work, done, detail, undo }: Deed<T>): Promise<T | undefined> {
    if (isBusy.value) return undefined
    isBusy.value = true
    try {
      const result = await work()
      if (done) tell(done, detail, undo)
      return result
    }
    catch (error: unknown) {
      tellFailure(error)
      return undefined
    }
    finally {
      isBusy.value = false
    }
  }

  /** Tells that something is done, with a way back when there is one. */
  function tell(title: string, description?: string, undo?: () => unknown): void {
    toast.add({
      title,
      description,
      color: 'success',
      icon: 'i-lucide-circle-check',
      duration: undo ? UNDO_MS : undefined,
      actions: undo ? [{ label: t('space.undo'), icon: 'i-lucide-undo-2', color: 'neutral', variant: 'outline', onClick: () => void undo() }] : [],
    })
  }

  /** Tells a refusal in the words of the API. */
  function tellFailure(error: unknown): void {
    if (!(error instanceof ApiError)) throw error
    toast.add({ title: t('space.not_done'), description: error.message, color: 'error', icon: 'i-lucide-circle-alert', duration: FAILURE_MS })
  }

  return { isBusy, run, tell, tellFailure }
}
