import { normalizeWords } from '@relais/schema/names'

/** One way to read what was typed: what is looked for, and the names or the code of the place; both when both are written, as on an envelope. */
export interface Reading {
  what: string
  names: string[]
  postalCode: string | null
  departement: string | null
  /** Said as a place (« à », « en », « près de »), and which kinds of place are said so. */
  isSaid: boolean
  kinds: readonly PlaceKind[]
}

const PLACE_KINDS = ['commune', 'departement', 'region'] as const
type PlaceKind = (typeof PLACE_KINDS)[number]

const NO_COMMUNE = ['departement', 'region'] as const
const NEAR = String.raw`(?:pres|proche|autour|a proximite|aux? alentours?|a cote) d(?:e|u|es)?|near|around`
// After « en » comes no commune: « en Creuse » is not the village of the Somme.
const SAID: readonly [RegExp, readonly PlaceKind[]][] = [
  [new RegExp(`^(?:${NEAR}) (.+)$`), PLACE_KINDS],
  [/^(?:en|dans) (.+)$/, NO_COMMUNE],
  [/^(?:a|au|aux|sur|vers|in) (.+)$/, PLACE_KINDS],
]
const WORD = /[\p{L}\p{M}\p{N}]+/gu
const MOST_WORDS = 7
const MOST_READINGS = 30

/** The ways to read a place in what was typed, the longest names first: « logement à Paris », « CV 75011 », « saint denis ». */
export function readingsOf(text: string): Reading[] {
  const words = [...text.matchAll(WORD)]
  const first = Math.max(0, words.length - MOST_WORDS)
  const atEnd = words.slice(first).map((word, index) => ({ what: text.slice(0, word.index), where: words.slice(first + index).map(([each]) => each) }))
  const atStart = words.slice(1, MOST_WORDS).map((word, index) => ({ what: text.slice(word.index), where: words.slice(0, index + 1).map(([each]) => each) })).reverse()
  return [...atEnd.flatMap(part => reading(part)), ...atStart.flatMap(part => reading(part)).filter(({ isSaid, postalCode }) => isSaid || postalCode !== null)].slice(0, MOST_READINGS)
}

function reading({ what, where }: { what: string, where: string[] }): Reading[] {
  const words = normalizeWords(where.join(' ')).replaceAll(/\bst\b/g, 'saint').replaceAll(/\bste\b/g, 'sainte')
  const said = SAID.flatMap(([pattern, kinds]) => {
    const [, place] = pattern.exec(words) ?? []
    return place ? [{ place, kinds, article: /^(?:au|.*\bdu) /.test(words) ? 'le ' : /^(?:aux|.*\bdes) /.test(words) ? 'les ' : '' }] : []
  })[0]
  const place = said?.place ?? words
  if (place === '') return []
  const whole = { what: tidy(what), isSaid: said !== undefined, kinds: said?.kinds ?? PLACE_KINDS }
  const bare = withoutArticle(place)
  if (/^\d{5}$/.test(bare)) return [{ ...whole, names: [], postalCode: bare, departement: null, kinds: PLACE_KINDS }]
  const [, before, town = '', postalCode = before] = /^(?:(\d{5}) )?(\D+?)(?: (\d{5}))?$/.exec(place) ?? []
  if (postalCode !== undefined) return [{ ...whole, names: namesOf(town, said?.article), postalCode, departement: null, kinds: PLACE_KINDS }]
  if (/^(?:\d{2}|97\d|98\d|2[ab])$/.test(bare)) return said ? [{ ...whole, names: [], postalCode: null, departement: bare.toUpperCase() }] : []
  const district = /^(paris|lyon|marseille) (\d{1,2})(?: ?(?:e|er|eme|ieme))?(?: arrondissement)?$/.exec(place)
  if (district) return [{ ...whole, names: [], postalCode: districtCode(district[1] ?? '', Number(district[2])), departement: null, isSaid: true, kinds: PLACE_KINDS }]
  return [{ ...whole, names: namesOf(place, said?.article), postalCode: null, departement: null }]
}

const withoutArticle = (place: string): string => place.replace(/^(?:le|la|les|l|du|de la|de l|des|d) /, '')
const namesOf = (place: string, article = ''): string[] => [...new Set([`${article}${place}`, place, withoutArticle(place)])]

const tidy = (what: string): string => what.replace(/[\s,;:(-]+$/u, '').replace(/^[\s,;:)-]+/u, '')

const CITIES = { paris: { postal: 75_000, commune: 75_100, districts: 20 }, lyon: { postal: 69_000, commune: 69_380, districts: 9 }, marseille: { postal: 13_000, commune: 13_200, districts: 16 } } as const
const isCity = (name: string): name is keyof typeof CITIES => name in CITIES

const districtCode = (city: string, rank: number): string => String((isCity(city) ? CITIES[city].postal : 0) + rank)

/** The arrondissement of a postal code, in the three communes that have some. */
export function districtOf(postalCode: string): string | null {
  const city = Object.values(CITIES).find(({ postal, districts }) => Number(postalCode) > postal && Number(postalCode) <= postal + districts)
  return city ? String(city.commune + Number(postalCode) - city.postal) : null
}
