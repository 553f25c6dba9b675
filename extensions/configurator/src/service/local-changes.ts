import type { Accountability } from '@directus/types'
import type { Knex } from 'knex'
import { z } from 'zod'
import type { FieldOverride } from '@relais/schema/forms'
import type { FieldChange, NewField, NewSection, SectionChange } from '../rules/change-bodies.ts'
import { addField, changeField, restoreField } from '../rules/field-changes.ts'
import type { FieldState, States } from '../rules/field-state.ts'
import { versionOf } from '../rules/field-state.ts'
import { overrideOf, withOverride } from '../rules/overrides.ts'
import { refusal } from '../rules/refusals.ts'
import { addSection, changeSection, restoreSection } from '../rules/section-changes.ts'
import type { ChangeDetails, RecordedChange } from '../rules/undo.ts'
import { CHANGE_KINDS, undoChange } from '../rules/undo.ts'
import { refusalError } from '../errors.ts'
import type { ChangeContext, Workshop } from './change-context.ts'
import { inOneChange } from './change-context.ts'
import type { Done, Place } from './change-steps.ts'
import { granted, read, record, retired, write } from './change-steps.ts'
import { createField } from './field-writer.ts'
import type { ReadCollection, ReadField, ReadSection } from './field-states.ts'
import { bearerOf, openDeclaration, statesOf } from './field-states.ts'
import { mergeValues, unmergeValues } from './merged-values.ts'

interface SectionPlace { collection: string, section: string }
/** Retiring, or putting back, what the caller saw. */
interface Turn { kind: 'retire' | 'restore', version: string }

const OF_SECTION: ChangeDetails = { type: 'section' }

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
    const details = { ...(moved ? { moved } : {}), ...overridesOf(field, states[field.name] ?? field.state) }
    return record(context, { ...place, kind: change.merge ? 'merge' : change.move ? 'move' : 'update', before, details })
  })
}

/** Retires a local field, whose values stay, or puts it back with them. */
export async function turnLocalField(workshop: Workshop, caller: Accountability, place: Place, { kind, version }: Turn): Promise<Done> {
  return onField(workshop, caller, place, version, async (context, known, field) => {
    const { state } = granted(kind === 'retire' ? await retired(context, place.collection, known, field) : restoreField(field, known))
    await write(context, place.collection, known, { [place.field]: state })
    return record(context, { ...place, kind, before: { [place.field]: field.state }, details: {} })
  })
}

/** Adds a section to the forms of a collection. */
export async function addLocalSection(workshop: Workshop, caller: Accountability, collection: string, asked: NewSection): Promise<Done> {
  openDeclaration(collection)
  assertNetwork(workshop, asked.label.fr)
  return inOneChange(workshop, caller, collection, async (context) => {
    const { name, state } = granted(addSection(asked, await read(context, collection)))
    await createField(context, { collection, name, type: 'section', state })
    return record(context, { collection, field: name, kind: 'create', before: { [name]: null }, details: OF_SECTION })
  })
}

/** Renames or moves a section, product or local. */
export async function changeLocalSection(workshop: Workshop, caller: Accountability, place: SectionPlace, change: SectionChange): Promise<Done> {
  return onSection(workshop, caller, place, change.version, async (context, known, section) => {
    const { states } = granted(changeSection(section, change, known))
    const before = statesOf(known, Object.keys(states))
    await write(context, place.collection, known, states)
    return record(context, { collection: place.collection, field: section.name, kind: change.move ? 'move' : 'update', before, details: OF_SECTION })
  })
}

/** Retires an empty local section, or puts it back. */
export async function turnLocalSection(workshop: Workshop, caller: Accountability, place: SectionPlace, { kind, version }: Turn): Promise<Done> {
  return onSection(workshop, caller, place, version, async (context, known, section) => {
    const { state } = granted(kind === 'retire' ? await retired(context, place.collection, known, section) : restoreSection(section, known))
    await write(context, place.collection, known, { [section.name]: state })
    return record(context, { collection: place.collection, field: section.name, kind, before: { [section.name]: section.state }, details: OF_SECTION })
  })
}

/** Goes back to what was before a change. A field that holds values by now is retired with them, never deleted. */
export async function undoLocalChange(workshop: Workshop, caller: Accountability, id: string): Promise<Done> {
  const { collection, field, structure: layer, ...change } = await findChange(workshop.host.database, id)
  return inOneChange({ ...workshop, layer }, caller, collection, async (context) => {
    const known = await read(context, collection)
    const bearer = bearerOf(known, field)
    const recorded = rebased({ field, ...change, isUndone: await isUndone(context.trx, id) }, bearer?.inherited)
    const { states } = granted(undoChange(recorded, statesOf(known, Object.keys(change.after)), known))
    const before = statesOf(known, Object.keys(states))
    if (change.details.moved && bearer) await unmergeValues(context, collection, bearer, change.details.moved)
    await write(context, collection, known, states, change.details)
    const { overrides, ...details } = change.details
    const next = states[field]
    return record(context, { collection, field, kind: 'undo', before, undoes: id, details: { ...details, ...(overrides && bearer && next ? overridesOf(bearer, next) : {}) } })
  })
}

/** What a change of a structure leaves on a field that comes from above. */
function overridesOf({ inherited, state }: ReadField, next: FieldState): Pick<ChangeDetails, 'overrides'> {
  return inherited ? { overrides: { before: overrideOf(inherited, state), after: overrideOf(inherited, next) } } : {}
}

/** A change of a structure, told over the field as it comes from above today. */
function rebased(change: RecordedChange, inherited: FieldState | undefined): RecordedChange {
  const { field, before, after, details: { overrides } } = change
  if (!inherited || !overrides) return change
  const over = (states: States, override: FieldOverride | null): States => ({ [field]: withOverride(inherited, override, states[field]?.rules ?? []) })
  return { ...change, before: over(before, overrides.before), after: over(after, overrides.after) }
}

async function onField(workshop: Workshop, caller: Accountability, { collection, field }: Place, version: string, run: (context: ChangeContext, known: ReadCollection, own: ReadField) => Promise<Done>): Promise<Done> {
  openDeclaration(collection)
  return inOneChange(workshop, caller, collection, async (context) => {
    const known = await read(context, collection)
    const own = known.fields.find(({ name }) => name === field)
    if (!own) throw refusalError(refusal('FIELD_UNKNOWN', { field }).refusal)
    assertSeen(own, version)
    return run(context, known, own)
  })
}

/** Sections are the same for every structure. */
function assertNetwork({ layer }: Workshop, field: string): void {
  if (layer !== null) throw refusalError(refusal('NOT_IN_LAYER', { field }).refusal)
}

async function onSection(workshop: Workshop, caller: Accountability, { collection, section }: SectionPlace, version: string, run: (context: ChangeContext, known: ReadCollection, own: ReadSection) => Promise<Done>): Promise<Done> {
  openDeclaration(collection)
  assertNetwork(workshop, section)
  return inOneChange(workshop, caller, collection, async (context) => {
    const known = await read(context, collection)
    const own = known.sections.find(({ key }) => key === section)
    if (!own) throw refusalError(refusal('SECTION_MISSING', { field: section }).refusal)
    assertSeen(own, version)
    return run(context, known, own)
  })
}

/** Refuses to write over what somebody else changed since the caller read it. */
function assertSeen({ state }: ReadField, version: string): void {
  if (versionOf(state) !== version) throw refusalError(refusal('FIELD_CHANGED', { field: state.label.fr }).refusal)
}

const StatesSchema = z.custom<States>(value => typeof value === 'object' && value !== null)
const ChangeSchema = z.object({
  collection: z.string(), field: z.string(), structure: z.string().nullable(), kind: z.enum(CHANGE_KINDS), before: StatesSchema, after: StatesSchema,
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
