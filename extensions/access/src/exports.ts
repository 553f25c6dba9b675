import { asText, withoutFormulas } from './rules/formulas.ts'

/** The part of `ExportService` that writes every export of Directus, `?export=` and `/utils/export` alike. */
export interface Exporter {
  transform: (rows: unknown, format: string, options?: { fields?: unknown[] | null }) => string
}

/**
 * Keeps spreadsheets from running what people wrote. Directus offers no event on its way to a CSV file, and every one
 * of its paths goes through this method: it is wrapped once, on the class that Directus itself uses.
 */
export function guardExports({ prototype }: { prototype: Exporter }): void {
  const { transform } = prototype
  prototype.transform = function (rows, format, options) {
    if (!format.startsWith('csv') || !Array.isArray(rows)) return transform.call(this, rows, format, options)
    if (!options?.fields) return transform.call(this, rows.map(withoutFormulas), format, options)
    // Columns are chosen by name here: the names of the cells must follow.
    const fields = options.fields.map(name => typeof name === 'string' ? { label: asText(name), value: asText(name) } : name)
    return transform.call(this, rows.map(withoutFormulas), format, { ...options, fields })
  }
}
