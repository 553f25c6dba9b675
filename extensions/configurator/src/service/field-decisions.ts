import type { PrimaryKey } from '@directus/types'
import type { FieldState, StateRule } from '../rules/field-state.ts'
import type { ChangeContext } from './change-context.ts'

interface Place { collection: string, name: string }

/** Writes the decisions that differ, through the checks that every decision goes through. */
export async function writeLevels(context: ChangeContext, place: Place, from: FieldState['levels'], to: FieldState['levels']): Promise<void> {
  await writeRows(context, place, {
    table: 'field_settings', naming: 'audience',
    from: Object.entries(from).map(([audience, level]) => ({ audience, level })),
    to: Object.entries(to).map(([audience, level]) => ({ audience, level })),
  })
}

/** Writes the rules that differ, through the checks that every rule goes through. */
export async function writeRules(context: ChangeContext, place: Place, from: readonly StateRule[], to: readonly StateRule[]): Promise<void> {
  const row = ({ kind, expression, message }: StateRule) => ({ kind, structure: context.layer, expression, message_fr: message?.fr ?? null, message_en: message?.en ?? null })
  await writeRows(context, place, { table: 'field_rules', naming: 'kind', from: from.map(row), to: to.map(row) })
}

type Row = Record<string, string | null>
interface Rows { table: 'field_settings' | 'field_rules', naming: string, from: readonly Row[], to: readonly Row[] }

async function writeRows({ host, trx, sudo, schema, quietly, layer }: ChangeContext, { collection, name: field }: Place, { table, naming, from, to }: Rows): Promise<void> {
  const isSame = (one: Row, other: Row): boolean => JSON.stringify(one) === JSON.stringify(other)
  if (from.length === to.length && from.every(row => to.some(other => isSame(row, other)))) return
  const sudoItems = new host.services.ItemsService(table, { knex: trx, schema: await schema(), accountability: sudo })
  const idOf = (value: string | null | undefined): Promise<PrimaryKey[]> => trx(table).where({ collection, field, [naming]: value ?? null, ...(table === 'field_rules' ? { structure: layer } : {}) }).pluck('id')
  for (const row of from.filter(old => !to.some(next => next[naming] === old[naming]))) await sudoItems.deleteMany(await idOf(row[naming]), quietly)
  for (const row of to) {
    const old = from.find(each => each[naming] === row[naming])
    if (!old) await sudoItems.createOne({ collection, field, ...row }, quietly)
    else if (!isSame(old, row)) await sudoItems.updateMany(await idOf(row[naming]), row, quietly)
  }
}
