import type { FieldOverride } from '@relais/schema/forms'

/** A field as `GET /fields` answers it. */
export interface StudioField { collection?: unknown, field?: unknown, meta?: Record<string, unknown> | null }

interface Entry { text?: unknown, value?: unknown }

/** What the Studio shows of a field to somebody whose structures changed it. */
export function overriddenInStudio(row: StudioField, overrides: readonly FieldOverride[], language: 'fr' | 'en'): StudioField {
  if (!row.meta || overrides.length === 0) return row
  return { ...row, meta: overrides.reduce((meta, override) => ({ ...meta, ...changes(meta, override, language) }), row.meta) }
}

function changes(meta: Record<string, unknown>, { label, help, hidden, choices }: FieldOverride, language: 'fr' | 'en'): Record<string, unknown> {
  const options = record(meta['options'])
  const listed = Array.isArray(options['choices']) ? options['choices'].map((entry): Entry => record(entry)) : null
  return {
    ...label ? { translations: [{ language: 'fr-FR', translation: label.fr }, { language: 'en-US', translation: label.en }] } : {},
    ...help === undefined ? {} : { note: help?.[language] ?? null },
    ...hidden === undefined ? {} : { hidden },
    ...choices && listed ? { options: { ...options, choices: merged(listed, choices, language) } } : {},
  }
}

function merged(listed: readonly Entry[], choices: NonNullable<FieldOverride['choices']>, language: 'fr' | 'en'): Entry[] {
  const kept = listed.flatMap((entry) => {
    const own = choices.find(({ value }) => value === entry.value)
    return own?.retired ? [] : [own?.label ? { ...entry, text: own.label[language] } : entry]
  })
  const added = choices.filter(({ value, label, retired }) => label && !retired && !listed.some(entry => entry.value === value))
  return [...kept, ...added.map(({ value, label }) => ({ value, text: label?.[language] }))]
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
