import { randomUUID } from 'node:crypto'
import { NEW_TYPES } from '../rules/allow-list.ts'
import type { Outcome } from '../rules/field-changes.ts'
import { retireField } from '../rules/field-changes.ts'
import type { States } from '../rules/field-state.ts'
import { refusal } from '../rules/refusals.ts'
import { retireSection } from '../rules/section-changes.ts'
import type { ChangeDetails, ChangeKind } from '../rules/undo.ts'
import { refusalError } from '../errors.ts'
import type { ChangeContext } from './change-context.ts'
import { createField, deleteIfEmpty, updateField } from './field-writer.ts'
import type { ReadCollection, ReadField } from './field-states.ts'
import { bearerOf, readCollection, statesOf } from './field-states.ts'
import { rulesReading } from './rule-guard.ts'

/** A change that was made: its identifier undoes it. */
export interface Done { change: string, field: string }
export interface Place { collection: string, field: string }

/** What a rule grants, or its refusal thrown. */
export function granted<T extends object>(outcome: Outcome<T>): T {
  if ('refusal' in outcome) throw refusalError(outcome.refusal)
  return outcome
}

/** The fields and sections of a collection inside a change. */
export async function read(context: ChangeContext, collection: string): Promise<ReadCollection> {
  return readCollection(context.trx, await context.schema(), { collection, layer: context.layer })
}

/** Writes states; what is no more in them is deleted if empty, retired otherwise, and made again if it was deleted. */
export async function write(context: ChangeContext, collection: string, known: ReadCollection, states: States, details: ChangeDetails = {}): Promise<void> {
  for (const [name, state] of Object.entries(states)) {
    const own = bearerOf(known, name)
    if (own && state) await updateField(context, collection, own, state)
    else if (own) await remove(context, collection, known, own)
    else if (state) await createField(context, { collection, name, type: typeOf(details), ...(details.link ? { link: details.link } : {}), state })
  }
}

async function remove(context: ChangeContext, collection: string, known: ReadCollection, own: ReadField): Promise<void> {
  granted(own.state.retired ? { state: own.state } : await retired(context, collection, known, own))
  if (!await deleteIfEmpty(context, collection, own)) await updateField(context, collection, own, { ...own.state, retired: true })
}

/** The state of a field or of a section once retired, or why it may not be. */
export async function retired(context: ChangeContext, collection: string, known: ReadCollection, own: ReadField): Promise<ReturnType<typeof retireField>> {
  const section = known.sections.find(({ name }) => name === own.name)
  if (section) return retireSection(section, known)
  const workflow: { label: string } | undefined = await context.trx('workflows').where({ collection, field: own.name, is_enforced: true }).first({ label: 'label_fr' })
  return workflow ? refusal('FIELD_HELD', { field: own.state.label.fr, other: workflow.label }) : retireField(own, (await rulesReading(context.trx, collection, own.name)).map(name => bearerOf(known, name)?.state.label.fr ?? name))
}

const typeOf = ({ type }: ChangeDetails) => (['section', ...NEW_TYPES] as const).find(known => known === type) ?? 'text'

interface Recording extends Place { kind: ChangeKind, before: States, details: ChangeDetails, undoes?: string }

/** Writes the change down with the states as they really are by now. */
export async function record(context: ChangeContext, { collection, field, kind, before, details, undoes }: Recording): Promise<Done> {
  const after = statesOf(await read(context, collection), Object.keys(before))
  const id = randomUUID()
  await context.trx('local_changes').insert({
    id, collection, field, kind, structure: context.layer, author: context.author, at: new Date(), undoes: undoes ?? null,
    before: JSON.stringify(before), after: JSON.stringify(after), details: JSON.stringify(details),
  })
  return { change: id, field }
}
