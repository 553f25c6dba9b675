import type { FieldError, Form, FormField } from '@relais/schema/forms'
import { blockingErrors, knownValues, validateForm } from '@relais/schema/forms'
import type { EditConflict } from '#shared/types/api'
import type { RecordValues } from '#shared/utils/record-form'

export interface RecordChanges {
  values: RecordValues
  base: RecordValues
  /** Fields whose unusual value the person has confirmed. */
  confirm?: string[]
}
export interface FormMessage { name: string, message: string }

interface Options<Result> {
  form: () => Form
  fields: () => FormField[]
  record: () => RecordValues
  base: () => RecordValues | undefined
  draftKey: () => string | null
  isNew: () => boolean
  submit: (changes: RecordChanges) => Promise<Result>
}

const SAVE_DELAY_MS = 400

/** The life of a form: what is typed, what it started from, its draft, what the server answered. */
export function useRecordForm<Result>(options: Options<Result>) {
  const label = useLabel()
  const { moment } = usePlace()
  const seen = { ...options.record(), ...options.base() }
  const start = initialValues(options.fields(), options.record(), options.isNew())
  const draft = readDraft(options.draftKey())

  const values = reactive<RecordValues>({ ...start, ...draft?.values })
  const base = reactive<RecordValues>({ ...(options.isNew() ? {} : seen), ...draft?.base })
  const restoredAt = ref(draft?.savedAt ?? null)
  const savedAt = ref<number | null>(null)
  const isSending = ref(false)
  const failure = ref('')
  const conflicts = ref<EditConflict[]>([])
  const doubts = ref<FieldError[]>([])
  const confirmed = new Set<string>()

  const counts = useRelatedCounts(options.form, options.record)
  /** The whole record as the rules read it: what is typed, what is computed from it, how many related rows there are. */
  const known = computed(() => knownValues(options.form(), { ...options.record(), ...counts.value, ...values }, moment()))
  const changes = computed(() => collectChanges(options.fields(), { values, base, known: known.value, moment: moment() }))
  const isDirty = computed(() => Object.keys(changes.value.values).length > 0)

  function findErrors(): FieldError[] {
    const sent = options.isNew() ? collectChanges(options.fields(), { values, base: {}, known: known.value, moment: moment() }).values : changes.value.values
    return validateForm({ fields: [...options.fields()] }, sent, { partial: !options.isNew(), current: base, counts: known.value, moment: moment() })
  }

  /** What stops the form, in the words of the page. */
  function validate(): FormMessage[] {
    return blockingErrors(findErrors()).map(error => ({ name: error.field, message: label(error.message) }))
  }

  /** Fields whose value stays surprising: nothing is sent before the person has confirmed each of them. */
  function doubtful(): string[] {
    return [...new Set(findErrors().filter(error => error.severity === 'confirm').map(error => error.field))]
  }

  function doubtKey(error: FieldError): string {
    return `${error.field}:${error.code}:${JSON.stringify(values[error.field])}`
  }

  function messagesOf(error: ApiError): FormMessage[] {
    const errors: unknown = error.extensions.errors
    if (!Array.isArray(errors)) return []
    return errors.filter(isRecord).map((item) => {
      const text = item.message
      const message = isRecord(text) ? label({ fr: String(text.fr ?? ''), en: String(text.en ?? '') }) : String(text ?? '')
      return { name: String(item.field ?? ''), message }
    })
  }

  /** Sends what changed; resolves to the answer, or to the messages to put on the fields. */
  async function send(): Promise<{ result: Result } | { messages: FormMessage[] } | undefined> {
    if (isSending.value) return undefined
    doubts.value = findErrors().filter(error => error.severity === 'confirm' && !confirmed.has(doubtKey(error)))
    if (doubts.value.length > 0) return undefined
    isSending.value = true
    failure.value = ''
    try {
      const result = await options.submit({ ...changes.value, confirm: doubtful() })
      settle()
      return { result }
    }
    catch (error: unknown) {
      if (!(error instanceof ApiError)) throw error
      return refuse(error)
    }
    finally {
      isSending.value = false
    }
  }

  function refuse(error: ApiError): { messages: FormMessage[] } {
    keepDraft()
    conflicts.value = conflictsOf(error)
    if (conflicts.value.length > 0) return { messages: [] }
    const messages = messagesOf(error)
    failure.value = messages.length === 0 ? error.message : ''
    return { messages }
  }

  /** The values just sent are what the person has seen from now on. */
  function settle(): void {
    clearTimeout(timer)
    Object.assign(base, changes.value.values)
    conflicts.value = []
    restoredAt.value = null
    dropDraft(options.draftKey())
  }

  /** Goes on after the person read the doubts. */
  function confirmDoubts(): void {
    for (const error of doubts.value) confirmed.add(doubtKey(error))
    doubts.value = []
  }

  /** Keeps, field by field, one of the two values; the other one was shown to the person. */
  function resolveConflicts(choices: Record<string, 'current' | 'mine'>): void {
    for (const conflict of conflicts.value) {
      base[conflict.field] = conflict.current
      if (choices[conflict.field] === 'current') values[conflict.field] = conflict.current
    }
    conflicts.value = []
  }

  /** Gives up what was typed and shows the record again. */
  function reset(): void {
    clearTimeout(timer)
    Object.assign(values, initialValues(options.fields(), options.record(), options.isNew()))
    for (const name of Object.keys(base)) base[name] = options.isNew() ? undefined : { ...options.record(), ...options.base() }[name]
    restoredAt.value = null
    savedAt.value = null
    conflicts.value = []
    failure.value = ''
    dropDraft(options.draftKey())
  }

  let timer: ReturnType<typeof setTimeout> | undefined

  function keepDraft(): void {
    clearTimeout(timer)
    if (!isDirty.value) return dropDraft(options.draftKey())
    savedAt.value = Date.now()
    // As it was typed, so that the person finds their own words again.
    const typed = Object.fromEntries(Object.keys(changes.value.values).map(name => [name, values[name]]))
    writeDraft(options.draftKey(), { values: typed, base: changes.value.base, savedAt: savedAt.value })
  }

  watch(values, () => {
    clearTimeout(timer)
    timer = setTimeout(keepDraft, SAVE_DELAY_MS)
  })
  // What the person typed last must not wait for the timer when the page goes away.
  function keepNow(): void {
    clearTimeout(timer)
    if (isDirty.value) keepDraft()
  }
  document.addEventListener('visibilitychange', keepNow)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', keepNow)
    keepNow()
  })

  return {
    values, base, known, moment, changes, isDirty, isSending, failure, conflicts, doubts, restoredAt, savedAt,
    validate, send, reset, confirmDoubts, resolveConflicts, keepDraft,
  }
}
