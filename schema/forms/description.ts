import type { Label } from '../define.ts'
import type { StudioTranslation } from './studio.ts'
import { studioText } from './studio.ts'
import type { FormField, LiveField } from './types.ts'
import { isRecord } from './values.ts'

/** A field of a form and what is only needed to place it. */
export interface Description { field: FormField, hidden: boolean, group: string | null }

/** The help written in the Studio when it differs from the product's, which is known in both languages. */
export function localHelp(live: LiveField | undefined, declared: Label | null, translations: readonly StudioTranslation[]): Label | null {
  const note = liveHelp(live, translations)
  return note === null || (note.fr === declared?.fr && note.en === note.fr) ? declared : note
}

/** The help of the Studio; the configurator and the product keep its English beside it. */
export function liveHelp(live: LiveField | undefined, translations: readonly StudioTranslation[]): Label | null {
  const note = studioText(live?.note, translations)
  const kept = live?.options?.helpTranslations
  if (note === null || !Array.isArray(kept)) return note
  const words = (language: string): unknown => kept.filter(isRecord).find(row => typeof row.language === 'string' && row.language.startsWith(language))?.text
  const [fr, en] = [words('fr'), words('en')]
  return fr === note.fr && typeof en === 'string' && en !== '' ? { fr, en } : note
}
