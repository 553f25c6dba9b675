const NARROW = '\u202F'
const NO_BREAK = '\u00A0'

/** In order: each reads what the ones before made. */
const FRENCH: readonly (readonly [RegExp, string])[] = [
  [/(?<=\p{L})'(?=\p{L})/gu, '’'],
  [/"([^"\n]+)"/g, '« $1 »'],
  [/«[ \u00A0\u202F]*/g, `«${NARROW}`],
  [/[ \u00A0\u202F]*»/g, `${NARROW}»`],
  // Not inside an address, an hour or a word: only where a sentence goes on, or ends.
  [/(?<=[\p{L}\p{N}»)\]%€’…])[ \u00A0\u202F]*(:|[;!?]+)(?=[\s\u202F»)\]]|$)/gu, `${NARROW}$1`],
  [/(?<=\d)[ \u00A0](?=\d{3}(?!\d))/g, NARROW],
  [/(?<=\d)[ \u00A0]?(?=[€%](?!\p{L}))/gu, NARROW],
  [/(?<=\bn°|№|\b(?:art\.|p\.))[ \u00A0\u202F]*(?=\d)/giu, NO_BREAK],
  [/\b(?:0?1)[ \u00A0](?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)/giu, `1er${NO_BREAK}`],
  [/(?<=\b(?:\d{1,2}|1er)) (?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?!\p{L}))/giu, NO_BREAK],
]

/** A French text as printers set it: narrow spaces that do not break before « ; : ! ? » and inside quotes, « 10 000 € », « 1er octobre ». */
export function frenchTypography(text: string): string {
  return FRENCH.reduce((set, [found, put]) => set.replaceAll(found, put), text)
}
