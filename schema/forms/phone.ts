/** Numbering areas of France outside the metropolitan plan: national prefixes (without 0) and lengths. */
interface Area { code: string, length: readonly number[], prefix: RegExp, grouping: readonly number[] }

const OVERSEAS: readonly Area[] = [
  { code: '262', length: [9], prefix: /^(?:26|639|69|70|8|9)/, grouping: [3, 2, 2, 2] },
  { code: '590', length: [9], prefix: /^(?:59|69|70|8|9)/, grouping: [3, 2, 2, 2] },
  { code: '594', length: [9], prefix: /^(?:59|69|70|8|9)/, grouping: [3, 2, 2, 2] },
  { code: '596', length: [9], prefix: /^(?:59|69|70|8|9)/, grouping: [3, 2, 2, 2] },
  { code: '508', length: [6, 9], prefix: /^(?:[2-9]\d{5}$|70|8)/, grouping: [2, 2, 2] },
  { code: '681', length: [6], prefix: /^[2-9]/, grouping: [2, 2, 2] },
  { code: '687', length: [6], prefix: /^[2-9]/, grouping: [2, 2, 2] },
  { code: '689', length: [8], prefix: /^[48]/, grouping: [2, 2, 2, 2] },
]

/** National prefix, as dialled from any of the territories, → calling code. */
const DIALLED: readonly [RegExp, string][] = [
  // 06 39 98 is the range that the regulator keeps for fiction; the rest of 06 39 is Mayotte.
  [/^63998/, '33'],
  [/^(?:262|263|269|639|692|693|7092)/, '262'],
  [/^(?:590|690|691|7090)/, '590'],
  [/^(?:594|694|7093)/, '594'],
  [/^(?:596|696|697|7091)/, '596'],
  [/^708[45]/, '508'],
]

/** Emergency and public service numbers, which a directory needs and which have no international form. */
const SHORT = /^(?:15|17|18|11[2-9]|116\d{3}|118\d{3}|19[1679]|10\d{2}|3\d{3})$/

const callingCode = (national: string): string => DIALLED.find(([prefix]) => prefix.test(national))?.[1] ?? '33'

/**
 * The international form of a phone number (`+33199001234`), or null if it is not one.
 * Numbers of the overseas territories get their own calling code; short public numbers stay as they are.
 */
export function toE164(input: string): string | null {
  const trimmed = input.trim().replace(/^tel:/i, '').replace(/^\((\+\d{1,3})\)/, '$1')
  if (!/^[+(]?[\d\s().\-–/\u00A0\u202F]+$/.test(trimmed)) return null
  const compact = trimmed.replace(/\(0\)/, '').replace(/[^\d+]/g, '')
  if (SHORT.test(compact)) return compact
  if (compact.startsWith('+')) return fromInternational(compact.slice(1))
  if (compact.startsWith('00')) return fromInternational(compact.slice(2))
  return compact.startsWith('0') ? fromNational(compact.slice(1)) : null
}

function fromNational(national: string): string | null {
  if (/^508[45]\d{5}$/.test(national)) return `+${national}`
  if (!/^[1-9]\d{8}$/.test(national)) return null
  return `+${callingCode(national)}${national}`
}

function fromInternational(digits: string): string | null {
  if (digits.startsWith('33')) {
    const national = digits.slice(2).replace(/^0/, '')
    // An overseas number is not reachable behind +33: keep it out rather than store a wrong one.
    return /^[1-9]\d{8}$/.test(national) && callingCode(national) === '33' ? `+33${national}` : null
  }
  const area = OVERSEAS.find(({ code }) => digits.startsWith(code))
  if (!area) return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : null
  const national = digits.slice(area.code.length).replace(/^0/, '')
  return area.length.includes(national.length) && area.prefix.test(national) ? `+${area.code}${national}` : null
}

const LEAST_DIGITS = 6

/** Whether more than one whole number was typed in the box of one, whatever is between them. */
export function holdsTwoPhones(text: string): boolean {
  const parts = text.split(/[/;,|:]|\s+(?=\(?\+)|\s+(?:ou|or|et|and|puis|[-–—])(?=[\s/]|$)/i)
  // The second one is often written as it is dialled on the spot, without the code of the first.
  const [whole, local] = [parts.filter(part => toE164(part) !== null), parts.filter(part => part.replace(/\D/g, '').length >= LEAST_DIGITS)]
  return whole.length > 1 || (whole.length > 0 && local.length > 1) || (toE164(text) === null && /^(?:(?:\+33|0033|0)[1-9]\d{8}){2,}$/.test(text.replace(/[\s().\-–\u00A0\u202F]/g, '')))
}

/** Whether the text is a phone number that can be stored. */
export function isValidPhone(value: string): boolean {
  return toE164(value) !== null
}

const group = (digits: string, sizes: readonly number[]): string => {
  const parts: string[] = []
  let rest = digits
  for (const size of sizes) {
    parts.push(rest.slice(0, size))
    rest = rest.slice(size)
  }
  return [...parts, rest].filter(Boolean).join(' ')
}

/** A stored number as people write it: `01 99 00 12 34`, `0692 12 34 56`, `+687 76 12 34`. */
export function formatPhone(stored: string): string {
  if (stored.startsWith('+33') && stored.length === 12) return group(`0${stored.slice(3)}`, [2, 2, 2, 2, 2])
  const area = OVERSEAS.find(({ code }) => stored.startsWith(`+${code}`))
  if (!area) return stored
  const national = stored.slice(area.code.length + 1)
  return area.length.includes(9) && national.length === 9
    ? group(`0${national}`, [4, 2, 2, 2])
    : `+${area.code} ${group(national, area.grouping)}`
}
