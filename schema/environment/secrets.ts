/** Words of documentation, of demonstrations and of lists of common passwords: they count for nothing in a secret. */
const KNOWN_WORDS = /relais|demo|test|dev|studio|change-?(?:me|it)|replace|example|exemple|default|secret|passw(?:or)?d|motdepasse|admin|root|directus|postgres|keycloak|redis|azerty|qwerty|letmein|bonjour|soleil|welcome/gi
/** Signs that stand for letters in passwords. */
const DISGUISES: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', '$': 's' }
/** Drawn as hexadecimal: its letters make no words. */
const HEXADECIMAL = /^[0-9a-f]{16,}$/i
/** Letters that read as a word: of one case but for the first one. */
const WORD = /\p{Lu}?\p{Ll}{2,}|\p{Lu}{3,}/gu
const VOWEL = /[aeiouyàâäéèêëîïôöùûü]/i
/** Bits that one more letter of a word adds, a little more than in a sentence. */
const BITS_IN_A_WORD = 2
const KEYBOARDS = ['1234567890qwertyuiop..asdfghjkl..zxcvbnm', 'azertyuiop..qsdfghjklm..wxcvbn']

const axes: readonly ((letter: string) => number)[] = [
  letter => letter.codePointAt(0) ?? 0,
  // What no row holds follows nothing.
  ...KEYBOARDS.map(row => (letter: string) => row.includes(letter.toLowerCase()) ? row.indexOf(letter.toLowerCase()) : Number.NaN),
]

/** Known words are cut out, also when signs stand for some of their letters. */
function withoutKnownWords(value: string): string {
  const plain = value.replaceAll(/[013457@$]/g, sign => DISGUISES[sign] ?? sign)
  const cut = new Set([value, plain].flatMap(text => [...text.matchAll(KNOWN_WORDS)].flatMap(({ index, 0: word }) => [...word].map((_, at) => index + at))))
  return value.split('').filter((_, at) => !cut.has(at)).join('')
}

/** Whether a letter repeats or follows the one before it, or goes on with steps, alone or one out of two. */
function isPredicted(letters: string[], index: number): boolean {
  const step = (axis: (letter: string) => number, at: number, stride: number): number => axis(letters[at] ?? '') - axis(letters[at - stride] ?? '')
  if (index > 0 && Math.abs(step(axes[0]!, index, 1)) <= 1) return true
  return axes.some(axis => [1, 2].some(stride => index >= 2 * stride
    && Math.abs(step(axis, index, stride)) <= 3 && step(axis, index, stride) === step(axis, index - stride, stride)))
}

/** What comes back with a period counts once. */
function firstPeriod(letters: string[]): string[] {
  const period = letters.keys().find(shift => shift > 0 && letters.slice(shift).every((letter, index) => letter === letters[index]))
  return letters.slice(0, period ?? letters.length)
}

/**
 * About how many bits somebody would have to guess: known words count for nothing, other words for little, nor does a character
 * that repeats, follows or comes back count.
 */
export function strengthOf(value: string): number {
  const letters = firstPeriod([...withoutKnownWords(value)])
  const text = letters.join('')
  const words = HEXADECIMAL.test(text) ? [] : [...text.matchAll(WORD)]
  const inWord = new Set(words.filter(({ 0: word }) => VOWEL.test(word)).flatMap(({ index, 0: word }) => [...word].map((_, at) => index + at)))
  const fresh = letters.map((letter, at) => ({ letter, at })).filter(({ at }) => !isPredicted(letters, at))
  const alone = fresh.filter(({ at }) => !inWord.has(at))
  return (fresh.length - alone.length) * BITS_IN_A_WORD + alone.length * Math.log2(Math.max(1, new Set(alone.map(({ letter }) => letter)).size))
}
