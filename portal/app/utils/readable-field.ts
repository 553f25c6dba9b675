import type { FormField } from '@relais/schema/forms'

import { isKey } from '#shared/utils/keys'

/** Whether a value can be read by a person: not a bare identifier, a file or a technical object. */
export function isReadable(field: Pick<FormField, 'field' | 'kind'>, record: Record<string, unknown>): boolean {
  const value = record[field.field]
  if (value === undefined) return false
  if (field.kind === 'file') return false
  if (field.kind === 'relation') return !isKey(value)
  if (field.kind === 'json') return value === null || Array.isArray(value)
  return true
}

const RELATED_NAMES: Record<string, readonly string[]> = {
  directus_users: ['id', 'first_name', 'last_name'],
  people: ['id', 'first_name', 'last_name', 'preferred_name'],
  cases: ['id', 'reference'],
  vocabulary_terms: ['id', 'label'],
  offers: ['id', 'title'],
  objectives: ['id', 'title'],
  contacts: ['id', 'first_name', 'last_name'],
}

/** What to ask the items API for, so that every related record comes with its name. */
export function fieldsToRead(fields: readonly Pick<FormField, 'field' | 'kind' | 'relation'>[]): string[] {
  const relations = fields.filter(field => field.kind === 'relation' && field.relation !== null)
  return ['*', ...relations.flatMap(field => (RELATED_NAMES[field.relation?.collection ?? ''] ?? ['id', 'name']).map(name => `${field.field}.${name}`))]
}

/** The record as a form edits it: identifiers in the place of related records. */
export function valuesToEdit(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, identifierOf(value)]))
}

function identifierOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('id' in value)) return value
  return value.id
}
