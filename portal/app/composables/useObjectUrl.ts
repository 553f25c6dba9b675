import type { Ref } from 'vue'

/** An address for a picture that is in memory, given back when it changes or the page goes. */
export function useObjectUrl(content: Ref<Blob | null | undefined>): Readonly<Ref<string | undefined>> {
  const url = ref<string>()
  watch(content, (blob) => {
    if (url.value) URL.revokeObjectURL(url.value)
    url.value = blob ? URL.createObjectURL(blob) : undefined
  }, { immediate: true })
  onScopeDispose(() => {
    if (url.value) URL.revokeObjectURL(url.value)
  })
  return url
}
