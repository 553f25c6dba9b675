import type { Format } from '../define.ts'
import { completeUrl, isValidEmail, isValidUrl } from './contact.ts'
import { hasBackwardSpan, isValidHours, tidyHours } from './hours.ts'
import { isPossibleFiness, isPossibleRna, isUsualFiness, isUsualRna, isValidNaf, isValidSiren, isValidSiret } from './identifiers.ts'
import { toE164 } from './phone.ts'
import { withoutDirections } from './text.ts'
import { isTimeZone } from '../time/index.ts'
import { isValidCommuneCode, isValidPostalCode } from './places.ts'
import type { ErrorCode, Problem } from './types.ts'

interface FormatRule {
  /** The one way the value is stored; a value that is not understood comes back as it was. */
  tidy: (value: string) => string
  check: (value: string) => Problem | null
}

const compact = (value: string): string => value.replace(/[\s.\-\u00A0\u202F]/g, '').toUpperCase().normalize('NFC')
const unless = (test: (value: string) => boolean, code: ErrorCode) => (value: string): Problem | null => test(value) ? null : { code }

/** A doubt for an unusual value, an error for an impossible one. */
const usual = (isUsual: (value: string) => boolean, isPossible: (value: string) => boolean, code: ErrorCode) => (value: string): Problem | null => {
  if (isUsual(value)) return null
  return isPossible(value) ? { code, severity: 'confirm' } : { code }
}

function checkHours(value: string): Problem | null {
  if (isValidHours(value)) return null
  return { code: hasBackwardSpan(value) ? 'BACKWARD_HOURS' : 'BAD_HOURS' }
}

const RULES: Partial<Record<Format, FormatRule>> = {
  siren: { tidy: compact, check: unless(isValidSiren, 'BAD_SIREN') },
  siret: { tidy: compact, check: unless(isValidSiret, 'BAD_SIRET') },
  rna: { tidy: compact, check: usual(isUsualRna, isPossibleRna, 'BAD_RNA') },
  finess: { tidy: compact, check: usual(isUsualFiness, isPossibleFiness, 'BAD_FINESS') },
  naf: { tidy: value => compact(value).replace(/^(\d{2})(\d{2}[A-Z])$/, '$1.$2'), check: unless(isValidNaf, 'BAD_NAF') },
  phone: { tidy: value => toE164(value) ?? value, check: unless(value => toE164(value) !== null, 'BAD_PHONE') },
  email: { tidy: value => value.toLowerCase(), check: unless(isValidEmail, 'BAD_EMAIL') },
  url: { tidy: completeUrl, check: unless(isValidUrl, 'BAD_URL') },
  opening_hours: { tidy: tidyHours, check: checkHours },
  postal_code: { tidy: compact, check: unless(isValidPostalCode, 'BAD_POSTAL_CODE') },
  commune_code: { tidy: compact, check: unless(isValidCommuneCode, 'BAD_COMMUNE_CODE') },
  color: { tidy: value => value.toUpperCase().normalize('NFC'), check: unless(value => /^#[0-9A-F]{6}(?:[0-9A-F]{2})?$/i.test(value), 'BAD_COLOR') },
  time_zone: { tidy: value => value, check: unless(isTimeZone, 'BAD_TIME_ZONE') },
}

/** The stored way of writing a text of this format. */
export function tidyFormat(format: Format, value: string): string {
  return RULES[format]?.tidy(withoutDirections(value).trim()) ?? value
}

/** What is wrong with a text of this format, or null. */
export function checkFormat(format: Format, value: string): Problem | null {
  return RULES[format]?.check(value) ?? null
}
