import type { Label } from '../define.ts'

/** A date that comes after another one of the same record, or on the same day. */
export const notBefore = (end: string, start: string): { rule: string, message: Label } => ({
  rule: `is_empty(${start}) || ${end} >= ${start}`,
  message: { fr: 'La fin est avant le début : corrigez l’une des deux dates.', en: 'The end is before the start: correct one of the two dates.' },
})

/** Somebody who is born, and whom a file can concern. */
export const BORN = {
  rule: 'birth_date <= today() && age(birth_date) <= 120',
  message: { fr: 'Cette date de naissance n’est pas possible : vérifiez l’année.', en: 'This date of birth is not possible: check the year.' },
}

/** What has happened, has happened by now. */
export const notLater = (field: string): { rule: string, message: Label } => ({
  rule: `days_between(${field}, today()) >= 0`,
  message: { fr: 'Cette date est dans l’avenir : vérifiez le jour et l’année.', en: 'This date is in the future: check the day and the year.' },
})

/** What is planned is near: further, a finger slipped in the year. */
export const withinAYear = (field: string): { rule: string, message: Label } => ({
  rule: `days_between(today(), ${field}) <= 366`,
  message: { fr: 'Cette date est dans plus d’un an : vérifiez l’année.', en: 'This date is more than a year ahead: check the year.' },
})

/** A period whose last day is before its first gives nothing, and is refused; the database refuses it too (`0157-periods-of-rights.sql`). */
export const ENDS_AFTER_START = notBefore('valid_until', 'valid_from')
