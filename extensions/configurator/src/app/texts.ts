import { en } from './texts-en.ts'
import { fr } from './texts-fr.ts'

export type Texts = typeof fr
export type Language = 'fr' | 'en'

/** Every text of the screen, in the language of the person, French when it is neither. */
export function textsFor(language: Language): Texts {
  return language === 'en' ? en : fr
}

/** A text with its blanks filled: `{name}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** The right number of a text: « un champ|{count} champs ». */
export function several(text: string, count: number, language: Language): string {
  const [one = '', many = one] = text.split('|')
  const isOne = language === 'fr' ? count < 2 : count === 1
  return fill(isOne ? one : many, { count: count.toLocaleString(language) })
}

interface Known { count: number | null, isPartial?: boolean | undefined }
interface Words { texts: { untold: string, noLess: string }, language: Language }

/** A text with a number as its reader may know it: withheld when it is null, « au moins » when a part of it is. */
export function told(text: string, { count, isPartial = false }: Known, { texts, language }: Words): string {
  if (count !== null && !isPartial) return several(text, count, language)
  const [one = '', many = one] = text.split('|')
  const said = fill(many, { count: count === null ? texts.untold : `${texts.noLess} ${count.toLocaleString(language)}` })
  return /^\p{Lu}/u.test(one) ? said.charAt(0).toUpperCase() + said.slice(1) : said
}
