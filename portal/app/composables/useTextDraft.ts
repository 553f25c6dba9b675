/** A text that somebody types outside a form of a record: kept on the device until it is sent or given up. */
export function useTextDraft(kind: string, record: () => string) {
  const { me } = useSession()
  const key = computed(() => draftKey(me.value?.id, kind, record()))
  const kept = readDraft(key.value)
  const text = ref(String(kept?.values.text ?? ''))
  const restoredAt = ref<number | null>(kept?.savedAt ?? null)

  watch(text, (typed) => {
    if (typed.trim() === '') dropDraft(key.value)
    else writeDraft(key.value, { values: { text: typed }, base: {}, savedAt: Date.now() })
  }, { flush: 'sync' })

  /** Forgets the text, once sent or given up. */
  function drop(): void {
    text.value = ''
    restoredAt.value = null
    dropDraft(key.value)
  }

  return { text, restoredAt, drop }
}
