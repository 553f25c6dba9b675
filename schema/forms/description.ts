import type { Label } from '../define.ts'
import type { StudioTranslation } from './studio.ts'
import { studioText } from './studio.ts'
import type { FormField, LiveField } from './types.ts'

/** A field of a form and what is only needed to place it. */
export interface Description { field: FormField, hidden: boolean, group: string | null }

/** The help written in the Studio when it differs from the product's, which is known in both languages. */
export function localHelp(live: LiveField | undefined, declared: Label | null, translations: readonly StudioTranslation[]): Label | null {
  const note = studioText(live?.note, translations)
  return note === null || note.fr === declared?.fr ? declared : note
}
