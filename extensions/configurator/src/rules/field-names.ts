import { LOCAL_PREFIX } from '@relais/schema/forms'

const MAX_NAME = 40

/** A text without accents, capitals nor signs: two labels of one folding would be read as the same. */
export function folded(text: string): string {
  return text.replaceAll(/œ/gi, 'oe').replaceAll(/æ/gi, 'ae').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '')
}

/** The name of the column of a new field, from its label; null when the label holds neither letter nor digit. */
export function nameFor(label: string): string | null {
  const words = folded(label).slice(0, MAX_NAME).replace(/_+$/, '')
  return words === '' ? null : `${LOCAL_PREFIX}${words}`
}

/** The value of a new choice, from its label, that none of these has. */
export function choiceValueFor(label: string, taken: readonly string[]): string {
  const base = folded(label).slice(0, MAX_NAME) || 'choix'
  if (!taken.includes(base)) return base
  for (let number = 2; ; number++) {
    if (!taken.includes(`${base}_${number}`)) return `${base}_${number}`
  }
}
