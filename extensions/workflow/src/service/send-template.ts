import { placeOf } from '@relais/extensions/platform'
import type { Label } from '@relais/schema'
import type { TemplateValues } from '@relais/schema/templates'
import type { Effect } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import type { Subject } from './notify.ts'
import { notify } from './notify.ts'
import { fileOf } from './place.ts'
import { dayOf, fillBoth, nearestTemplate, same } from './templates.ts'

/** The step that a message is about. */
export interface Step { from: Label, to: Label, at: Date }

/**
 * A notice written from a template, in the words of the structure of the record.
 *
 * @throws {Error} when no template of that name is in use: seen by administrators, as any effect that fails.
 */
export async function sendTemplate(trx: Knex.Transaction, { to, template }: Extract<Effect, { kind: 'send_template' }>, subject: Subject, step: Step): Promise<void> {
  const { collection, row } = subject
  const found = await nearestTemplate(trx, 'message', template, { file: fileOf(collection, row), structure: row['structure'] ?? null })
  await notify(trx, { to, ...fillBoth<'message'>(found, await valuesOf(trx, subject, step)) }, subject)
}

/** A notice whose words are in the workflow itself: it says what a template says. */
export async function sendNotice(trx: Knex.Transaction, { to, subject: title, message }: Extract<Effect, { kind: 'notify' }>, subject: Subject, step: Step): Promise<void> {
  const words = { id: '', subject_fr: title.fr, subject_en: title.en || null, message_fr: message.fr, message_en: message.en || null }
  await notify(trx, { to, ...fillBoth<'message'>(words, await valuesOf(trx, subject, step)) }, subject)
}

async function valuesOf(trx: Knex.Transaction, { collection, row }: Subject, { from, to, at }: Step): Promise<TemplateValues<'message'>> {
  const file = fileOf(collection, row)
  const found: { reference: string | null } | undefined = file === null ? undefined : await trx('cases').where({ id: file }).first('reference')
  const { zone } = await placeOf(trx, collection, row)
  return { reference: same(found?.reference ?? ''), etape: to, etape_precedente: from, date: dayOf(at, zone) }
}
