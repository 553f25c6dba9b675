// The same as `relais_normalize` and `relais_name` of the database, letter for letter: a test asks both about every letter.

// Accents, points and vowel signs that people leave out when they type, and what cannot be seen.
const DROPPED = String.raw`\u00AD\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u061C\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u200B-\u200F\u202A-\u202E\u2060-\u206F\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF`
// Blanks, punctuation, symbols and pictures, once the letter is in lower case and taken apart.
const BETWEEN_WORDS = String.raw`\u0000-\u002F\u003A-\u0060\u007B-\u00BF\u00D7\u00F7\u02B0-\u02FF\u0375\u037E\u0387\u055A-\u055F\u0589\u058A\u05BE\u05C0\u05C3\u05C6\u05F3\u05F4\u0600-\u060F\u061B\u061D-\u061F\u066A-\u066D\u06D4\u06DD\u06DE\u06E9\u0700-\u070D\u0964\u0965\u0970\u0E3F\u0E4F\u0E5A\u0E5B\u10FB\u1361-\u1368\u1400\u166D\u166E\u1680\u17D4-\u17DB\u1800-\u180A\u2000-\u200A\u2010-\u2029\u202F-\u205F\u2070-\u20CF\u2100-\u2BFF\u2E00-\u2E7F\u2FF0-\u2FFF\u3000-\u3004\u3008-\u3020\u3030\u303D-\u303F\u30A0\u30FB\uE000-\uF8FF\uFD3E\uFD3F\uFE10-\uFE1F\uFE30-\uFE6F\uFF00-\uFF0F\uFFE0-\uFFFF\u{1D000}-\u{1D1FF}\u{1F000}-\u{1FBFF}\u{E0000}-\u{E007F}`
const SPELT: Record<string, string> = { ł: 'l', đ: 'd', ð: 'd', ø: 'o', ı: 'i', ħ: 'h', ŧ: 't', ŋ: 'n', ς: 'σ', ə: 'e', ƴ: 'y', ɓ: 'b', ɗ: 'd', ƙ: 'k', ɛ: 'e', ɔ: 'o', ɲ: 'n', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' }

// eslint-disable-next-line no-misleading-character-class -- each mark is dropped by itself
const dropped = new RegExp(`[${DROPPED}]`, 'gu')
const betweenWords = new RegExp(`[${BETWEEN_WORDS}]+`, 'gu')
const spelt = new RegExp(`[${Object.keys(SPELT).join('')}]`, 'gu')

/** What two spellings share, whatever the alphabet: lower case, no accent, words separated by one space. */
export function normalizeWords(text: string): string {
  return text.normalize('NFKD').toLowerCase().replace(dropped, '').replace(spelt, letter => SPELT[letter] ?? letter).replace(betweenWords, ' ').trim()
}

/** The words of what was typed; none when there are only signs. */
export function wordsOf(text: string): string[] {
  return normalizeWords(text).split(' ').filter(Boolean)
}

/** The names of somebody as they are looked for: each in one word, so that « N’Diaye », « Ndiaye » and « N Diaye » are one. */
export function normalizeName(names: readonly (string | null)[]): string {
  return names.map(name => normalizeWords(name ?? '').replaceAll(' ', '')).filter(Boolean).join(' ')
}

/** Whether everything typed is somewhere in the text; signs alone are nowhere, and nothing typed is everywhere. */
export function isFoundBy(text: string, typed: string): boolean {
  if (typed.trim() === '') return true
  const [words, within] = [wordsOf(typed), normalizeWords(text)]
  const joined = within.replaceAll(' ', '')
  return words.length > 0 && words.every(word => within.includes(word) || joined.includes(word))
}

/** The first letter of a name, in capitals; none when it has no letter. The breath of the Pacific (« ʻOpua ») is a sign, not an initial. */
export function initialOf(name: string): string {
  return (/[\p{Lu}\p{Ll}\p{Lt}\p{Lo}]\p{M}*/u.exec(name.normalize('NFC'))?.[0] ?? '').toLocaleUpperCase('fr')
}

const ANY_LETTER = '_'
const LEAST_LETTERS = 4
const LONG_WORD = 8

/** How many slips of the finger a word is forgiven; `relais_is_near` of the database is told so. */
export function slipsForgiven(word: string): 0 | 1 | 2 {
  const { length } = [...word]
  return length < LEAST_LETTERS ? 0 : length < LONG_WORD ? 1 : 2
}

/** Patterns of a long word: one at least is in any word two slips away, but for letters swapped between two thirds while the last third has a slip. */
export function partsOf(word: string): string[] {
  const letters = [...word]
  const third = Math.ceil(letters.length / 3)
  const [start, middle, end] = [letters.slice(0, third), letters.slice(third, 2 * third), letters.slice(2 * third)].map(part => part.join(''))
  return [`%${start}%`, `%${middle}%`, `%${end}`, `%${end} %`]
}

/** Whether everything typed is in the text but for a few slips: a letter wrong, missing, too many, or two swapped. */
export function isNearlyFoundBy(text: string, typed: string): boolean {
  const [words, within] = [wordsOf(typed), wordsOf(text)]
  return words.length > 0 && words.every(word => within.some(other => other.includes(word) || slipsBetween(word, other) <= slipsForgiven(word)))
}

/** The slips that lead from a word to another one, two swapped letters being one. */
function slipsBetween(one: string, other: string): number {
  const [from, to] = [[...one], [...other]]
  let before: number[] = []
  let above = [...to.keys(), to.length]
  for (const [row, letter] of from.entries()) {
    const line = [row + 1]
    for (const [column, against] of to.entries()) {
      const isSwapped = row > 0 && column > 0 && letter === to[column - 1] && from[row - 1] === against
      line.push(Math.min((above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1, (above[column] ?? 0) + (letter === against ? 0 : 1), isSwapped ? (before[column - 1] ?? 0) + 1 : Infinity))
    }
    before = above
    above = line
  }
  return above.at(-1) ?? 0
}

/** What a word with one slip of the finger may have meant, `_` being any letter: one letter wrong, missing, too many, or two swapped. */
export function nearSpellings(word: string): string[] {
  const letters = [...word]
  if (letters.length < LEAST_LETTERS) return []
  const around = (at: number, length: number, instead: string) => [...letters.slice(0, at), instead, ...letters.slice(at + length)].join('')
  return [...new Set(letters.flatMap((letter, at) => [
    around(at, 1, ANY_LETTER),
    ...at > 0 ? [around(at, 0, ANY_LETTER)] : [],
    ...letters.length > LEAST_LETTERS ? [around(at, 1, '')] : [],
    ...at > 0 ? [around(at - 1, 2, `${letter}${letters[at - 1]}`)] : [],
  ]))].filter(each => each !== word)
}
