import type { EventContext, PrimaryKey, SchemaOverview } from '@directus/types'
import type { Label } from '@relais/schema'
import type { Form, LocalRule, Values } from '@relais/schema/forms'
import { humanise, messageOf } from '@relais/schema/forms'
import type { Finding, RuleField, RuleKind } from '@relais/schema/forms/rules'
import { checkRule, fieldsOf, parseRule, RULE_KINDS } from '@relais/schema/forms/rules'
import type { FieldSetting } from '@relais/schema/access'
import type { Knex } from 'knex'
import { FieldInRuleError, FormInvalidError, RuleInvalidError } from '../errors.ts'
import type { InputError } from '../rules/form-errors.ts'
import type { RelatedList } from '../rules/rule-fields.ts'
import { ruleFields } from '../rules/rule-fields.ts'
import type { FormStore } from './form-store.ts'
import { createFormStore, declarationOf } from './form-store.ts'
import type { Layer } from './layers.ts'
import { withinOf } from './layers.ts'

type GuardContext = Pick<EventContext, 'database' | 'schema'>
interface FormsContext { knex: Knex, schema: SchemaOverview }

/** What a screen needs to check a rule as it is typed: `fields` and `rules` go to `checkRule`, `sentence` and the pickers. */
export interface RuleWorkshop { fields: RuleField[], rules: LocalRule[] }

interface WorkshopQuestion { collection: string, field: string, layer?: Layer, decision?: FieldSetting }

/** The fields that a rule of this field may name in a layer, and the rules already given in the collection; null when there is no such field. */
export async function workshopOf(store: FormStore, context: FormsContext, { collection, field, layer = null, decision }: WorkshopQuestion): Promise<RuleWorkshop | null> {
  const declaration = declarationOf(collection)
  if (!declaration || declaration.hidden) return null
  const within = await withinOf(context.knex, layer)
  const form = await store.serverFormOf(context, collection, { within })
  if (!form.fields.some(own => own.field === field)) return null
  const { settings: decided, rules, layers } = await store.modelOf(context)
  const isOwn = (name: string): boolean => layers.some(own => own.isOwn && own.collection === collection && own.field === name && own.structure === layer)
  // The first decision found counts: one about to be taken stands before the others.
  const settings = decision ? [decision, ...decided] : decided
  return {
    // A structure computes its own fields only: a record of the network has one value for everybody.
    fields: ruleFields({ declaration, settings, form, lists: listsOf(context.schema, form), field }).map(own => (layer === null || isOwn(own.name) ? own : { ...own, isKept: true })),
    rules: rules.filter(({ collection: of, structure = null }) => of === collection && (structure === null || within.includes(structure))),
  }
}

/** The lists of related rows of a collection, declared or added in the Studio. */
function listsOf({ relations }: SchemaOverview, { collection }: Form): RelatedList[] {
  const declared = declarationOf(collection)?.fields
  return relations.flatMap(({ related_collection: one, meta }) => {
    const name = one === collection ? meta?.one_field : null
    if (!name) return []
    const label: Label = declared?.[name]?.label ?? { fr: humanise(name), en: humanise(name) }
    return [{ name, label }]
  })
}

const isKind = (value: unknown): value is RuleKind => RULE_KINDS.some(kind => kind === value)

/** Refuses a rule that could not be followed; `keys` are the rules it changes, null for a new one. */
export async function assertRules({ database, schema }: GuardContext, payload: Values, keys: readonly PrimaryKey[] | null): Promise<void> {
  if (schema === null) return
  const before: Values[] = keys === null ? [{}] : await database('field_rules').whereIn('id', [...keys]).select('*')
  for (const row of before) await assertRule({ knex: database, schema }, { ...row, ...payload })
}

async function assertRule(context: FormsContext, { collection, field, kind, expression, structure }: Values): Promise<void> {
  if (typeof collection !== 'string' || typeof field !== 'string' || typeof expression !== 'string' || !isKind(kind)) return
  // Read on this very connection: rules saved together see one another.
  const layer = typeof structure === 'string' ? structure : null
  const workshop = await workshopOf(createFormStore({ ttlMs: 0, now: Date.now }), context, { collection, field, layer })
  if (workshop === null) throw new FormInvalidError({ errors: [notAChoice(declarationOf(collection) ? 'field' : 'collection')] })
  const rules = workshop.rules.filter(rule => rule.field !== field || rule.kind !== kind || (rule.structure ?? null) !== layer)
  const findings = checkRule(expression, { field, kind, fields: workshop.fields, rules })
  if (findings.length > 0) throw new RuleInvalidError({ findings, errors: findings.map(({ message }) => ({ field: 'expression', label: 'Règle', code: 'NOT_VALID', message, severity: 'error' })) })
}

const notAChoice = (field: string): InputError => ({ field, label: field, code: 'NOT_A_CHOICE', message: messageOf('NOT_A_CHOICE'), severity: 'error' })

/** Refuses a decision on rights after which somebody would be asked a field without being able to read what its rules name. */
export async function assertRulesReadable(context: FormsContext, { collection, field, audience, level }: Values): Promise<void> {
  if (typeof collection !== 'string' || typeof field !== 'string' || typeof audience !== 'string' || typeof level !== 'string') return
  const store = createFormStore({ ttlMs: MOMENT_MS, now: Date.now })
  const { rules } = await store.modelOf(context)
  const concerned = rules.filter(rule => rule.collection === collection && (rule.field === field || reads(rule.expression).includes(field)))
  const findings: Finding[] = []
  for (const { field: bearer, kind, expression, structure = null } of concerned) {
    const workshop = await workshopOf(store, context, { collection, field: bearer, layer: structure, decision: { collection, field, audience, level } })
    findings.push(...checkRule(expression, { field: bearer, kind, fields: workshop?.fields ?? [] }).filter(({ code }) => code === 'NOT_READABLE'))
  }
  if (findings.length > 0) throw new RuleInvalidError({ findings, errors: findings.map(({ message }) => ({ field: 'level', label: 'Droit', code: 'NOT_VALID', message, severity: 'error' })) })
}

// One reading serves the whole check.
const MOMENT_MS = 2000

/** Refuses the deletion of a field that the rules of other fields read. */
export async function assertUnused(knex: Knex, collection: string, fields: readonly string[]): Promise<void> {
  for (const field of fields) {
    const usedBy = (await rulesReading(knex, collection, field)).filter(name => !fields.includes(name))
    if (usedBy.length > 0) throw new FieldInRuleError({ collection, field, usedBy })
  }
}

/** A rule of another field, and what it reads. */
export interface ReadingRule { field: string, kind: string, expression: string }

/** The rules of the other fields of the collection that read this one: of every structure, or of these and the network; a retired field asks nothing any more. */
export async function readingRules(knex: Knex, collection: string, field: string, within?: readonly string[]): Promise<ReadingRule[]> {
  const query = knex('field_rules as r').leftJoin('directus_fields as f', { 'f.collection': 'r.collection', 'f.field': 'r.field' })
    .where('r.collection', collection).whereNot('r.field', field).whereRaw('coalesce((f.options::jsonb ->> \'retired\')::boolean, false) = false')
  if (within) query.where(structures => structures.whereNull('r.structure').orWhereIn('r.structure', [...within]))
  const rules: ReadingRule[] = await query.select('r.field', 'r.kind', 'r.expression')
  return rules.filter(({ expression }) => reads(expression).includes(field))
}

/** The other fields of the collection whose rules read this one. */
export async function rulesReading(knex: Knex, collection: string, field: string): Promise<string[]> {
  return [...new Set((await readingRules(knex, collection, field)).map(rule => rule.field))]
}

function reads(expression: string): string[] {
  const parsed = parseRule(expression)
  return 'rule' in parsed ? fieldsOf(parsed.rule) : []
}
