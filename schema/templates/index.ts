import type { Choice, Label } from '../define.ts'
import { hasMarkup } from '../forms/text.ts'

/** What a template is for: a message that leaves by a channel, or a document kept in a file. */
export const TEMPLATE_KINDS = ['message', 'document'] as const
export type TemplateKind = (typeof TEMPLATE_KINDS)[number]

const REFERENCE = { value: 'reference', label: { fr: 'Numéro du dossier', en: 'File number' } } as const

/** What a template may say: a message says nothing about a person, because a notice is also read outside of the file; a document is read in the file. */
export const TEMPLATE_VARIABLES = {
  message: [
    REFERENCE,
    { value: 'etape', label: { fr: 'Étape où il arrive', en: 'Stage it comes to' } },
    { value: 'etape_precedente', label: { fr: 'Étape quittée', en: 'Stage it leaves' } },
    { value: 'date', label: { fr: 'Date du passage', en: 'Date of the step' } },
  ],
  document: [
    REFERENCE,
    { value: 'programme', label: { fr: 'Programme', en: 'Programme' } },
    { value: 'ouvert_le', label: { fr: 'Date d’ouverture', en: 'Opening date' } },
    { value: 'prenom', label: { fr: 'Prénom', en: 'First name' } },
    { value: 'nom', label: { fr: 'Nom', en: 'Last name' } },
    { value: 'structure', label: { fr: 'Structure', en: 'Structure' } },
    { value: 'date', label: { fr: 'Date du passage', en: 'Date of the step' } },
  ],
} as const satisfies Record<TemplateKind, readonly Choice[]>

/** What fills a template of a kind, in both languages. */
export type TemplateValues<K extends TemplateKind> = Record<(typeof TEMPLATE_VARIABLES)[K][number]['value'], Label>

/** What is wrong with a template, and the field that says it. */
export interface TemplateProblem { field: 'key' | (typeof TEXTS)[number], message: Label }

const TEXTS = ['subject_fr', 'subject_en', 'message_fr', 'message_en'] as const
const MOST_CHARACTERS = { message: { subject: 120, message: 2000 }, document: { subject: 200, message: 20_000 } } as const satisfies Record<TemplateKind, object>
const KEY = /^[a-z][a-z0-9_]{1,59}$/
const BRACES = /\{\{|\}\}/
const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Everything that is wrong with a template, as its row says it; empty when it can be used. */
export function checkTemplate(row: Readonly<Record<string, unknown>>): TemplateProblem[] {
  const kind = row.kind === 'document' ? 'document' : 'message'
  return [
    ...typeof row.key === 'string' && KEY.test(row.key)
      ? [] : [{ field: 'key', message: { fr: 'Donnez un nom court en minuscules sans accent, comme rappel_bilan.', en: 'Give a short name in lower case without accents, such as review_reminder.' } } as const],
    ...TEXTS.flatMap(field => problemsOf(row[field], kind, MOST_CHARACTERS[kind][field.startsWith('subject') ? 'subject' : 'message']).map(message => ({ field, message }))),
  ]
}

function problemsOf(text: unknown, kind: TemplateKind, most: number): Label[] {
  if (typeof text !== 'string') return []
  const variables = TEMPLATE_VARIABLES[kind]
  const unknown = [...text.matchAll(VARIABLE)].map(([, name = '']) => name).filter(name => !variables.some(({ value }) => value === name))
  const names = variables.map(({ value }) => `{{${value}}}`).join(', ')
  return [
    ...text.length > most ? [{ fr: `${most} caractères au plus.`, en: `${most} characters at most.` }] : [],
    ...hasMarkup(text) ? [{ fr: 'Écrivez un texte simple, sans balise.', en: 'Write plain text, without markup.' }] : [],
    ...unknown.map(name => ({ fr: `« {{${name}}} » n’est pas connu. Utilisez ${names}.`, en: `“{{${name}}}” is not known. Use ${names}.` })),
    ...BRACES.test(text.replaceAll(VARIABLE, '')) ? [{ fr: 'Une accolade double n’est pas fermée, ou pas ouverte.', en: 'A double brace is not closed, or not opened.' }] : [],
  ]
}

/** The variables that a text quotes. */
export const variablesIn = (text: string): string[] => Array.from(text.matchAll(VARIABLE), ([, name = '']) => name)

/** A text with its variables replaced, once: a value that looks like one stays as it is; what is not known is left out. */
export function fillTemplate(text: string, values: Readonly<Record<string, Label>>, language: keyof Label): string {
  return text.replaceAll(VARIABLE, (_, name: string) => (Object.hasOwn(values, name) ? values[name]?.[language] ?? '' : ''))
}
export { frenchTypography } from './typography.ts'
