/**
 * SQL test: the account `u` is the one looked for, by words of its name or by its whole address. Never by a part of the address:
 * whoever may not read addresses would read them letter by letter.
 */
export const ACCOUNT_FOUND = `(relais_is_named(relais_name(u.first_name, u.last_name), :typed) OR lower(u.email) = lower(:whole))`

/** What the test is asked with. */
export function foundBy(text: string): { typed: string, whole: string } {
  return { typed: text, whole: text.trim() }
}
