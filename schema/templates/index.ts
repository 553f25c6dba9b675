import type { Choice, Label } from '../define.ts'

/** What a template may say of the record that moved; nothing about a person, because a notice is also read outside of the file. */
export const TEMPLATE_VARIABLES = [
  { value: 'reference', label: { fr: 'Numéro du dossier', en: 'File number' } },
  { value: 'etape', label: { fr: 'Étape où il arrive', en: 'Stage it comes to' } },
  { value: 'etape_precedente', label: { fr: 'Étape quittée', en: 'Stage it leaves' } },
  { value: 'date', label: { fr: 'Date du passage', en: 'Date of the step' } },
] as const satisfies readonly Choice[]
export type TemplateValues = Record<(typeof TEMPLATE_VARIABLES)[number]['value'], Label>

/** What is wrong with a template, and the field that says it. */
export interface TemplateProblem { field: 'key' | (typeof TEXTS)[number], message: Label }

const TEXTS = ['subject_fr', 'subject_en', 'message_fr', 'message_en'] as const
const KEY = /^[a-z][a-z0-9_]{1,59}$/
const MARKUP = /<[a-z!/?]/i
const BRACES = /\{\{|\}\}/
const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Everything that is wrong with a template, as its row says it; empty when it can be sent. Lengths are those of its form. */
export function checkTemplate(row: Readonly<Record<string, unknown>>): TemplateProblem[] {
  return [
    ...typeof row.key === 'string' && KEY.test(row.key)
      ? [] : [{ field: 'key', message: { fr: 'Donnez un nom court en minuscules sans accent, comme rappel_bilan.', en: 'Give a short name in lower case without accents, such as review_reminder.' } } as const],
    ...TEXTS.flatMap(field => problemsOf(row[field]).map(message => ({ field, message }))),
  ]
}

function problemsOf(text: unknown): Label[] {
  if (typeof text !== 'string') return []
  const unknown = [...text.matchAll(VARIABLE)].map(([, name = '']) => name).filter(name => !TEMPLATE_VARIABLES.some(({ value }) => value === name))
  const names = TEMPLATE_VARIABLES.map(({ value }) => `{{${value}}}`).join(', ')
  return [
    ...MARKUP.test(text) ? [{ fr: 'Écrivez un texte simple, sans balise.', en: 'Write plain text, without markup.' }] : [],
    ...unknown.map(name => ({ fr: `« {{${name}}} » n’est pas connu. Utilisez ${names}.`, en: `“{{${name}}}” is not known. Use ${names}.` })),
    ...BRACES.test(text.replaceAll(VARIABLE, '')) ? [{ fr: 'Une accolade double n’est pas fermée, ou pas ouverte.', en: 'A double brace is not closed, or not opened.' }] : [],
  ]
}

/** A text with its variables replaced; what is not known is left out. */
export function fillTemplate(text: string, values: TemplateValues, language: keyof Label): string {
  return text.replaceAll(VARIABLE, (_, name: string) => (Object.hasOwn(values, name) ? values[name as keyof TemplateValues][language] : ''))
}
