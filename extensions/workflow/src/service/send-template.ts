import type { Label } from '@relais/schema'
import type { Effect } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import type { Subject } from './notify.ts'
import { notify } from './notify.ts'
import { fileOf } from './place.ts'
import { dayOf, fillBoth, nearestTemplate, same } from './templates.ts'

/** The step that a message is about. */
export interface Step { from: Label, to: Label, at: Date }

interface About { reference: string | null, zone: string }

const ABOUT = `select c.reference, s.time_zone as zone from structures s left join cases c on c.id = :file::uuid
  where s.id = coalesce(:structure::uuid, c.structure)`

/**
 * A notice written from a template, in the words of the structure of the record.
 *
 * @throws {Error} when no template of that name is in use: seen by administrators, as any effect that fails.
 */
export async function sendTemplate(trx: Knex.Transaction, { to, template }: Extract<Effect, { kind: 'send_template' }>, subject: Subject, step: Step): Promise<void> {
  const { collection, row } = subject
  const place = { file: fileOf(collection, row), structure: row['structure'] ?? null }
  const found = await nearestTemplate(trx, 'message', template, place)
  const { rows: [about] } = await trx.raw<{ rows: About[] }>(ABOUT, place)
  const text = fillBoth<'message'>(found, { reference: same(about?.reference ?? ''), etape: step.to, etape_precedente: step.from, date: dayOf(step.at, about?.zone ?? 'Europe/Paris') })
  await notify(trx, { to, ...text }, subject)
}
