import type { FullCase } from '~/types/case'

/** One file and all that its page shows, in a single reading. */
export function useCaseFile(id: MaybeRefOrGetter<string>) {
  const api = useApi()
  const { load } = useForms()
  const { $i18n } = useNuxtApp()

  async function readFile(): Promise<FullCase> {
    const [file] = await Promise.all([api<FullCase>(`/cases/files/${toValue(id)}`), load()])
    return file
  }

  async function readOrExplain(): Promise<FullCase> {
    try {
      return await readFile()
    }
    catch (error: unknown) {
      // A file that is missing and one that is not open to the reader are refused alike.
      if (error instanceof ApiError && error.status === 403) throw createError({ statusCode: 404, message: $i18n.t('case.not_found') })
      throw error
    }
  }

  return useAsyncData(() => `case-${toValue(id)}`, readOrExplain, { server: false, lazy: true })
}
