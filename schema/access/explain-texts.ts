import { getCollection } from '../index.ts'
import type { AccessLevel, Audience, Field, Label } from '../define.ts'
import { audiences } from './audiences.ts'
import { sayDate } from '../time/index.ts'
import type { Moment } from '../time/index.ts'
import type { Condition, RightCondition, ValueCondition } from './explain-conditions.ts'

/** A row of rights of the account, whether it is in force or not. */
export interface RightFact { level: string | null, why: string | null, from: Date | null, until: Date | null }

/** What was found about one condition for one account and one record. */
export interface Finding { isMet: boolean, facts: readonly RightFact[], carriers: readonly string[] }

const both = (fr: string, en: string): Label => ({ fr, en })

/** An instant as a day of its place. */
function day(at: Date, zone: string): Label {
  return both(sayDate(at, 'fr-FR', zone), sayDate(at, 'en-GB', zone))
}

/** Rights end at the first instant of the day after their last day. */
const lastDay = (until: Date, zone: string): Label => day(new Date(until.getTime() - 1), zone)

const isNow = ({ from, until }: RightFact, now: Date): boolean => (from === null || from <= now) && (until === null || until > now)

const NAMED = { fr: (names: readonly string[]) => (names.length ? ` ${names.map(name => `« ${name} »`).join(', ')}` : ''), en: (names: readonly string[]) => (names.length ? ` “${names.join('”, “')}”` : '') }

interface RightWords {
  /** Said of somebody who has the right. */
  has: (fact: RightFact, carriers: readonly string[]) => Label
  /** Said of somebody who has none. */
  lacks: (carriers: readonly string[], levels: readonly string[]) => Label
  change: (carriers: readonly string[], levels: readonly string[]) => Label
}

const GRANT_WHY: Record<string, Label> = {
  referent: both('référent du dossier', 'referent of the file'),
  member: both('membre de l’équipe du dossier', 'member of the team of the file'),
  theme: both('référent thématique, par un besoin du dossier', 'theme referent, by a need of the file'),
  referral: both('chargé d’une orientation du dossier', 'in charge of a referral of the file'),
  structure: both('travaille dans la structure du dossier', 'works in the structure of the file'),
  break_glass: both('accès exceptionnel au dossier', 'break-glass access to the file'),
}

const grantWords = (file: Label): RightWords => ({
  has: ({ why }) => GRANT_WHY[why ?? ''] ?? both(`membre de l’équipe ${file.fr}`, `member of the team ${file.en}`),
  lacks: () => both(`n’est pas dans l’équipe ${file.fr}`, `is not in the team ${file.en}`),
  change: (_carriers, levels) => onlyRead(levels)
    ? both(`L’ajouter à l’équipe ${file.fr}.`, `Add them to the team ${file.en}.`)
    : both(`L’ajouter à l’équipe ${file.fr}, avec une autre fonction que « Lecteur ».`, `Add them to the team ${file.en}, with another function than “Reader”.`),
})

const onlyRead = (levels: readonly string[]): boolean => levels.length === 0 || levels.includes('read')

function scopeFunction(levels: readonly string[]): { has: Label, lacks: Label, name: Label } {
  if (levels.length === 1 && levels[0] === 'manage') return { has: both('responsable de la structure', 'manager of the structure'), lacks: both('n’est pas responsable de la structure', 'is not a manager of the structure'), name: both('Responsable', 'Manager') }
  if (levels.length === 1 && levels[0] === 'steer') return { has: both('pilote la structure', 'steers the structure'), lacks: both('ne pilote pas la structure', 'does not steer the structure'), name: both('Pilotage', 'Steering') }
  return { has: both('travaille dans la structure', 'works in the structure'), lacks: both('ne travaille pas dans la structure', 'does not work in the structure'), name: both('Conseiller', 'Adviser') }
}

const scopeWords: RightWords = {
  has: (_fact, carriers) => both(`${scopeFunction([]).has.fr}${NAMED.fr(carriers)}`, `${scopeFunction([]).has.en}${NAMED.en(carriers)}`),
  lacks: (carriers, levels) => both(`${scopeFunction(levels).lacks.fr}${NAMED.fr(carriers)} ni d’une structure au-dessus`, `${scopeFunction(levels).lacks.en}${NAMED.en(carriers)} nor of one above`),
  change: (carriers, levels) => both(
    `Lui donner la fonction « ${scopeFunction(levels).name.fr} » dans la structure${NAMED.fr(carriers)}.`, `Give them the function “${scopeFunction(levels).name.en}” in the structure${NAMED.en(carriers)}.`),
}

const memberWords: RightWords = {
  has: (_fact, carriers) => both(`membre de l’organisation${NAMED.fr(carriers)}`, `member of the organisation${NAMED.en(carriers)}`),
  lacks: carriers => both(`n’est pas membre de l’organisation${NAMED.fr(carriers)}`, `is not a member of the organisation${NAMED.en(carriers)}`),
  change: carriers => both(`L’inviter dans l’organisation${NAMED.fr(carriers)}.`, `Invite them into the organisation${NAMED.en(carriers)}.`),
}

const WORDS: Record<string, RightWords> = {
  access_grants: grantWords(both('du dossier', 'of the file')),
  person_grants: grantWords(both('d’un dossier de cette personne', 'of a file of this person')),
  structure_scopes: scopeWords,
  organization_members: memberWords,
}

/** Words for rights that a later collection brings: its own labels. */
function wordsOf(rights: string): RightWords {
  const known = WORDS[rights]
  if (known) return known
  const label = getCollection(rights)?.singular ?? both(rights, rights)
  return {
    has: () => both(`a un droit « ${label.fr} »`, `has a right “${label.en}”`),
    lacks: () => both(`n’a pas de droit « ${label.fr} »`, `has no right “${label.en}”`),
    change: () => both(`Lui donner un droit « ${label.fr} ».`, `Give them a right “${label.en}”.`),
  }
}

/** Levels that a condition accepts; none when it accepts all. */
export function levelsOf(filter: unknown): string[] {
  if (typeof filter !== 'object' || filter === null) return []
  return Object.entries(filter).flatMap(([key, value]): string[] => {
    const values: unknown = key === 'level' && typeof value === 'object' && value !== null ? Reflect.get(value, '_in') : undefined
    return Array.isArray(values) ? values.map(String) : levelsOf(value)
  })
}

function withDates(text: Label, { from, until }: RightFact, zone: string): Label {
  const since = from ? day(from, zone) : null
  const last = until ? lastDay(until, zone) : null
  return both(
    `${text.fr}${since ? ` depuis le ${since.fr}` : ''}${last ? `, jusqu’au ${last.fr}` : ''}`,
    `${text.en}${since ? ` since ${since.en}` : ''}${last ? `, until ${last.en}` : ''}`)
}

const LEVELS: Record<string, Label> = {
  read: both('Consulter', 'Read'), contribute: both('Contribuer', 'Contribute'), manage: both('Gérer', 'Manage'), configure: both('Configurer', 'Configure'), steer: both('Piloter', 'Steer'),
}

function rightReason(condition: RightCondition, { isMet, facts, carriers }: Finding, { now, zone }: Moment): Label {
  const words = wordsOf(condition.rights)
  const levels = levelsOf(condition.filter)
  const accepted = facts.filter(({ level }) => level === null || levels.length === 0 || levels.includes(level))
  const current = (isMet ? accepted : facts).find(fact => isNow(fact, now))
  if (isMet) {
    const fact = current ?? { level: null, why: null, from: null, until: null }
    const { has } = scopeFunction(levels)
    const text = condition.rights === 'structure_scopes' ? both(`${has.fr}${NAMED.fr(carriers)}`, `${has.en}${NAMED.en(carriers)}`) : words.has(fact, carriers)
    return withDates(text, fact, zone)
  }
  const { fr, en } = words.lacks(carriers, levels)
  if (current?.level) {
    const level = LEVELS[current.level] ?? both(current.level, current.level)
    return both(`${fr} avec un droit suffisant : son droit est « ${level.fr} »`, `${en} with a sufficient right: theirs is “${level.en}”`)
  }
  const ended = accepted.filter(({ until }) => until !== null && until <= now).toSorted((one, other) => Number(other.until) - Number(one.until))[0]
  if (ended?.until) return both(`${fr} : accès expiré le ${lastDay(ended.until, zone).fr}`, `${en}: access expired on ${lastDay(ended.until, zone).en}`)
  const coming = accepted.find(({ from }) => from !== null && from > now)
  if (coming?.from) return both(`${fr} avant le ${day(coming.from, zone).fr}`, `${en} before ${day(coming.from, zone).en}`)
  return both(fr, en)
}

function fieldName({ collection, path, field }: ValueCondition): Label {
  const steps = [...path, field]
  let here: string | undefined = collection
  const names: Label[] = []
  for (const step of steps) {
    const declared: Field | undefined = here === undefined ? undefined : getCollection(here)?.fields[step]
    names.push(declared?.label ?? both(step, step))
    here = declared?.relation?.collection
  }
  return both(names.map(({ fr }) => fr).join(' › '), names.map(({ en }) => en).join(' › '))
}

function testOf({ filter, path, field }: ValueCondition): unknown {
  return [...path, field].reduce<unknown>((inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined), filter)
}

/** Whether a condition says that the row is the account's own. */
export function isSelf(condition: ValueCondition): boolean {
  return JSON.stringify(testOf(condition))?.includes('$CURRENT_USER') ?? false
}

function wanted(condition: ValueCondition): Label {
  const test = testOf(condition)
  const [operator, value] = typeof test === 'object' && test !== null ? Object.entries(test)[0] ?? [] : []
  const choices = choicesOf(condition)
  const name = (item: unknown): Label => choices.get(String(item)) ?? (item === true ? both('oui', 'yes') : item === false ? both('non', 'no') : both(String(item), String(item)))
  const names = (Array.isArray(value) ? value : [value]).map(name)
  const listed = both(names.map(({ fr }) => `« ${fr} »`).join(' ou '), names.map(({ en }) => `“${en}”`).join(' or '))
  if (operator === '_null') return value === false ? both('rempli', 'filled in') : both('vide', 'empty')
  if (operator === '_nnull') return value === false ? both('vide', 'empty') : both('rempli', 'filled in')
  if (operator === '_nin' || operator === '_neq') return both(`autre que ${listed.fr}`, `other than ${listed.en}`)
  if (operator === '_in' || operator === '_eq') return listed
  return both(`${String(operator).replace('_', '')} ${listed.fr}`, `${String(operator).replace('_', '')} ${listed.en}`)
}

function choicesOf({ collection, path, field }: ValueCondition): Map<string, Label> {
  let here: string | undefined = collection
  for (const step of path) here = here === undefined ? undefined : getCollection(here)?.fields[step]?.relation?.collection
  const declared = here === undefined ? undefined : getCollection(here)?.fields[field]
  return new Map(declared?.choices?.map(({ value, label }) => [value, label]))
}

/** Why a condition holds or not, as a sentence without its subject. */
export function reasonOf(condition: Condition, finding: Finding, clock: Moment): Label {
  if (condition.kind === 'right') return rightReason(condition, finding, clock)
  const name = fieldName(condition)
  if (isSelf(condition)) return finding.isMet ? both('c’est sa propre fiche', 'it is their own record') : both('ce n’est pas sa propre fiche', 'it is not their own record')
  const { fr, en } = wanted(condition)
  return finding.isMet ? both(`« ${name.fr} » est ${fr}`, `“${name.en}” is ${en}`) : both(`« ${name.fr} » n’est pas ${fr}`, `“${name.en}” is not ${en}`)
}

/** What would make a condition hold, or nothing when nobody can. */
export function changeOf(condition: Condition, { carriers }: Finding): Label | null {
  if (condition.kind === 'right') return wordsOf(condition.rights).change(carriers, levelsOf(condition.filter))
  if (isSelf(condition)) return null
  const name = fieldName(condition)
  const { fr, en } = wanted(condition)
  return both(`Changer « ${name.fr} » : ${fr}.`, `Change “${name.en}”: ${en}.`)
}

/** How an audience is called, in both languages. */
export function audienceLabel(audience: Audience): Label {
  return audiences.find(known => known.audience === audience)?.label ?? both('Tout le monde', 'Everyone')
}

/** What a level lets do. */
export const LEVEL_LABELS: Record<AccessLevel, Label> = {
  none: both('ne voit pas', 'does not see it'),
  read: both('consulte', 'reads'),
  review: both('propose, le réseau relit', 'proposes, the network reviews'),
  write: both('modifie', 'writes'),
}
