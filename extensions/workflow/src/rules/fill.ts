const GAP = /\{\{\s*([^{}]{0,64}?)\s*\}\}/g

/** What a template may ask about a file; nothing that some of its team may not read. */
export const GAPS = ['reference', 'programme', 'ouvert_le', 'prenom', 'nom', 'structure', 'date'] as const
export type Gaps = Record<(typeof GAPS)[number], string>

/** The gaps of a template that nothing fills, once each. */
export function strangeGaps(template: string): string[] {
  const known: readonly string[] = GAPS
  return [...new Set(Array.from(template.matchAll(GAP), ([, name = '']) => name))].filter(name => !known.includes(name))
}

/** A template whose gaps are filled, once: a value that looks like a gap stays as it is. */
export function fill(template: string, values: Gaps): string {
  const found: Readonly<Record<string, string>> = values
  return template.replaceAll(GAP, (_, name: string) => (Object.hasOwn(found, name) ? found[name] ?? '' : ''))
}
