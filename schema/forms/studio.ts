import type { FieldType, Format, Label } from '../define.ts'
import { FORMATS } from '../define.ts'
import type { Rule } from './rules/ast.ts'
import { joined, not, value as literal } from './rules/ast.ts'
import { fromDirectusFilter } from './rules/filter.ts'
import type { FieldKind, FormChoice, FormField, LiveCondition, LiveField } from './types.ts'
import { isRecord } from './values.ts'

/** Texts that the Studio keeps apart, called by `$t:key`. */
export interface StudioTranslation { key: string, language: string, value: string }

/** Interfaces that ask nothing: groups, notices, buttons, lists of other rows. */
const SILENT_SPECIALS = ['alias', 'no-data', 'group', 'o2m', 'm2m', 'm2a', 'translations']
const SECRET_SPECIALS = ['hash', 'conceal', 'encrypt']
const SET_BY_SERVER = ['user-created', 'date-created', 'user-updated', 'date-updated', 'role-created', 'role-updated', 'uuid']

/** Whether people can be asked for this field at all. */
export function isAskable(live: LiveField): boolean {
  return live.type !== 'alias' && live.type !== 'hash' && live.type !== 'unknown' && !live.type.startsWith('geometry')
    && !live.special.some(special => SILENT_SPECIALS.includes(special) || SECRET_SPECIALS.includes(special))
}

/** Whether the server fills the field by itself. */
export function isSetByServer(special: readonly string[]): boolean {
  return special.some(flag => SET_BY_SERVER.includes(flag))
}

/** Begins the names of the conditions that say, in the Studio, the rules of a local field. */
export const RULE_CONDITION = 'field_rules.'

const FREE_LISTS = ['select-multiple-dropdown', 'select-multiple-checkbox', 'select-multiple-checkbox-tree', 'tags']

// The states of a workflow are a list too, shown in the Studio with what leads from one to another.
const ONE_OF_A_LIST = ['select-dropdown', 'select-radio', 'relais-steps']

/** Whether a workflow holds the field: chosen with a new record, then changed by transitions alone. */
export const isHeldByWorkflow = (interfaceName: string | null | undefined): boolean => interfaceName === 'relais-steps'

/** How a field is asked, from its column type and its Studio interface. */
export function kindOf(type: string, interfaceName: string | null, special: readonly string[]): FieldKind {
  if (special.includes('file')) return 'file'
  if (special.includes('m2o')) return 'relation'
  if (type === 'csv' || FREE_LISTS.includes(interfaceName ?? '')) return 'choices'
  if (ONE_OF_A_LIST.includes(interfaceName ?? '')) return 'choice'
  switch (type) {
    case 'boolean': return 'boolean'
    case 'integer':
    case 'bigInteger': return 'integer'
    case 'float':
    case 'decimal': return 'number'
    case 'date': return 'date'
    case 'timestamp':
    case 'dateTime': return 'datetime'
    case 'json': return 'json'
    case 'text': return 'long_text'
    default: return interfaceName?.startsWith('input-multiline') || interfaceName?.startsWith('input-rich-text') ? 'long_text' : 'text'
  }
}

const TYPES: readonly FormField['type'][] = ['uuid', 'string', 'text', 'integer', 'bigInteger', 'float', 'decimal', 'boolean', 'date', 'time', 'timestamp', 'dateTime', 'json', 'csv']

/** The column type as forms know it. */
export function typeOf(type: string): FieldType | 'dateTime' | 'csv' {
  return TYPES.find(known => known === type) ?? 'string'
}

/** The format written in the options of the interface, if it is one of the product's. */
export function formatOf(options: LiveField['options'], interfaceName: string | null): Format | null {
  if (interfaceName === 'select-color') return 'color'
  return FORMATS.find(format => format === options?.format) ?? null
}

/** A name such as `x_numero_agrement` as words: « Numero agrement ». */
export function humanise(field: string): string {
  const words = field.replace(/^x_/, '').replace(/_+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The label given in the Studio in each language, or the name of the field as words. */
export function labelOf(live: LiveField): Label {
  return translated(live) ?? { fr: humanise(live.field), en: humanise(live.field) }
}

/** The label given in the Studio, or null when nobody wrote one. */
export function translated({ translations }: LiveField): Label | null {
  const find = (language: string): string | undefined =>
    translations?.find(row => row.language.toLowerCase().startsWith(language) && row.translation.trim() !== '')?.translation.trim()
  const [fr, en] = [find('fr'), find('en')]
  return fr || en ? { fr: fr ?? en ?? '', en: en ?? fr ?? '' } : null
}

/** A text typed in the Studio, either plain or a `$t:key`, in both languages; null when there is none. */
export function studioText(text: unknown, translations: readonly StudioTranslation[]): Label | null {
  if (typeof text !== 'string' || text.trim() === '') return null
  const key = /^\$t:(.+)$/.exec(text.trim())?.[1]
  if (key === undefined) return { fr: text.trim(), en: text.trim() }
  const find = (language: string): string | undefined => translations.find(row => row.key === key && row.language.toLowerCase().startsWith(language))?.value
  const [fr, en] = [find('fr'), find('en')]
  return fr || en ? { fr: fr ?? en ?? '', en: en ?? fr ?? '' } : null
}

/** The list of the Studio: `[{ text, value, text_en?, color?, retired? }]`, plain words, or the presets of tags. */
export function choicesOf(live: LiveField, translations: readonly StudioTranslation[]): FormChoice[] | null {
  const options = live.options ?? {}
  const list = live.interface === 'tags' ? options.presets : options.choices
  if (isOpen(live) || !Array.isArray(list)) return null
  return flatten(list).flatMap(entry => toChoice(entry, translations))
}

/** Whether people may answer outside the list. */
function isOpen({ options, interface: name }: LiveField): boolean {
  return options?.allowOther === true || (name === 'tags' && options?.allowCustom !== false)
}

/** Trees of choices are offered as one list. */
function flatten(list: readonly unknown[]): unknown[] {
  return list.flatMap(entry => isRecord(entry) && Array.isArray(entry.children) ? [entry, ...flatten(entry.children)] : [entry])
}

function toChoice(entry: unknown, translations: readonly StudioTranslation[]): FormChoice[] {
  if (typeof entry === 'string' || typeof entry === 'number') return [{ value: entry, label: { fr: String(entry), en: String(entry) } }]
  if (!isRecord(entry) || (typeof entry.value !== 'string' && typeof entry.value !== 'number')) return []
  const label = studioText(entry.text, translations) ?? { fr: humanise(String(entry.value)), en: humanise(String(entry.value)) }
  const en = typeof entry.text_en === 'string' && entry.text_en.trim() !== '' ? entry.text_en.trim() : label.en
  return [{ value: entry.value, label: { ...label, en }, ...(typeof entry.color === 'string' ? { color: entry.color } : {}), ...(entry.retired === true ? { retired: true } : {}) }]
}

/**
 * When a property of the field is on. As in the Studio, the last condition whose rule holds decides, and says nothing
 * of the properties it leaves out. Null when it is always as the field itself says.
 */
export function whenIs(property: 'hidden' | 'required' | 'readonly', conditions: LiveField['conditions'], base: boolean): Rule | null {
  const readable = (conditions ?? []).flatMap((condition) => {
    // Written by the server from the rules of the field, which are read where they are kept.
    if (condition.name?.startsWith(RULE_CONDITION)) return []
    const rule = fromDirectusFilter(condition.rule)
    return rule ? [{ rule, value: condition[property] ?? base }] : []
  })
  if (readable.every(({ value }) => value === base)) return null
  return readable.reduce<Rule>((otherwise, { rule, value }) => value ? or(rule, otherwise) : and(not(rule), otherwise), literal(base))
}

const isLiteral = (rule: Rule, value: boolean): boolean => rule.kind === 'value' && rule.value === value
const or = (a: Rule, b: Rule): Rule => isLiteral(b, true) ? b : isLiteral(b, false) ? a : joined('||', [a, b])
const and = (a: Rule, b: Rule): Rule => isLiteral(b, false) ? b : isLiteral(b, true) ? a : joined('&&', [a, b])

/** The conditions of a field as the Studio kept them. */
export function readConditions(value: unknown): LiveCondition[] | null {
  if (!Array.isArray(value)) return null
  return value.filter(isRecord).map(({ name, rule, hidden, required, readonly }) => ({
    rule,
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof hidden === 'boolean' ? { hidden } : {}),
    ...(typeof required === 'boolean' ? { required } : {}),
    ...(typeof readonly === 'boolean' ? { readonly } : {}),
  }))
}
