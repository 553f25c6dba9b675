/** Where each page was left, by its path: its filters and its page are in its address. Forgotten with the tab. */
export function useLeftPages() {
  return useState<Record<string, string>>('pages.left', () => ({}))
}

/** The way back to a page, as it was left. */
export function useBackTo() {
  const left = useLeftPages()

  return (path: string): string => left.value[path] ?? path
}
