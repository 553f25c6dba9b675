import type { InjectionKey } from 'vue'

/** Whether the account may write in a collection, of the record that the page is about. */
export type Writing = (collection: string) => boolean

const WRITING: InjectionKey<Writing> = Symbol('writing')

/**
 * What the account may do with the record on the screen, as the server says. A page about a record gives it to everything
 * below, which shows no gesture that would be refused; elsewhere each list asks the server what may be done.
 */
export function useWriting(told?: Writing): Writing {
  const above = inject(WRITING, () => true)
  const mayWrite = told ?? above
  if (told) provide(WRITING, mayWrite)
  return mayWrite
}
