import { normalizeWords } from '@relais/schema/names'

/** A name as part of an address: `Ateliers du Canal` gives `ateliers-du-canal`. */
export function slug(name: string): string {
  return normalizeWords(name).replaceAll(' ', '-')
}

/** Replaces `{place}` and the like; an unknown key is a mistake of the template. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = values[key]
    if (value === undefined) throw new Error(`template without ${key}: ${template}`)
    return value
  })
}
