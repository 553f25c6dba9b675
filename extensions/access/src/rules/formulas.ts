/** What a spreadsheet takes for a formula, after the blanks it ignores; the wide signs of Asian keyboards too. */
const FORMULA = /^(?:[\t\r\n\0]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u

/** A text that a spreadsheet shows as it is. Numbers are no texts and pass. */
export function asText(value: string): string {
  return FORMULA.test(value) ? `'${value}` : value
}

/** Rows whose cells, nested records included, no spreadsheet takes for a formula. Lists stay: they are written as JSON. */
export function withoutFormulas(value: unknown): unknown {
  if (typeof value === 'string') return asText(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return value
  return Object.fromEntries(Object.entries(value).map(([name, cell]) => [asText(name), withoutFormulas(cell)]))
}
