import { ForbiddenError } from '@relais/extensions/platform'
import { toE164 } from '@relais/schema/forms'
import { nearSpellings, partsOf, slipsForgiven, wordsOf } from '@relais/schema/names'
import type { RowJson } from './row-json.ts'

const MOST_WORDS = 6
const DAY = /(?<!\d)(?:(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})|(?<iso>\d{4}-\d{2}-\d{2}))(?!\d)/

/** What was typed in the box of a list of files: a day of birth, a phone, a number of file, names. */
interface LookedFor { bornOn: string | null, phone: string | null, words: string[] }

/** Reads what was typed. */
export function readLookedFor(text: string): LookedFor {
  const bornOn = dayIn(text)
  const rest = bornOn ? text.replace(DAY, ' ') : text
  return { bornOn, phone: /^[\d\s.()+-]{9,}$/.test(rest.trim()) ? toE164(rest) : null, words: wordsOf(rest).slice(0, MOST_WORDS) }
}

function dayIn(text: string): string | null {
  const { day = '', month = '', year = '', iso } = DAY.exec(text)?.groups ?? {}
  const written = iso ?? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(written) && !Number.isNaN(Date.parse(written)) && new Date(written).toISOString().startsWith(written) ? written : null
}

/** The slips of the finger that are forgiven to each word of a name. */
export type Slips = 0 | 1 | 2

interface Asked { text: string, slips: Slips }

/** The most slips that what was typed may be read with; a number is never taken for another one. */
export function mostSlips(text: string): Slips {
  const { words } = readLookedFor(text)
  return words.some(word => /\p{N}/u.test(word)) ? 0 : words.map(slipsForgiven).reduce<Slips>((most, slips) => (slips > most ? slips : most), 0)
}

/** The condition under which a file `c` is what was looked for; signs alone find nothing. */
export function lookedForSql(json: RowJson, { text, slips }: Asked, bind: (value: unknown) => string): string {
  const { bornOn, phone, words } = readLookedFor(text)
  if (!bornOn && words.length === 0) return 'false'
  const all: string[] = []
  if (bornOn) all.push(personSql(json, ['birth_date'], ([born]) => `${born} = ${bind(bornOn)}::date`))
  // A number is no name: written with one, the words are looked for in the numbers of the file, those from before a transfer too.
  if (words.some(word => /\p{N}/u.test(word))) {
    const called = phone && ['phone', 'phone_secondary'].every(field => json.canRead('people', field))
      ? [personSql(json, ['phone', 'phone_secondary'], columns => `${bind(phone)} in (${columns.join(', ')})`)]
      : []
    all.push(`(${[numbersSql(json, words, bind), ...called].join(' or ')})`)
  }
  else if (words.length > 0) {
    all.push(personSql(json, ['normalized_name'], ([name = '']) => words.map(word => isNamed(name, word, slips, bind)).join(' and ')))
  }
  return all.join(' and ')
}

/** Slips are looked for in an index, by patterns; two of them, among the names that share a part of the word. */
function isNamed(name: string, word: string, slips: Slips, bind: (value: unknown) => string): string {
  const like = (patterns: readonly string[]) => patterns.map(pattern => `${name} like ${bind(pattern)}`).join(' or ')
  const near = like([word, ...slips > 0 ? nearSpellings(word) : []].map(each => `%${each}%`))
  return `(${near}${slips === 2 && slipsForgiven(word) === 2 ? ` or (${like(partsOf(word))}) and relais_is_near(${name}, ${bind(word)}, 2)` : ''})`
}

function numbersSql(json: RowJson, words: readonly string[], bind: (value: unknown) => string): string {
  const columns = ['reference', 'former_references'].map(field => readable(json, 'cases', field, 'c'))
  const numbers = `lower(relais_unaccent(concat_ws(' ', ${columns.join(', ')})))`
  return `(${words.map(word => `${numbers} like ${bind(`%${word}%`)}`).join(' and ')})`
}

/** A condition on the person of the file, for whoever reads these columns of them. */
function personSql(json: RowJson, fields: readonly string[], test: (columns: string[]) => string): string {
  const columns = fields.map(field => readable(json, 'people', field, 'w'))
  return `exists (select 1 from people w where w.id = c.person and ${test(columns)} and ${json.rows('people', 'w', 'check')})`
}

/** Searching by a column says what is in it. */
function readable(json: RowJson, collection: string, field: string, alias: string): string {
  if (!json.canRead(collection, field)) throw new ForbiddenError()
  return json.value(collection, alias, field)
}
