import { beforeAll, describe, expect, it } from 'vitest'
import { declaredModel } from '../../../cli/bench/statements.ts'
import { boardStatement, portfolioStatement } from '../../../extensions/cases/src/reads/portfolio-sql.ts'
import { BoardQuerySchema, PortfolioQuerySchema } from '../../../extensions/cases/src/reads/query.ts'
import { RowJson } from '../../../extensions/cases/src/reads/row-json.ts'
import type { ReadRule } from '../../../schema/access/index.ts'
import { db } from '../../support/stack.ts'
import { aCase, aPerson, aStructure, insert, update, userId } from '../directory/world.ts'

const model = declaredModel()
const FIELDS = Object.keys(model.collections['cases']?.fields ?? {})
const caller = userId('conseiller')

/** A file that shows everything and one that hides a column, both read by the same account. */
let whole: string
let half: string

beforeAll(async () => {
  const structure = await aStructure()
  const values = { referent: caller, programme: 'accompagnement', urgency: 'high', next_step_on: '2025-02-01', last_contact_on: '2025-01-10', opened_on: '2025-01-06' }
  whole = await aCase(await aPerson(structure, { last_name: 'Martinet', first_name: 'Zoé' }), structure, {}, values)
  half = await aCase(await aPerson(structure, { last_name: 'Abelin', first_name: 'Alix' }), structure, {}, values)
  for (const file of [whole, half]) await insert('needs', { case: file, theme: 'housing', description: 'Se loger', identified_on: '2025-01-06', status: 'open' })
})

/** The rights of an account that one rule shows whole rows to, and another rows without a column. */
function rights(hidden: string) {
  const withoutIt = new Set(FIELDS.filter(field => field !== hidden))
  const cases: ReadRule[] = [{ rows: { id: { _in: [whole] } }, fields: new Set(['*']) }, { rows: { id: { _in: [half] } }, fields: withoutIt }]
  const open: ReadRule[] = [{ rows: {}, fields: new Set(['*']) }]
  return { key: hidden, rulesOf: (collection: string) => (collection === 'cases' ? cases : open), changesOf: null }
}

/** The files found, in their order, when a column of the second one is hidden. */
async function found(hidden: string, query: Record<string, unknown>): Promise<string[]> {
  const { text, values } = portfolioStatement(model, new RowJson(model, rights(hidden)), PortfolioQuerySchema.parse(query), caller)
  const { rows } = await db.query<{ answer: string }>(text, values)
  const files: { id: string }[] = JSON.parse(rows[0]?.answer ?? '[]')
  return files.map(({ id }) => id)
}

describe('a column that some rows hide', () => {
  it.each<[string, Record<string, unknown>]>([
    ['status', { status: ['support'] }], ['status', {}], ['programme', { programme: ['accompagnement'] }], ['urgency', { urgency: ['high'] }],
    ['referent', { scope: 'mine' }], ['last_contact_on', { quiet_before: '2025-03-01' }],
  ])('of %s is not searched in these rows: %j', async (hidden, query) => {
    expect(await found('', query)).toHaveLength(2)
    expect(await found(hidden, query)).toEqual([whole])
  })

  it.each(['next_step_on', 'last_contact_on', 'opened_on'])('of %s does not move them, whatever it holds', async (column) => {
    for (const sort of [column, `-${column}`]) {
      const orders = []
      for (const value of ['2024-12-01', '2026-12-01']) {
        await update('cases', half, { [column]: value })
        orders.push(await found(column, { sort }))
      }
      expect(orders[0]).toHaveLength(2)
      expect(orders[1]).toEqual(orders[0])
    }
  })

  it('of the person does not put them in the order of names', async () => {
    expect(await found('', { sort: 'name' })).toEqual([half, whole])
    expect(await found('person', { sort: 'name' })).toEqual([whole, half])
  })

  it('of the state keeps them out of the columns of a board', async () => {
    const { text, values } = boardStatement(model, new RowJson(model, rights('status')), BoardQuerySchema.parse({ status: ['support'] }), caller)
    const { rows } = await db.query<{ answer: string }>(text, values)

    expect(JSON.parse(rows[0]?.answer ?? '[]')).toEqual([expect.objectContaining({ count: 1, files: [expect.objectContaining({ id: whole })] })])
  })
})
