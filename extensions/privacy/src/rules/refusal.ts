/** Whether PostgreSQL refused a change because its line could not be written: the functions of the journal are where it failed. */
export function isRefusedByJournal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const where: unknown = Reflect.get(error, 'where')
  return typeof where === 'string' && /\brelais_journal(?:\.|_change|_load)/.test(where)
}

/** Whether an error says that nobody was recognised. */
export function isUnauthenticated(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'status') === 401
}
