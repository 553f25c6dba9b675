import { AUDIENCES } from '../define.ts'
import type { Audience, Label } from '../define.ts'
import type { RuleField } from '../forms/rules/check.ts'
import { checkRule } from '../forms/rules/check.ts'
import type { Literal } from '../forms/rules/ast.ts'
import { parseRule } from '../forms/rules/parse.ts'
import { hasMarkup } from '../forms/text.ts'
import { TEMPLATE_VARIABLES, variablesIn } from '../templates/index.ts'
import type { DefinitionFinding, DefinitionFindingCode } from './findings.ts'
import { finding } from './findings.ts'
import { edgesOf, findLoop, reachable } from './graph.ts'
import { canHold } from './satisfiable.ts'
import { isRelated } from './reach.ts'
import { takesNow } from './now.ts'
import { NOW_VALUE } from './types.ts'
import type { Definition, Delay, Effect, EffectKind, State, Transition, Who } from './types.ts'

export const MAX_STATES = 100
const MAX_TRANSITIONS = 500
const MAX_DELAY = 3650
const KEY = /^[a-z][a-z0-9_]{0,39}$/

/** A field of the collection, as a workflow uses it. */
export interface WorkflowField extends RuleField {
  isFile?: boolean
  /** Who reaches a record depends on it. */
  isRuled?: boolean
  /** Audiences that cannot read it. */
  hiddenFrom: readonly Audience[]
  /** Audiences that do not write it at once: they read it, propose it for review, or do not see it. */
  closedTo: readonly Audience[]
}

/** A collection whose rows an effect may make or change: what it may set of a new one, and of one that is there; which links a new one takes from the record. */
export interface Related { collection: string, via: readonly string[], inherited: readonly string[], fields: readonly string[], changed: readonly string[], required: readonly string[] }

/** Where a definition stands. */
export interface DefinitionContext {
  /** The column that holds the state: only transitions write it. */
  stateField: string
  fields: readonly WorkflowField[]
  /** Audiences that see records of the collection. */
  audiences: readonly Audience[]
  /** Functions in the team of a file; none when the collection belongs to no file. */
  functions: readonly string[]
  belongsToFile: boolean
  belongsToOrganization: boolean
  belongsToPerson: boolean
  effects: readonly EffectKind[]
  /** Collections whose rows belong to a record: how they name it, what may be set, what must be. */
  related: readonly Related[]
  /** Collections of the workflows that may be started, by key. */
  workflows: Readonly<Record<string, string>>
  webhooks: readonly string[]
  /** Keys of the templates of documents. */
  documents: readonly string[]
  /** Names of the message templates in use in the whole network. */
  templates: readonly string[]
}

interface Checker { definition: Definition, context: DefinitionContext, findings: DefinitionFinding[] }

/** Everything that is wrong with a definition; nothing when it may be published. */
export function checkDefinition(definition: Definition, context: DefinitionContext): DefinitionFinding[] {
  const { states, transitions } = definition
  if (states.length > MAX_STATES) return [finding('TOO_MANY_STATES', 'states', { count: states.length, max: MAX_STATES })]
  if (transitions.length > MAX_TRANSITIONS) return [finding('TOO_MANY_TRANSITIONS', 'transitions', { count: transitions.length, max: MAX_TRANSITIONS })]
  const checker: Checker = { definition, context, findings: [] }
  checkNames(checker)
  checkStates(checker)
  for (const transition of transitions) checkTransition(checker, transition)
  checkGraph(checker)
  checkTimers(checker)
  return checker.findings
}

type Detail = Parameters<typeof finding>[2]
const report = ({ findings }: Checker, code: DefinitionFindingCode, path: string, detail: Detail = {}): void => {
  findings.push(finding(code, path, detail))
}

const isLabelled = ({ fr, en }: Label): boolean => fr.trim() !== '' && en.trim() !== ''

function checkNames(checker: Checker): void {
  const { states, transitions } = checker.definition
  for (const [path, code, elements] of [['states', 'DUPLICATE_STATE', states], ['transitions', 'DUPLICATE_TRANSITION', transitions]] as const) {
    const seen = new Set<string>()
    for (const { key, label } of elements) {
      if (!KEY.test(key)) report(checker, 'BAD_KEY', `${path}.${key}`, { name: key })
      if (seen.has(key)) report(checker, code, `${path}.${key}`, { name: key })
      seen.add(key)
      if (!isLabelled(label)) report(checker, 'LABEL_MISSING', `${path}.${key}.label`, { name: key })
    }
    for (const element of elements) for (const text of textsIn(element).filter(hasMarkup)) report(checker, 'MARKUP', `${path}.${element.key}`, { name: element.label.fr, other: text })
  }
}

/** Every text of a part of a definition but its rules, in which « < » compares. */
function textsIn(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, inner]) => (name === 'rule' ? [] : textsIn(inner)))
}

function checkStates(checker: Checker): void {
  const { definition: { states }, context: { fields, stateField } } = checker
  if (!states.some(({ kind }) => kind === 'initial')) report(checker, 'NO_INITIAL', 'states')
  const choices = fields.find(({ name }) => name === stateField)?.choices
  for (const state of states) {
    if (choices && !choices.some(({ value }) => value === state.key)) report(checker, 'NOT_A_CHOICE', `states.${state.key}`, { name: state.label.fr })
    if ((state.deadline && !isDelay(state.deadline)) || !areBefore(state.reminders, state.deadline)) report(checker, 'BAD_DELAY', `states.${state.key}.deadline`, { name: state.label.fr, max: MAX_DELAY })
  }
}

const areBefore = (reminders: readonly number[] = [], delay?: Delay): boolean => reminders.every(days => delay !== undefined && Number.isInteger(days) && days >= 1 && days <= delay.amount)
const isDelay = ({ amount }: Delay): boolean => Number.isInteger(amount) && amount >= 1 && amount <= MAX_DELAY

function checkTransition(checker: Checker, transition: Transition): void {
  const { definition: { states } } = checker
  const path = `transitions.${transition.key}`
  const name = transition.label.fr
  const known = new Set(states.map(({ key }) => key))
  if (transition.from.length === 0) report(checker, 'NO_ORIGIN', `${path}.from`, { name })
  for (const state of [...transition.from, transition.to]) {
    if (!known.has(state)) report(checker, 'MISSING_STATE', path, { name, other: state })
  }
  if (transition.from.includes(transition.to)) report(checker, 'TO_ITSELF', `${path}.to`, { name, other: transition.to })
  checkWho(checker, transition, path)
  checkGuard(checker, transition, path)
  checkAsked(checker, transition, path)
  if (transition.timer) checkTimer(checker, transition.timer, { name, path: `${path}.timer` })
  for (const [index, effect] of (transition.effects ?? []).entries()) checkEffect(checker, effect, { name, path: `${path}.effects.${index}` })
}

/** Whether nobody at all is named. */
const isNobody = ({ audiences = [], functions = [], organization, person }: Who): boolean => audiences.length === 0 && functions.length === 0 && !organization && !person

function checkWho(checker: Checker, { key, label, who, timer, fourEyes }: Transition, path: string): void {
  const { context } = checker
  if (isNobody(who) && !timer) report(checker, 'NOBODY', `${path}.who`, { name: label.fr })
  for (const [named, place] of [[who, 'who'], [fourEyes?.selfApproval ?? {}, 'fourEyes.selfApproval']] as const) {
    const unknown = [
      ...(named.audiences ?? []).filter(audience => !context.audiences.includes(audience)),
      ...(named.functions ?? []).filter(name => !context.functions.includes(name)),
      ...(named.organization && !context.belongsToOrganization ? ['organization'] : []),
      ...(named.person && !context.belongsToPerson ? ['person'] : []),
    ]
    for (const other of unknown) report(checker, 'UNKNOWN_ACTOR', `transitions.${key}.${place}`, { name: label.fr, other })
  }
}

/** The audiences that those who act come from. */
function audiencesOf({ audiences = [], functions = [], organization, person }: Who): Audience[] {
  const acting = [...audiences, ...(functions.length > 0 ? ['adviser'] as const : []), ...(organization ? ['partner'] as const : []), ...(person ? ['beneficiary'] as const : [])]
  return AUDIENCES.filter(audience => acting.includes(audience))
}

function checkGuard(checker: Checker, { label, who, guard }: Transition, path: string): void {
  if (!guard) return
  const { fields, stateField } = checker.context
  const acting = audiencesOf(who)
  const readable = fields.map(field => ({ ...field, unreadableBy: field.hiddenFrom.filter(audience => acting.includes(audience)).map(audience => ({ fr: audience, en: audience })) }))
  const findings = checkRule(guard.rule, { field: stateField, kind: 'valid_if', fields: readable })
  for (const { code, message } of findings) report(checker, code === 'NOT_READABLE' ? 'GUARD_UNREADABLE' : 'GUARD_INVALID', `${path}.guard`, { why: message })
  if (!isLabelled(guard.message)) report(checker, 'LABEL_MISSING', `${path}.guard.message`, { name: label.fr })
  const parsed = parseRule(guard.rule)
  if (findings.length === 0 && 'rule' in parsed && !canHold(parsed.rule, fields)) report(checker, 'GUARD_NEVER', `${path}.guard`, { name: label.fr })
}

function checkAsked(checker: Checker, { label, who, fields = [], files = [] }: Transition, path: string): void {
  const { context } = checker
  const acting = audiencesOf(who)
  for (const [names, place] of [[fields, 'fields'], [files, 'files']] as const) {
    for (const other of names) {
      const field = context.fields.find(own => own.name === other)
      if (!field || field.type === 'rows' || other === context.stateField || field.isKept || movesRights(field, acting)) report(checker, 'UNKNOWN_FIELD', `${path}.${place}`, { name: label.fr, other })
      else if (place === 'files' && !field.isFile) report(checker, 'NOT_A_FILE', `${path}.files`, { name: label.fr, other })
      // A definition opens no field to anybody: it is the level of the field that does.
      const blind = field?.hiddenFrom.filter(audience => acting.includes(audience)) ?? []
      if (blind.length > 0) report(checker, 'FIELD_HIDDEN', `${path}.${place}`, { name: label.fr, other: field?.label.fr ?? other, list: blind.join(', ') })
      const closed = field?.closedTo.filter(audience => acting.includes(audience) && !blind.includes(audience)) ?? []
      if (closed.length > 0) report(checker, 'FIELD_CLOSED', `${path}.${place}`, { name: label.fr, other: field?.label.fr ?? other, list: closed.join(', ') })
    }
  }
}

/** Those who write a record by transitions only are not asked where it belongs: a link may move rights. */
const WRITERS: readonly Audience[] = ['adviser', 'manager', 'admin']
function movesRights({ type, isFile }: WorkflowField, acting: readonly Audience[]): boolean {
  return type === 'link' && !isFile && acting.some(audience => !WRITERS.includes(audience))
}

function checkTimer(checker: Checker, { delay, reminders }: NonNullable<Transition['timer']>, { name, path }: { name: string, path: string }): void {
  if (!isDelay(delay) || !areBefore(reminders, delay)) report(checker, 'BAD_DELAY', path, { name, max: MAX_DELAY })
}

function checkEffect(checker: Checker, effect: Effect, { name, path }: { name: string, path: string }): void {
  const { context } = checker
  if (!context.effects.includes(effect.kind)) {
    report(checker, 'EFFECT_UNAVAILABLE', path, { name, other: effect.kind })
    return
  }
  if (!isWellFormed(effect, context)) report(checker, 'EFFECT_INVALID', path, { name, other: effect.kind })
  const unknown = effect.kind === 'notify' ? unknownWords(effect.subject, effect.message) : []
  if (unknown.length > 0) report(checker, 'WORD_UNKNOWN', path, { name, other: unknown.join(', '), list: TEMPLATE_VARIABLES.message.map(({ value }) => `{{${value}}}`).join(', ') })
}

/** What a notice quotes between double braces and that no message may quote. */
function unknownWords(...texts: readonly Label[]): string[] {
  const quoted = texts.flatMap(({ fr, en }) => variablesIn(`${fr} ${en}`))
  return [...new Set(quoted)].filter(name => !TEMPLATE_VARIABLES.message.some(({ value }) => value === name)).map(name => `{{${name}}}`)
}

function isWellFormed(effect: Effect, context: DefinitionContext): boolean {
  const { fields, stateField, webhooks, workflows, templates, documents } = context
  switch (effect.kind) {
    case 'notify': return effect.to.length > 0 && isLabelled(effect.subject) && isLabelled(effect.message)
    case 'send_template': return effect.to.length > 0 && templates.includes(effect.template)
    case 'create_action': return effect.title.trim() !== '' && (effect.dueIn === undefined || isDelay(effect.dueIn))
    case 'create_milestone': return effect.title.trim() !== '' && isDelay(effect.dueIn)
    case 'set_field': return effect.field !== stateField && fields.some(({ name, type, isKept, isRuled }) => name === effect.field && type !== 'rows' && type !== 'link' && !isKept && !isRuled && isKnownValue(effect.value, type))
    case 'create_related': return isRelated(context.related, effect, { isNew: true })
    case 'close_related': return isRelated(context.related, effect, { isNew: false })
    case 'start_workflow': return isRelated(context.related, { ...effect, collection: workflows[effect.workflow] ?? '' }, { isNew: true })
    case 'generate_document': return context.belongsToFile && documents.includes(effect.template)
    case 'call_webhook': return webhooks.includes(effect.webhook)
    default: return true
  }
}

/** A word of the product (`$NOW`) is one that the field takes. */
const isKnownValue = (value: Literal, type: string): boolean => typeof value !== 'string' || !value.startsWith('$') || (value === NOW_VALUE && takesNow(type))

function checkGraph(checker: Checker): void {
  const { definition } = checker
  const { states } = definition
  const ofKind = (kind: State['kind']): string[] => states.filter(state => state.kind === kind).map(({ key }) => key)
  const reached = reachable(ofKind('initial'), edgesOf(definition))
  const ending = reachable(ofKind('final'), edgesOf(definition, 'backward'))
  for (const { key, label } of states) {
    if (!reached.has(key)) report(checker, 'UNREACHABLE_STATE', `states.${key}`, { name: label.fr })
    if (!ending.has(key)) report(checker, 'DEAD_END', `states.${key}`, { name: label.fr })
  }
}

function checkTimers(checker: Checker): void {
  const { definition } = checker
  const timed = definition.transitions.filter(({ timer }) => timer !== undefined)
  const loop = findLoop(edgesOf({ transitions: timed }))
  if (loop) report(checker, 'AUTOMATIC_LOOP', 'transitions', { list: loop.join(' → ') })
  for (const { key, label } of definition.states) {
    const here = timed.filter(({ from }) => from.includes(key))
    const alike = here.filter(one => here.some(other => other !== one && other.timer?.delay.amount === one.timer?.delay.amount && other.timer?.delay.unit === one.timer?.delay.unit))
    if (alike.length > 0) report(checker, 'TWO_TIMERS', `states.${key}`, { name: label.fr, list: alike.map(one => one.label.fr).join(', ') })
  }
}
