/** Picks the text of a label that the server sends in both languages. */
export function useLabel() {
  const { locale } = useI18n()

  return function label(text: { fr: string, en: string } | null | undefined): string {
    if (!text) return ''
    return (locale.value === 'en' ? text.en : text.fr) || text.fr
  }
}
