const BYTE_ORDER_MARK = '\uFEFF'

/** Rows as a file that spreadsheets open: semicolons, and no text that one would run as a formula. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return BYTE_ORDER_MARK + rows.map(row => row.map(cellOf).join(';')).join('\r\n')
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}
