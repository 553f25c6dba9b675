/** La Poste registers its offices without the usual key: their digits add up to a multiple of 5. Its head office follows the common rule. */
const LA_POSTE = '356000000'
const LA_POSTE_HEAD_OFFICE = '35600000000048'

function luhnSum(digits: string): number {
  let sum = 0
  for (let position = 0; position < digits.length; position++) {
    const digit = Number(digits[digits.length - 1 - position])
    const weighted = position % 2 === 1 ? digit * 2 : digit
    sum += weighted > 9 ? weighted - 9 : weighted
  }
  return sum
}

const digitSum = (digits: string): number => [...digits].reduce((sum, digit) => sum + Number(digit), 0)

/** Whether nine digits carry a right Luhn key. */
export function isValidSiren(value: string): boolean {
  return /^\d{9}$/.test(value) && value !== '000000000' && luhnSum(value) % 10 === 0
}

/** Whether fourteen digits carry a right Luhn key, or La Poste's own rule. */
export function isValidSiret(value: string): boolean {
  if (!/^\d{14}$/.test(value) || value.startsWith('000000000')) return false
  const isOffice = value.startsWith(LA_POSTE) && value !== LA_POSTE_HEAD_OFFICE
  return isOffice ? digitSum(value) % 5 === 0 : luhnSum(value) % 10 === 0
}

/** Whether the number of an association has the usual shape; others exist overseas and in Corsica. */
export function isUsualRna(value: string): boolean {
  return /^W\d{9}$/.test(value)
}

/** Whether the text could be the number of an association at all. */
export function isPossibleRna(value: string): boolean {
  return /^W[0-9A-Z]{9}$/.test(value)
}

/** Whether the text has the nine characters of a FINESS number. */
export function isPossibleFiness(value: string): boolean {
  return /^\d[0-9AB]\d{7}$/.test(value)
}

/** Whether the FINESS number also carries a right Luhn key; Corsican numbers are not checked. */
export function isUsualFiness(value: string): boolean {
  return isPossibleFiness(value) && (/[AB]/.test(value) || luhnSum(value) % 10 === 0)
}

/** Whether the text is an activity code of the French nomenclature, either vintage. */
export function isValidNaf(value: string): boolean {
  return /^\d{2}\.\d{2}[A-Z]$/.test(value)
}

const NIR = /(?<!\d)[1-478]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?(?:\d{2}|2[AaBb])\s?\d{3}\s?\d{3}[\s-]?\d{2}(?!\d)/g

/**
 * Whether a text seems to hold a French social security number, which the product must not keep.
 * Only numbers with a right key count, so that phone and SIRET numbers do not disturb.
 */
export function looksLikeNir(text: string): boolean {
  return [...text.matchAll(NIR)].some(([match]) => hasNirKey(match.replace(/[\s-]/g, '').toUpperCase()))
}

function hasNirKey(nir: string): boolean {
  const body = nir.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return /^\d{13}$/.test(body) && 97 - Number(BigInt(body) % 97n) === Number(nir.slice(13))
}
