import { randomUUID } from 'node:crypto'
import type { Accountability } from '@directus/types'
import type { Knex } from 'knex'
import { z } from 'zod'
import { NEW_TYPES } from '../rules/allow-list.ts'
import type { FieldChange, NewField } from '../rules/change-bodies.ts'
import type { Outcome } from '../rules/field-changes.ts'
import { addField, changeField, restoreField, retireField } from '../rules/field-changes.ts'
import type { FieldState, States } from '../rules/field-state.ts'
import { versionOf } from '../rules/field-state.ts'
import { refusal } from '../rules/refusals.ts'
import type { ChangeDetails, ChangeKind, RecordedChange } from '../rules/undo.ts'
import { CHANGE_KINDS, undoChange } from '../rules/undo.ts'
import { refusalError } from '../errors.ts'
import type { ChangeContext, Workshop } from './change-context.ts'
import { inOneChange } from './change-context.ts'
import { createField, deleteIfEmpty, updateField } from './field-writer.ts'
import type { ReadCollection, ReadField } from './field-states.ts'
import { openDeclaration, readCollection, statesOf } from './field-states.ts'
import { mergeValues, unmergeValues } from './merged-values.ts'
import { rulesReading } from './rule-guard.ts'

/** A change that was made: its identifier undoes it. */
export interface Done { change: string, field: string }
interface Place { collection: string, field: string }

/** Adds a local field. */
export async function addLocalField(workshop: Workshop, caller: Accountability, collection: string, asked: NewField): Promise<Done> {
  openDeclaration(collection)
  return inOneChange(workshop, caller, collection, async (context) => {
    const { name, state } = granted(addField(asked, await read(context, collection)))
    const details: ChangeDetails = { type: asked.type, ...(asked.type === 'link' && asked.link ? { link: asked.link } : {}) }
    await createField(context, { collection, name, type: asked.type, ...(details.link ? { link: details.link } : {}), state })
    return record(context, { collection, field: name, kind: 'create', before: { [name]: null }, details })
  })
}

/** Changes a field, product or local, as its version says that the caller saw it. */
export async function changeLocalField(workshop: Workshop, caller: Accountability, place: Place, change: FieldChange): Promise<Done> {
  return onField(workshop, caller, place, change.version, async (context, known, field) => {
    const { states } = granted(changeField(field, change, known))
    const before = statesOf(known, Object.keys(states))
    await write(context, place.collection, known, states)
    const moved = change.merge && await mergeValues(context, place.collection, field, change.merge)
    return record(context, { ...place, kind: change.merge ? 'merge' : change.move ? 'move' : 'update', before, details: moved ? { moved } : {} })
  })
}

/** Retires a local field: its values stay, nobody is asked it. */
export async function retireLocalField(workshop: Workshop, caller: Accountability, place: Place, version: string): Promise<Done> {
  return onField(workshop, caller, place, version, async (context, known, field) => {
    const { state } = granted(retireField(field, await rulesReading(context.trx, place.collection, place.field)))
    await write(context, place.collection, known, { [place.field]: state })
    return record(context, { ...place, kind: 'retire', before: { [place.field]: field.state }, details: {} })
  })
}

/** Puts a retired field back with its values. */
export async function restoreLocalField(workshop: Workshop, caller: Accountability, place: Place, version: string): Promise<Done> {
  return onField(workshop, caller, place, version, async (context, known, field) => {
    const { state } = granted(restoreField(field, known))
    await write(context, place.collection, known, { [place.field]: state })
    return record(context, { ...place, kind: 'restore', before: { [place.field]: field.state }, details: {} })
  })
}

/** Goes back to what was before a change. A field that holds values by now is retired with them, never deleted. */
export async function undoLocalChange(workshop: Workshop, caller: Accountability, id: string): Promise<Done> {
  const { collection, field, ...change } = await findChange(workshop.host.database, id)
  return inOneChange(workshop, caller, collection, async (context) => {
    const known = await read(context, collection)
    const recorded: RecordedChange = { field, ...change, isUndone: await isUndone(context.trx, id) }
    const { states } = granted(undoChange(recorded, statesOf(known, Object.keys(change.after))))
    const before = statesOf(known, Object.keys(states))
    const bearer = known.fields.find(({ name }) => name === field)
    if (change.details.moved && bearer) await unmergeValues(context, collection, bearer, change.details.moved)
    await write(context, collection, known, states, change.details)
    return record(context, { collection, field, kind: 'undo', before, details: change.details, undoes: id })
  })
}

function granted<T extends object>(outcome: Outcome<T>): T {
  if ('refusal' in outcome) throw refusalError(outcome.refusal)
  return outcome
}

const read = async (context: ChangeContext, collection: string): Promise<ReadCollection> => readCollection(context.trx, await context.schema(), collection)

async function onField(workshop: Workshop, caller: Accountability, { collection, field }: Place, version: string, run: (context: ChangeContext, known: ReadCollection, own: ReadField) => Promise<Done>): Promise<Done> {
  openDeclaration(collection)
  return inOneChange(workshop, caller, collection, async (context) => {
    const known = await read(context, collection)
    const own = known.fields.find(({ name }) => name === field)
    if (!own) throw refusalError(refusal('FIELD_UNKNOWN', { field }).refusal)
    if (versionOf(own.state) !== version) throw refusalError(refusal('FIELD_CHANGED', { field: own.state.label.fr }).refusal)
    return run(context, known, own)
  })
}

/** Writes states; a field that is no more in them is deleted if empty, retired otherwise, and made again if it was deleted. */
async function write(context: ChangeContext, collection: string, known: ReadCollection, states: States, details: ChangeDetails = {}): Promise<void> {
  for (const [name, state] of Object.entries(states)) {
    const own = known.fields.find(field => field.name === name)
    if (own && state) await updateField(context, collection, own, state)
    else if (own) await remove(context, collection, known, own)
    else if (state) await createField(context, { collection, name, type: typeOf(details), ...(details.link ? { link: details.link } : {}), state })
  }
}

async function remove(context: ChangeContext, collection: string, known: ReadCollection, own: ReadField): Promise<void> {
  granted(own.state.retired ? { state: own.state } : retireField(own, await rulesReading(context.trx, known.declaration.collection, own.name)))
  if (!await deleteIfEmpty(context, collection, own)) await updateField(context, collection, own, { ...own.state, retired: true } satisfies FieldState)
}

const typeOf = ({ type }: ChangeDetails) => NEW_TYPES.find(known => known === type) ?? 'text'

interface Recording extends Place { kind: ChangeKind, before: States, details: ChangeDetails, undoes?: string }

/** Writes the change down with the states as they really are by now. */
async function record(context: ChangeContext, { collection, field, kind, before, details, undoes }: Recording): Promise<Done> {
  const after = statesOf(await read(context, collection), Object.keys(before))
  const id = randomUUID()
  await context.trx('local_changes').insert({
    id, collection, field, kind, author: context.author, at: new Date(), undoes: undoes ?? null,
    before: JSON.stringify(before), after: JSON.stringify(after), details: JSON.stringify(details),
  })
  return { change: id, field }
}

const StatesSchema = z.custom<States>(value => typeof value === 'object' && value !== null)
const ChangeSchema = z.object({
  collection: z.string(), field: z.string(), kind: z.enum(CHANGE_KINDS), before: StatesSchema, after: StatesSchema,
  details: z.custom<ChangeDetails>(value => typeof value === 'object' && value !== null),
})

async function findChange(knex: Knex, id: string): Promise<z.output<typeof ChangeSchema>> {
  const row: unknown = z.guid().safeParse(id).success ? await knex('local_changes').where({ id }).first() : undefined
  if (row === undefined) throw refusalError(refusal('CHANGE_UNKNOWN').refusal)
  return ChangeSchema.parse(row)
}

/** Once undone, a change stays so: undoing the undoing is a change of its own. */
async function isUndone(knex: Knex, id: string): Promise<boolean> {
  const row: unknown = await knex('local_changes').where({ undoes: id }).first('id')
  return row !== undefined
}
