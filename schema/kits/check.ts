import { isNullable } from '../define.ts'
import { VOCABULARIES } from '../core/network/vocabulary-terms.ts'
import { checkHome } from '../homes/check.ts'
import { prefixOf } from './define.ts'
import { checkTemplate } from '../templates/index.ts'
import { withKits } from './merge.ts'
import { parseRule } from '../forms/rules/index.ts'
import type { Choice, CollectionDefinition, Condition, Field, Label } from '../define.ts'
import type { Kit, KitReferral, KitHome, KitPart, KitTemplate, KitTerm, Report } from './define.ts'

const KEY = /^[a-z][a-z0-9]+(?:-[a-z0-9]+)*$/
const NAME = /^[a-z][a-z0-9_]{1,62}$/
const RELEASE = /^\d+\.\d+\.\d+$/
const MAX_KEY = 20

/** Everything that is wrong with a kit, one French sentence each, naming where; empty when it can be installed. */
export function checkKit(kit: Kit, core: Record<string, CollectionDefinition>, others: readonly Kit[] = []): string[] {
  const problems = [...checkIdentity(kit, others), ...Object.entries(kit.vocabularies ?? {}).flatMap(([name, terms]) => checkVocabulary(kit.key, name, terms))]
  for (const [name, part] of Object.entries(kit.collections)) {
    const definition = core[name]
    if (!definition) problems.push(`${name} n’est pas une collection du produit : un kit complète celles qui existent.`)
    else if (definition.hidden) problems.push(`${name} est une collection technique : un kit n’y ajoute rien.`)
    else if (part) problems.push(...checkPart(kit, definition, core))
  }
  for (const home of kit.homes ?? []) problems.push(...checkHomeOf(kit, home))
  for (const template of kit.templates ?? []) problems.push(...checkTemplateOf(kit, template))
  if (problems.length) return problems
  const merged = withKits(core, [kit])
  return [...Object.entries(kit.collections).flatMap(([name, part]) => checkRules(name, part ?? {}, merged)), ...(kit.reports ?? []).flatMap(report => checkReport(report, merged)), ...(kit.referrals ?? []).flatMap(terms => checkTerms(kit, terms, merged))]
}

function checkIdentity({ key, release, label, description }: Kit, others: readonly Kit[]): string[] {
  const rival = others.find(other => other.key !== key && (prefixOf(key).startsWith(prefixOf(other.key)) || prefixOf(other.key).startsWith(prefixOf(key))))
  return [
    ...KEY.test(key) && key.length <= MAX_KEY ? [] : [`« ${key} » n’est pas un nom de kit : des minuscules, des chiffres et des tirets, ${MAX_KEY} au plus.`],
    ...RELEASE.test(release) ? [] : [`La version « ${release} » doit avoir trois nombres, comme 1.0.0.`],
    ...checkLabel('label', label), ...checkLabel('description', description),
    ...rival ? [`Les noms du kit commencent comme ceux du kit « ${rival.key} » (${prefixOf(rival.key)}) : changez le nom de l’un des deux.`] : [],
  ]
}

function checkLabel(where: string, label: Label | undefined): string[] {
  return label?.fr.trim() && label.en.trim() ? [] : [`${where} : il manque le texte en français ou en anglais.`]
}

function checkPart(kit: Kit, definition: CollectionDefinition, core: Record<string, CollectionDefinition>): string[] {
  const { sections = {}, fields = {}, choices = {} } = kit.collections[definition.collection as keyof Kit['collections']] ?? {}
  const prefix = prefixOf(kit.key)
  const own = (name: string) => name === prefix.slice(0, -1) || name.startsWith(prefix)
  return [
    ...Object.entries(sections).flatMap(([name, { label }]) => [
      ...own(name) && !definition.sections?.[name] ? [] : [`La section ${definition.collection}.${name} doit s’appeler ${prefix.slice(0, -1)}, ou commencer par ${prefix}.`],
      ...checkLabel(`${definition.collection}.section_${name}`, label),
    ]),
    ...Object.entries(fields).flatMap(([name, field]) => checkField(`${definition.collection}.${name}`, field, {
      isNamed: name.startsWith(prefix) && NAME.test(name) && !definition.fields[name], prefix, sections: { ...definition.sections, ...sections },
      isFile: collection => core[collection]?.domain === 'cases',
    })),
    ...Object.entries(choices).flatMap(([name, added]) => checkChoices(`${definition.collection}.${name}`, definition.fields[name], added, prefix)),
  ]
}

const CODE = /^[a-z0-9]+(?:[_-]+[a-z0-9]+)*$/
const SIZES = { vocabulary: 60, code: 120, label: 200, description: 1000, uri: 2083 }

function checkVocabulary(kit: string, name: string, terms: readonly KitTerm[]): string[] {
  const prefix = prefixOf(kit)
  const isShared = VOCABULARIES.some(shipped => shipped === name)
  if (!isShared && !(name.startsWith(prefix) && NAME.test(name) && name.length <= SIZES.vocabulary)) {
    return [`Le vocabulaire « ${name} » n’est pas du produit : celui d’un kit commence par ${prefix}, en minuscules sans accent, ${SIZES.vocabulary} caractères au plus.`]
  }
  const codes = terms.map(({ code }) => code)
  return terms.flatMap(({ code, label, description = '', parent, uri }, index) => {
    const where = `vocabulaire ${name}, « ${code} »`
    return [
      ...CODE.test(code) && code.length <= SIZES.code ? [] : [`${where} : un code s’écrit en minuscules sans accent, ${SIZES.code} caractères au plus.`],
      ...!isShared || code.startsWith(prefix) ? [] : [`${where} : dans un vocabulaire du produit, le code d’un kit commence par ${prefix}.`],
      ...codes.indexOf(code) === index ? [] : [`${where} : ce code est deux fois dans la liste.`],
      ...checkLabel(where, label),
      ...Math.max(label.fr.length, label.en.length) <= SIZES.label && description.length <= SIZES.description ? [] : [`${where} : ${SIZES.label} caractères au plus pour un libellé, ${SIZES.description} pour une description.`],
      ...parent === undefined || codes.slice(0, index).includes(parent) || (isShared && !codes.includes(parent)) ? [] : [`${where} : son parent « ${parent} » doit être avant lui dans la liste.`],
      ...uri === undefined || (URL.canParse(uri) && /^https?:/.test(uri) && uri.length <= SIZES.uri) ? [] : [`${where} : « ${uri} » n’est pas une adresse web.`],
    ]
  })
}

const MAX_TITLE = 120
const MAX_TEXT = 1000

function checkHomeOf({ homes = [], reports = [] }: Kit, home: KitHome): string[] {
  const { audience, title, text, tiles } = home
  const where = `page d’accueil ${audience}`
  const row = { audience, title_fr: title.fr, title_en: title.en, text_fr: text?.fr, text_en: text?.en, tiles }
  return [
    ...checkLabel(where, title), ...text ? checkLabel(where, text) : [],
    ...Math.max(title.fr.length, title.en.length) <= MAX_TITLE && Math.max(text?.fr.length ?? 0, text?.en.length ?? 0) <= MAX_TEXT ? [] : [`${where} : ${MAX_TITLE} caractères au plus pour un titre, ${MAX_TEXT} pour un texte.`],
    ...homes.find(other => other.audience === audience) === home ? [] : [`${where} : un kit n’en donne qu’une par espace.`],
    ...checkHome(row, reports.map(({ key }) => key)).map(({ message }) => `${where} : ${message.fr}`),
    ...tiles.filter(tile => !tile.label_en || (tile.help_fr && !tile.help_en)).map(tile => `${where}, « ${tile.label_fr} » : il manque le texte en anglais.`),
  ]
}

function checkTemplateOf({ key: kit, templates = [] }: Kit, template: KitTemplate): string[] {
  const { key, kind, subject, message } = template
  const where = `modèle ${key}`
  return [
    ...key.startsWith(prefixOf(kit)) ? [] : [`${where} : le nom d’un modèle de kit commence par ${prefixOf(kit)}.`],
    ...templates.find(other => other.key === key) === template ? [] : [`${where} : ce nom est deux fois dans la liste.`],
    ...checkLabel(where, subject), ...checkLabel(where, message),
    ...checkTemplate({ key, kind, subject_fr: subject.fr, subject_en: subject.en, message_fr: message.fr, message_en: message.en }).map(({ message: { fr } }) => `${where} : ${fr}`),
  ]
}

interface FieldPlace { isNamed: boolean, prefix: string, sections: object, isFile: (collection: string) => boolean }

function checkField(where: string, field: Field, { isNamed, prefix, sections, isFile }: FieldPlace): string[] {
  return [
    ...isNamed ? [] : [`${where} : le nom d’un champ de kit commence par ${prefix}, en minuscules sans accent, 63 caractères au plus.`],
    ...field.type === 'alias' || field.primaryKey ? [`${where} : un kit n’ajoute ni liste liée ni clé.`] : [],
    ...field.relation && isFile(field.relation.collection) && !isFile(where.split('.')[0] ?? '') ? [`${where} : un lien vers un dossier ne se met que dans un dossier, où ses lectures sont journalisées.`] : [],
    ...isNullable(field) || (field.default !== undefined && field.default !== null)
      ? [] : [`${where} : obligatoire sans valeur par défaut, il serait vide dans les fiches qui existent. Donnez une valeur par défaut, nullable, ou requiredIf.`],
    ...field.section === undefined || field.section in sections ? [] : [`${where} : la section « ${field.section} » n’existe pas.`],
    ...field.facet && !field.choices ? [`${where} : seul un champ à choix peut filtrer une recherche.`] : [],
    ...checkLabel(where, field.label), ...field.help ? checkLabel(`${where} (aide)`, field.help) : [],
    ...twins(where, field.choices ?? []), ...(field.choices ?? []).flatMap(({ value, label }) => checkLabel(`${where} « ${value} »`, label)),
  ]
}

function checkChoices(where: string, field: Field | undefined, added: readonly Choice[], prefix: string): string[] {
  if (!field?.choices) return [`${where} n’est pas un champ à choix du produit.`]
  return [
    ...added.filter(({ value }) => !value.startsWith(prefix)).map(({ value }) => `${where} : la valeur « ${value} » ajoutée par le kit doit commencer par ${prefix}.`),
    ...twins(where, [...field.choices, ...added]), ...added.flatMap(({ value, label }) => checkLabel(`${where} « ${value} »`, label)),
  ]
}

function twins(where: string, list: readonly Choice[]): string[] {
  const values = list.map(({ value }) => value)
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))].map(value => `${where} : la valeur « ${value} » est deux fois dans la liste.`)
}

function checkRules(collection: string, { fields = {} }: KitPart, declared: Record<string, CollectionDefinition>): string[] {
  const known = declared[collection]?.fields ?? {}
  return Object.entries(fields).flatMap(([name, { shownIf, requiredIf, validIf, computed }]) => {
    const where = `${collection}.${name}`
    const missing = [shownIf, requiredIf].flatMap(condition => condition ? namesIn(condition) : []).filter(each => !known[each])
    const rules = [validIf?.rule, computed].filter(rule => rule !== undefined)
    return [
      ...missing.map(each => `${where} : sa condition lit « ${each} », qui n’existe pas.`),
      ...rules.filter(rule => !('rule' in parseRule(rule))).map(rule => `${where} : « ${rule} » n’est pas une règle.`),
      ...validIf ? checkLabel(`${where} (message)`, validIf.message) : [],
    ]
  })
}

const MAX_DAYS = 365

/** What a kit says of referrals to a kind of offer: of a kind that exists, once, and of its own fields. */
function checkTerms({ key, referrals = [] }: Kit, terms: KitReferral, declared: Record<string, CollectionDefinition>): string[] {
  const { kind, act, done, undo, asks, answerWithin, outside, leavesOut = [] } = terms
  const ofOffers = declared['offers']?.fields ?? {}
  const where = `orientations vers « ${kind} »`
  const known = declared['referrals']?.fields ?? {}
  return [
    ...declared['offers']?.fields['kind']?.choices?.some(({ value }) => value === kind) ? [] : [`${where} : cette nature d’offre n’existe pas.`],
    ...referrals.find(other => other.kind === kind) === terms ? [] : [`${where} : un kit ne le dit qu’une fois par nature.`],
    ...[act, done, undo, ...outside ? [outside] : []].flatMap(label => checkLabel(where, label)),
    ...asks.filter(({ field }) => known[field]?.kit !== key).map(({ field }) => `${where} : « ${field} » n’est pas un champ que ce kit ajoute aux orientations.`),
    ...leavesOut.filter(field => !ofOffers[field] || ofOffers[field].required === true).map(field => `${where} : « ${field} » n’est pas un champ facultatif des offres, il ne se laisse pas de côté.`),
    ...answerWithin === undefined || (Number.isInteger(answerWithin) && answerWithin > 0 && answerWithin <= MAX_DAYS) ? [] : [`${where} : le délai de réponse est un nombre de jours, de 1 à ${MAX_DAYS}.`],
  ]
}

/** Names of the fields that a condition reads. */
function namesIn(condition: Condition): string[] {
  return Object.entries(condition).flatMap(([key, value]) => key === '_and' || key === '_or' ? (value as Condition[]).flatMap(namesIn) : [key])
}

function checkReport({ key, collection, where, by, measures, label }: Report, declared: Record<string, CollectionDefinition>): string[] {
  const paths = [by, ...namesIn(where), ...measures.flatMap(({ path, when }) => [...path === undefined ? [] : [path], ...when ? [when.path] : []])]
  return [
    ...checkLabel(`rapport ${key}`, label),
    ...paths.filter(path => !reachesField(path.split('.'), collection, declared)).map(path => `rapport ${key} : « ${path} » ne mène à aucun champ de ${collection}.`),
    ...measures.filter(({ of, path }) => (of === 'rows') !== (path === undefined)).map(measure => `rapport ${key}, ${measure.key} : un chemin est donné pour une somme ou un nombre de valeurs, pas pour un nombre de lignes.`),
  ]
}

function reachesField([name = '', ...rest]: string[], collection: string, declared: Record<string, CollectionDefinition>): boolean {
  const field = declared[collection]?.fields[name]
  if (!field) return false
  return rest.length === 0 || (field.relation !== undefined && reachesField(rest, field.relation.collection, declared))
}
