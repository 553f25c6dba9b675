import { placeOfKey } from '@relais/extensions/platform'
import { getCollection } from '@relais/schema'
import { carriersSql, conditionsOf, conditionsToTry, explain, forAccount, isGranted, rightsSql, testSql } from '@relais/schema/access'
import type { Condition, EnforcedRule, Explanation, FieldSetting, Finding, Question, RightCondition, RightFact } from '@relais/schema/access'
import type { Knex } from 'knex'
import { z } from 'zod'
import { DEFAULT_ZONE } from '@relais/schema/time'
import type { Account } from './account.ts'
import { readPermissions } from './account.ts'

const SettingSchema = z.object({ collection: z.string(), field: z.string(), audience: z.string(), level: z.string() })

async function rulesFor(knex: Knex, account: Account, { collection, action }: Question): Promise<EnforcedRule[]> {
  if (action === 'share') return []
  const permissions = await readPermissions(knex, account.policies, collection, action)
  return permissions.map(({ filter, fields }) => ({ rows: conditionsOf(collection, filter), fields }))
}

/** Tries every condition of the rules on some rows, in one statement: the answers of each row, in the order of the conditions. */
async function tryOn(knex: Knex, account: Account, collection: string, conditions: readonly Condition[], keys: readonly string[]): Promise<Map<string, boolean[]>> {
  const tests = conditions.map(({ filter }) => testSql(collection, forAccount(filter, account.id), 't.id'))
  const { rows } = await knex.raw<{ rows: { id: string, answers: boolean[] }[] }>(
    `SELECT t.id, ARRAY[${tests.map(({ text }) => text).join(', ')}]::boolean[] AS answers FROM ?? t WHERE t.id = ANY(?)`,
    [...tests.flatMap(({ bindings }) => bindings), collection, [...keys]],
  )
  return new Map(rows.map(({ id, answers }) => [id, answers]))
}

/**
 * The decision on many rows at once, those that do not exist left out. It is taken from the permissions that Directus
 * enforces, evaluated condition by condition; it is what the explanation explains.
 */
export async function decideRows(knex: Knex, account: Account, question: Question, keys: readonly string[]): Promise<Map<string, boolean>> {
  const rules = await rulesFor(knex, account, question)
  const conditions = conditionsToTry(rules)
  const rows = await tryOn(knex, account, question.collection, conditions, keys)
  return new Map([...rows].map(([id, answers]) => [id, isGranted(account, question, rules, condition => answers[conditions.indexOf(condition)] ?? false)]))
}

const FACT_COLUMNS = { level: ['level', 'right'], why: ['why'], from: ['valid_from'], until: ['valid_until'] } as const

async function factsOf(knex: Knex, account: Account, condition: RightCondition, key: string): Promise<RightFact[]> {
  const fields = getCollection(condition.rights)?.fields ?? {}
  const columnOf = (names: readonly string[]) => names.find(name => Object.hasOwn(fields, name))
  const columns = Object.values(FACT_COLUMNS).map(columnOf).filter(name => name !== undefined)
  if (columns.length === 0) return []
  // The key is the first question mark of the statement: it stands before the test.
  const { text, bindings } = rightsSql({ ...condition, filter: forAccount(condition.filter, account.id) }, '?', columns)
  const { rows } = await knex.raw<{ rows: Record<string, unknown>[] }>(text, [key, ...bindings])
  const value = (row: Record<string, unknown>, names: readonly string[]): unknown => row[columnOf(names) ?? ''] ?? null
  const asText = (item: unknown) => (typeof item === 'string' ? item : null)
  const asDate = (item: unknown) => (item instanceof Date ? item : null)
  return rows.map(row => ({
    level: asText(value(row, FACT_COLUMNS.level)), why: asText(value(row, FACT_COLUMNS.why)), from: asDate(value(row, FACT_COLUMNS.from)), until: asDate(value(row, FACT_COLUMNS.until)),
  }))
}

async function carriersOf(knex: Knex, condition: RightCondition, key: string): Promise<string[]> {
  const statement = carriersSql(condition, '?')
  if (!statement) return []
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(`${statement.text} ORDER BY name LIMIT 3`, [key])
  return rows.map(({ name }) => name)
}

/** What is true of one record for an account, condition by condition; nothing when the record does not exist. */
async function findOut(knex: Knex, account: Account, collection: string, rules: readonly EnforcedRule[], key: string): Promise<Map<Condition, Finding> | null> {
  const conditions = conditionsToTry(rules)
  const answers = (await tryOn(knex, account, collection, conditions, [key])).get(key)
  if (!answers) return null
  const findings = new Map<Condition, Finding>()
  for (const [index, condition] of conditions.entries()) {
    const isRight = condition.kind === 'right'
    findings.set(condition, {
      isMet: answers[index] ?? false,
      facts: isRight ? await factsOf(knex, account, condition, key) : [],
      carriers: isRight ? await carriersOf(knex, condition, key) : [],
    })
  }
  return findings
}

/**
 * Explains one decision: which rules grant or refuse, and what would change it. Without a key, about a record to be
 * made; nothing when the record does not exist.
 */
export async function explainRow(knex: Knex, account: Account, question: Question, key: string | null): Promise<Explanation | null> {
  const rules = await rulesFor(knex, account, question)
  const findings = key === null ? new Map<Condition, Finding>() : await findOut(knex, account, question.collection, rules, key)
  if (!findings) return null
  const { rows } = await knex.raw<{ rows: unknown[] }>('SELECT collection, field, audience, level FROM field_settings WHERE collection = ?', [question.collection])
  const settings: FieldSetting[] = rows.map(row => SettingSchema.parse(row))
  const owner: { name: string } | undefined = question.field === null
    ? undefined
    : await knex('field_layers as l').join('structures as s', 's.id', 'l.structure').where({ 'l.is_own': true, 'l.collection': question.collection, 'l.field': question.field }).first('s.name')
  return explain({ account, question, rules, findings, settings, owner: owner?.name ?? null, clock: { now: new Date(), zone: key === null ? DEFAULT_ZONE : (await placeOfKey(knex, question.collection, key)).zone } })
}
