// Control characters but newline and tab, what turns the reading direction around, and halves of characters:
// none is ever typed on purpose, all are ways to hide or to break something.
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/

/** Whether the text holds a control character, a change of reading direction or a broken character. */
export function hasForbiddenCharacters(text: string): boolean {
  return FORBIDDEN.test(text) || !text.isWellFormed()
}

/** The words before the first character that no text may hold, to show where it is; null when there is none. */
export function beforeForbidden(text: string): string | null {
  if (!hasForbiddenCharacters(text)) return null
  const place = FORBIDDEN.exec(text)?.index ?? text.toWellFormed().indexOf('\uFFFD')
  return text.slice(0, place).slice(-SHOWN_BEFORE).trim()
}

const SHOWN_BEFORE = 30

/** What pasting brings and nobody sees: spaces of no width, soft hyphens, the hyphen that does not break, the line breaks of word processors. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.normalize('NFC').replace(/[\u00AD\u200B\u2060\uFEFF]/g, '').replace(/\u2011/g, '-').replace(/[\u000B\u000C\u2028\u2029]/g, '\n')
}

/** A number, an address: what turns the reading direction around says nothing there, and comes with what is copied from a list of contacts. */
export function withoutDirections(text: string): string {
  return text.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
}

/** The number of characters as people and PostgreSQL count them: an emoji is not two. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** The text without the spaces around it, composed accents, on one line. */
export function tidyLine(text: string): string {
  return clean(text).replace(/\s*[\r\n\t]+\s*/g, ' ').trim()
}

/** The text with composed accents and plain line ends, without blank space around it. */
export function tidyText(text: string): string {
  return clean(text).replace(/\r\n?/g, '\n').trim()
}

// Tags, and the links and images of Markdown: `[words](address)`, `[words][name]`, `[name]: address`. An address alone is shown as it is.
const MARKUP = /<[a-z!/?]|\](?:\(|\[|:)/i

/** Whether a text looks like markup, which no text of a setting may hold: a screen of the host would show it as a page, or words as a link to elsewhere. */
export function hasMarkup(value: unknown): boolean {
  return typeof value === 'string' && MARKUP.test(value)
}

/** Words as they are for a screen of the host that reads them as Markdown: what somebody typed makes no link and no image there. */
export function asWords(text: string): string {
  return text.replaceAll(/[\\[\]<>`]/g, '\\$&')
}
