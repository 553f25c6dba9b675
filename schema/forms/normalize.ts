import { dayAt } from '../time/index.ts'
import { toIsoDate } from './dates.ts'
import { tidyFormat } from './formats.ts'
import { tidyLine, tidyText } from './text.ts'
import type { Form, FormField } from './types.ts'
import type { Values } from './values.ts'

/**
 * The values as they are stored: trimmed, empty texts as null, numbers as numbers, SIRET without spaces, phones in
 * international form, e-mails in lower case. What is not understood is left for `validateForm` to refuse.
 */
export function normalizeValues(form: Pick<Form, 'fields'>, values: Values): Record<string, unknown> {
  const fields = new Map(form.fields.map(field => [field.field, field]))
  return Object.fromEntries(Object.entries(values).map(([name, value]) => {
    const field = fields.get(name)
    return [name, field ? normalizeValue(field, value) : value]
  }))
}

/** One value as it is stored. */
export function normalizeValue(field: FormField, value: unknown): unknown {
  if (value === undefined || value === null) return value
  if (value instanceof Date) return fromDate(field, value)
  if (Array.isArray(value)) return field.kind === 'choices' ? tidyList(value) : value
  return typeof value === 'string' ? fromText(field, value) : value
}

function fromDate(field: FormField, value: Date): unknown {
  if (Number.isNaN(value.getTime())) return value
  return field.kind === 'date' ? dayAt(value, 'UTC') : value.toISOString()
}

function fromText(field: FormField, text: string): unknown {
  const line = tidyLine(text)
  if (line === '') return null
  switch (field.kind) {
    case 'long_text': return tidyText(text)
    case 'text': return field.format ? tidyFormat(field.format, line) : line
    case 'integer':
    case 'number': return toNumber(field, line)
    case 'boolean': return line === 'true' ? true : line === 'false' ? false : line
    case 'date': return toIsoDate(line)
    case 'choices': return toList(field, line)
    default: return line
  }
}

/** `1 234,5` typed by a person is 1234.5; identifiers beyond what a number can hold stay texts. */
function toNumber(field: FormField, line: string): unknown {
  const plain = line.replace(/[\s\u00A0\u202F]/g, '').replace(',', '.')
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(plain)) return line
  const parsed = Number(plain)
  if (field.type === 'bigInteger' && !Number.isSafeInteger(parsed)) return plain
  return Number.isFinite(parsed) ? parsed : line
}

function toList(field: FormField, line: string): unknown {
  if (line.startsWith('[')) return parseList(line)
  return field.type === 'csv' ? tidyList(line.split(',')) : line
}

function parseList(line: string): unknown {
  try {
    const parsed: unknown = JSON.parse(line)
    return Array.isArray(parsed) ? tidyList(parsed) : line
  }
  catch (error: unknown) {
    if (error instanceof SyntaxError) return line
    throw error
  }
}

function tidyList(list: readonly unknown[]): unknown[] {
  const tidied = list.map(item => typeof item === 'string' ? tidyLine(item) : item).filter(item => item !== '')
  return [...new Set(tidied)]
}
