// Control characters but newline and tab, what turns the reading direction around, and halves of characters:
// none is ever typed on purpose, all are ways to hide or to break something.
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/

/** Whether the text holds a control character, a change of reading direction or a broken character. */
export function hasForbiddenCharacters(text: string): boolean {
  return FORBIDDEN.test(text) || !text.isWellFormed()
}

/** The number of characters as people and PostgreSQL count them: an emoji is not two. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** The text without the spaces around it, composed accents, on one line. */
export function tidyLine(text: string): string {
  return text.normalize('NFC').replace(/\s*[\r\n\t]+\s*/g, ' ').trim()
}

/** The text with composed accents and plain line ends, without blank space around it. */
export function tidyText(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
}
