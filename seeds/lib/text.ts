const LIGATURES: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', ı: 'i', đ: 'd' }

/** Lower case without accents, ligatures nor punctuation: what two spellings of one name share. */
export function normalizeName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[œæßøłıđ]/g, letter => LIGATURES[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** A name as part of an address: `Ateliers du Canal` gives `ateliers-du-canal`. */
export function slug(name: string): string {
  return normalizeName(name).replaceAll(' ', '-')
}

/** Replaces `{place}` and the like; an unknown key is a mistake of the template. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = values[key]
    if (value === undefined) throw new Error(`template without ${key}: ${template}`)
    return value
  })
}
