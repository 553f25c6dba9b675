import type { Language } from '@relais/extensions/configurator/app'
import { en } from './texts-en.ts'
import { fr } from './texts-fr.ts'

export type Texts = typeof fr

/** Every text of the designer, in the language of the person, French when it is neither. */
export function textsFor(language: Language): Texts {
  return language === 'en' ? en : fr
}
