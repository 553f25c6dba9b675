import type { NuxtApp } from '#app'
import type { Vocabularies, VocabularyTerm } from '#shared/types/directory'

// One request a page, however many cards name their themes.
const inFlight = new WeakMap<NuxtApp, Promise<void>>()

/** The themes of the network with their names and colours, asked once a visit. */
export function useThemes() {
  const nuxtApp = useNuxtApp()
  const api = useApi()
  const { locale } = useI18n()
  const vocabularies = useState<Vocabularies | null>('vocabularies', () => null)

  async function fetchVocabularies(): Promise<void> {
    // Without them a page still works: themes show their code, and the next page asks again.
    vocabularies.value = await api<Vocabularies>('/directory/vocabularies').catch(() => null)
    inFlight.delete(nuxtApp)
  }

  function load(): Promise<void> {
    if (vocabularies.value) return Promise.resolve()
    const loading = inFlight.get(nuxtApp) ?? fetchVocabularies()
    inFlight.set(nuxtApp, loading)
    return loading
  }

  if (import.meta.server) onServerPrefetch(load)
  else void load()

  const themes = computed<VocabularyTerm[]>(() => vocabularies.value?.theme ?? [])
  const byCode = computed(() => new Map(themes.value.map(term => [term.code, term])))
  const colors = computed<Record<string, string>>(() => Object.fromEntries(themes.value.map(term => [term.code, term.color ?? PLAIN_COLOR])))

  function themeLabel(code: string): string {
    const term = byCode.value.get(code)
    if (!term) return code
    return (locale.value === 'en' ? term.label_en : term.label) || term.label
  }

  function themeColor(code: string | null | undefined): string {
    return colors.value[code ?? ''] ?? PLAIN_COLOR
  }

  return { themes, colors, themeLabel, themeColor }
}
