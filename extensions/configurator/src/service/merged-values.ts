import type { PrimaryKey } from '@directus/types'
import { MAX_MERGED } from '../rules/allow-list.ts'
import { refusal } from '../rules/refusals.ts'
import type { Moved } from '../rules/undo.ts'
import { refusalError } from '../errors.ts'
import type { ChangeContext } from './change-context.ts'
import type { ReadField } from './field-states.ts'

/** Gives `into` to the records that have `from`, and says which they were. */
export async function mergeValues(context: ChangeContext, collection: string, field: ReadField, { from, into }: Pick<Moved, 'from' | 'into'>): Promise<Moved> {
  const { trx } = context
  const primary = (await context.schema()).collections[collection]?.primary ?? 'id'
  const { name, kind } = field
  const holders = (value: string | number) => kind === 'choice' ? trx(collection).where(name, value) : trx(collection).whereRaw('??::jsonb @> ?::jsonb', [name, JSON.stringify([value])])
  const all: PrimaryKey[] = await holders(from).forUpdate().pluck(primary)
  // Without how many: an exact number gives, by difference, those that the impact does not tell.
  if (all.length > MAX_MERGED) throw refusalError(refusal('MERGE_TOO_BIG', { field: field.state.label.fr, max: MAX_MERGED }).refusal)
  const both: PrimaryKey[] = kind === 'choice' ? [] : await holders(into).whereIn(primary, all).pluck(primary)
  const moved: Moved = { from, into, both, replaced: all.filter(key => !both.includes(key)) }
  await writeMerged(context, { collection, primary, field, moved })
  return moved
}

/** Gives `from` back to the records that a merge changed and that still have `into`. */
export async function unmergeValues(context: ChangeContext, collection: string, field: ReadField, { from, into, replaced, both }: Moved): Promise<void> {
  const { trx } = context
  const primary = (await context.schema()).collections[collection]?.primary ?? 'id'
  const { name, kind } = field
  if (kind === 'choice') await trx(collection).whereIn(primary, replaced).where(name, into).update({ [name]: from })
  else {
    const update = (keys: PrimaryKey[], kept: string) => trx(collection).whereIn(primary, keys).whereRaw('??::jsonb @> ?::jsonb', [name, JSON.stringify([into])])
      .update({ [name]: trx.raw(`(${kept} || ?::jsonb)::json`, [name, ...(kept.includes(' - ') ? [String(into)] : []), JSON.stringify([from])]) })
    await update(replaced, '(??::jsonb - ?::text)')
    await update(both, '??::jsonb')
  }
  tell(context, collection, [...replaced, ...both], { [name]: from })
}

interface Writing { collection: string, primary: string, field: ReadField, moved: Moved }

async function writeMerged(context: ChangeContext, { collection, primary, field: { name, kind }, moved: { from, into, replaced, both } }: Writing): Promise<void> {
  const { trx } = context
  if (kind === 'choice') await trx(collection).whereIn(primary, replaced).update({ [name]: into })
  else {
    await trx(collection).whereIn(primary, replaced).update({ [name]: trx.raw('((??::jsonb - ?::text) || ?::jsonb)::json', [name, String(from), JSON.stringify([into])]) })
    await trx(collection).whereIn(primary, both).update({ [name]: trx.raw('(??::jsonb - ?::text)::json', [name, String(from)]) })
  }
  tell(context, collection, [...replaced, ...both], { [name]: into })
}

/** Computed values follow, as after every write. */
function tell({ quietly }: ChangeContext, collection: string, keys: PrimaryKey[], payload: Record<string, unknown>): void {
  if (keys.length === 0) return
  quietly.bypassEmitAction({ event: ['items.update', `${collection}.items.update`], meta: { payload, keys, collection }, context: { accountability: null } })
}
