import type { Host, Row } from '@relais/extensions/platform'
import { placeOfKey } from '@relais/extensions/platform'
import type { Delay, Effect } from '@relais/schema/workflow'
import { today } from '@relais/schema/time'
import { addDelay, isWithinReach, relatedTo, territoryOf } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { writeDocument } from './documents.ts'
import type { Subject } from './notify.ts'
import { fileOf } from './place.ts'
import type { Step } from './send-template.ts'
import { sendNotice, sendTemplate } from './send-template.ts'

/** Does the effect `id` in a transaction; anything it cannot do is an error, seen by administrators. */
export async function perform(host: Host, trx: Knex.Transaction, effect: Effect, subject: Omit<Subject, 'row'> & { id: string, step: Step }): Promise<void> {
  const row: unknown = await trx(subject.collection).where({ id: subject.item }).first()
  // Deleted meanwhile: nothing is left to do.
  if (!isRow(row)) return
  await assertWithinReach(trx, subject.collection, effect)
  switch (effect.kind) {
    case 'notify': return sendNotice(trx, effect, { ...subject, row }, subject.step)
    case 'send_template': return sendTemplate(trx, effect, { ...subject, row }, subject.step)
    case 'create_action':
      return create(host, trx, 'actions', {
        ...await ofFile(trx, subject.collection, row, effect.dueIn), title: effect.title, theme: effect.theme, responsible: effect.assignee,
      })
    case 'create_milestone':
      return create(host, trx, 'milestones', { ...await ofFile(trx, subject.collection, row, effect.dueIn), title: effect.title })
    case 'create_related': return create(host, trx, effect.collection, { ...effect.values, ...inheritedBy(effect.collection, subject.collection, row), [effect.via]: subject.item })
    case 'close_related': return closeRelated(host, trx, effect, subject.item)
    case 'start_workflow': {
      const started = await collectionOf(trx, effect.workflow)
      return create(host, trx, started, { ...effect.values, ...inheritedBy(started, subject.collection, row), [effect.via]: subject.item })
    }
    case 'generate_document': return writeDocument(host, trx, fileOf(subject.collection, row), { id: subject.id, template: effect.template, at: subject.step.at })
    // `set_field` is written with the step, `call_webhook` outside of any transaction.
    default: throw new Error(`The effect ${effect.kind} is no job`)
  }
}

/** A definition published before a rule was there is held to it like one of today. */
async function assertWithinReach(trx: Knex.Transaction, collection: string, effect: Effect): Promise<void> {
  const started = effect.kind === 'start_workflow' ? await collectionOf(trx, effect.workflow) : undefined
  if (!isWithinReach(collection, effect, started)) throw new Error(`The effect ${effect.kind} gives a right, moves a record or opens a row: publish the workflow again without it`)
}

/** What a new row takes from the record that moves: its structure. */
function inheritedBy(collection: string, from: string, row: Row): Row {
  const { inherited = [] } = relatedTo(from).find(one => one.collection === collection) ?? {}
  return Object.fromEntries(inherited.map(name => [name, row[name]]))
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null

async function create(host: Host, trx: Knex.Transaction, collection: string, values: Row): Promise<void> {
  // Without accountability: the workflow does it, and the definition was published by somebody who may.
  const sudoRows = new host.services.ItemsService<Row>(collection, { schema: await host.getSchema({ database: trx }), knex: trx })
  await sudoRows.createOne(values)
}

async function closeRelated(host: Host, trx: Knex.Transaction, { collection, via, values }: Extract<Effect, { kind: 'close_related' }>, item: string): Promise<void> {
  // Without accountability: as above.
  const sudoRows = new host.services.ItemsService<Row>(collection, { schema: await host.getSchema({ database: trx }), knex: trx })
  const open = await sudoRows.readByQuery({ filter: { [via]: { _eq: item } }, fields: ['id'], limit: -1 })
  for (const { id } of open) await sudoRows.updateOne(String(id), { ...values })
}

async function collectionOf(trx: Knex.Transaction, workflow: string): Promise<string> {
  const found: { collection: string } | undefined = await trx('workflows').where({ key: workflow, is_enforced: true }).first('collection')
  if (!found) throw new Error(`No workflow ${workflow} is enforced`)
  return found.collection
}

/** The file of an object, and the day on which a delay that starts today, there, is over. */
async function ofFile(trx: Knex.Transaction, collection: string, row: Row, dueIn: Delay | undefined): Promise<Row> {
  const file = fileOf(collection, row)
  if (file === null) throw new Error('The object belongs to no file')
  const place = await placeOfKey(trx, 'cases', file)
  return { case: file, ...(dueIn && { due_on: addDelay(today({ now: new Date(), zone: place.zone }), dueIn, territoryOf(place)) }) }
}
