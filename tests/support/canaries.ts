import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { collections, getCollection } from '../../schema/index.ts'
import type { CollectionDefinition, Field } from '../../schema/index.ts'
import { conditionsOf, isSelf, rowRules } from '../../schema/access/index.ts'
import type { Condition, RuleNode } from '../../schema/access/index.ts'
import { insert, userId } from '../integration/directory/world.ts'
import { db } from './stack.ts'

/** Where a row stands: the team's own, the same structure, another one, or the team's own but hidden by its content. */
export const WORLDS = ['own', 'same', 'other', 'withheld'] as const
export type WorldName = (typeof WORLDS)[number]

export interface CanaryRow { id: string, collection: string, world: WorldName, values: Record<string, unknown> }

type Values = Record<string, unknown>

/** Every text field of every collection, numbered: a canary says which row and which field it comes from. */
const FIELDS = Object.values<CollectionDefinition>(collections).flatMap(({ collection, fields }) => Object.keys(fields).map(field => ({ collection, field })))
const digits = (value: number) => value.toString(36).padStart(2, '0')

/** All the canary rows, by number and by key. */
export class Canaries {
  /** What all of these canaries begin with, drawn for each arrangement. */
  readonly mark = `cn${randomUUID().slice(0, 2)}`
  readonly rows: CanaryRow[] = []
  readonly byId = new Map<string, CanaryRow>()

  token(row: number, collection: string, field: string): string {
    return `${this.mark}${digits(row)}${digits(FIELDS.findIndex(known => known.collection === collection && known.field === field))}z`
  }

  /** The canary of a field of a row, as it was written; nothing when the field holds none. */
  tokenOf(row: CanaryRow, field: string): string | null {
    const value = row.values[field]
    const token = this.token(this.rows.indexOf(row), row.collection, field)
    return JSON.stringify(value ?? null).includes(token) ? token : null
  }

  add(row: CanaryRow): CanaryRow {
    this.rows.push(row)
    this.byId.set(row.id, row)
    return row
  }

  of(collection: string): CanaryRow[] {
    return this.rows.filter(row => row.collection === collection)
  }

  /** Every canary in a text, with where it comes from. */
  in(text: string): { row: CanaryRow, field: string, token: string }[] {
    return [...new Set(text.match(new RegExp(`${this.mark}[0-9a-z]{4}z`, 'g')))].flatMap((token) => {
      const row = this.rows[Number.parseInt(token.slice(4, 6), 36)]
      const from = FIELDS[Number.parseInt(token.slice(6, 8), 36)]
      return row && from && from.collection === row.collection ? [{ row, field: from.field, token }] : []
    })
  }
}

const leaves = (node: RuleNode): Condition[] => (node.kind === 'all' || node.kind === 'any' ? node.of.flatMap(leaves) : [node])

/** Whether what a row says of itself decides for somebody. */
function isShownByContent(collection: string): boolean {
  return Object.values(rowRules).some((rules) => {
    const read = rules[collection]?.read
    return read !== undefined && leaves(conditionsOf(collection, read)).some(condition => condition.kind === 'value' && !isSelf(condition))
  })
}

/** What a declaration cannot say of a good row: states that let it be seen, dates in order. */
const SHOWN: Record<string, Values> = {
  structures: { level: 'local', kind: 'mission_locale', status: 'active' },
  organizations: { status: 'active', visibility: 'public', kind: 'association' },
  offers: { status: 'active', visibility: 'public', kind: 'service' },
  cases: { status: 'support', programme: 'accompagnement', closed_on: null, closing_reason: null, referent: null },
  case_members: { function: 'educator', valid_until: null },
  memberships: { function: 'adviser', valid_until: null, theme: null },
  organization_members: { right: 'owner', valid_until: null },
  referrals: { status: 'sent', session: null, need: null },
  offer_places: { session: null, capacity: 5 },
  saved_views: { is_shared: true },
  invitations: { person: null, structure: null, accepted_at: null },
  milestones: { status: 'planned' },
  interviews: { visible_to_beneficiary: true },
  referral_steps: { status: 'sent' },
  change_proposals: { collection: 'organizations', field: 'name' },
  break_glass_accesses: { valid_until: '2025-01-07T10:00:00Z' },
}

const WITHHELD: Record<string, Values> = {
  organizations: { visibility: 'internal' },
  structures: { status: 'archived' },
  actions: { visible_to_beneficiary: false },
  interviews: { visible_to_beneficiary: false },
  referrals: { status: 'proposed' },
  referral_steps: { status: 'proposed' },
  saved_views: { is_shared: false },
}

/** Values of formats that hold no canary. */
const FORMATTED: Partial<Record<string, string>> = { time_zone: 'Europe/Paris', postal_code: '75011', commune_code: '75111', phone: '+33140000000' }

interface Arrangement { canaries: Canaries, world: WorldName, parents: Record<string, string>, accounts: Record<string, string>, numbers: { row: number } }

function valueOf(field: Field, name: string, { canaries, collection, arrangement }: { canaries: Canaries, collection: string, arrangement: Arrangement }): unknown {
  const { type, relation, choices, format, minLength = 0, maxLength = Infinity } = field
  // Whoever writes a record down must follow the person it names: administrators may write every one.
  if (name === 'user_created') return userId('admin')
  if (relation) return relation.collection === 'directus_users' ? arrangement.accounts['nobody'] : arrangement.parents[relation.collection] ?? null
  const token = canaries.token(arrangement.numbers.row, collection, name)
  if (choices) return type === 'json' ? [choices[0]?.value] : field.default ?? choices[0]?.value
  if (format === 'email') return `${token}@essai.example`
  if (format === 'url') return `https://${token}.example`
  if (format) return FORMATTED[format] ?? null
  if (type === 'json') return JSON.stringify(token)
  if (type === 'string' || type === 'text') return maxLength >= token.length ? token.padEnd(minLength, '.') : null
  if (type === 'boolean') return field.default ?? true
  if (type === 'date') return '2025-01-06'
  if (type === 'timestamp') return '2025-01-06T10:00:00Z'
  if (type === 'uuid') return randomUUID()
  return field.min ?? 1
}

function columnsOf(definition: CollectionDefinition, arrangement: Arrangement): Values {
  const { collection, fields } = definition
  const written = Object.entries(fields).filter(([, { type, primaryKey, relation }]) => type !== 'alias' && !primaryKey && relation?.collection !== collection)
  const values = Object.fromEntries(written.map(([name, field]) => [name, valueOf(field, name, { canaries: arrangement.canaries, collection, arrangement })]))
  // A proposal about a person is read in the file, not in the queue of the partners.
  const aboutPartner = collection === 'change_proposals' && arrangement.world !== 'withheld' ? { person: null } : {}
  return { ...values, ...SHOWN[collection], ...aboutPartner, ...(arrangement.world === 'withheld' ? WITHHELD[collection] : {}), ...selfOf(arrangement, collection) }
}

/** Whose own row it is, where a rule asks it. */
function selfOf({ world, accounts }: Arrangement, collection: string): Values {
  if (world !== 'own' && world !== 'withheld') return collection === 'people' ? { user: null } : {}
  if (collection === 'people') return { user: accounts['beneficiary'] }
  if (collection === 'saved_views') return { user: accounts['adviser'] }
  if (collection === 'change_proposals') return { proposed_by: accounts['beneficiary'] }
  if (collection === 'organization_members') return { user: accounts['partner'] }
  return {}
}

/** Parents first; a collection that points to itself does not wait for itself. */
function ordered(): CollectionDefinition[] {
  const done: CollectionDefinition[] = []
  const visit = (definition: CollectionDefinition) => {
    if (done.includes(definition)) return
    for (const { type, relation } of Object.values(definition.fields)) {
      const parent = type !== 'alias' && relation && relation.collection !== definition.collection ? getCollection(relation.collection) : undefined
      if (parent) visit(parent)
    }
    done.push(definition)
  }
  Object.values<CollectionDefinition>(collections).forEach(visit)
  // The places of an offer hold its referrals.
  return done.toSorted((one, other) => Number(one.collection === 'referrals' || one.collection === 'referral_steps') - Number(other.collection === 'referrals' || other.collection === 'referral_steps'))
}

/** Rows of rights, of history and of what was shipped are written by the database or by the engine alone; those of a local administrator are about nobody. */
const KEPT_BY_DATABASE = new Set(['workflow_objects', 'workflow_events', 'workflow_effects', 'access_grants', 'person_grants', 'person_structures', 'structure_scopes', 'value_history', 'manifest', 'field_settings', 'field_rules', 'field_layers', 'home_pages', 'templates', 'kits'])

/** What the database wrote instead, or on top, of what was inserted. */
async function asWritten(collection: string, id: string): Promise<Values> {
  const { rows } = await db.query<Values>(`select * from ${pg.escapeIdentifier(collection)} where id = $1`, [id])
  return rows[0] ?? {}
}

export interface World { name: WorldName, parents: Record<string, string> }

/** Adds a row of every collection of the product, each text holding its own canary. */
export async function addWorld(canaries: Canaries, world: WorldName, accounts: Record<string, string>, given: Record<string, string>): Promise<World> {
  const parents = { ...given }
  for (const definition of ordered()) {
    const { collection } = definition
    if (KEPT_BY_DATABASE.has(collection) || (world === 'withheld' && !isShownByContent(collection)) || (world === 'same' && collection === 'structures')) continue
    const arrangement: Arrangement = { canaries, world, parents, accounts, numbers: { row: canaries.rows.length } }
    const values = columnsOf(definition, arrangement)
    const id = await insert(collection, values).catch((cause: unknown) => { throw new Error(`no canary in ${collection} (${world}): ${cause instanceof Error ? cause.message : ''}`, { cause }) })
    canaries.add({ id, collection, world, values: await asWritten(collection, id) })
    // An archived structure keeps nothing: the other rows stay with the first.
    if (!(world === 'withheld' && collection === 'structures')) parents[collection] = id
  }
  return { name: world, parents }
}
