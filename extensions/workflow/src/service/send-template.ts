import type { Label } from '@relais/schema'
import type { TemplateValues } from '@relais/schema/templates'
import { fillTemplate } from '@relais/schema/templates'
import type { Effect } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import type { Subject } from './notify.ts'
import { notify } from './notify.ts'
import { fileOf } from './place.ts'

/** The step that a message is about. */
export interface Step { from: Label, to: Label, at: Date }

interface Found { subject_fr: string, subject_en: string | null, message_fr: string, message_en: string | null, reference: string | null, zone: string }

/** The nearest template of that name: of the structure of the record, then of those above it, then of the network, then of a kit. */
const NEAREST = `select t.subject_fr, t.subject_en, t.message_fr, t.message_en, c.reference, coalesce(s.time_zone, 'Europe/Paris') as zone
  from templates t
  left join cases c on c.id = :case::uuid
  left join structures s on s.id = coalesce(:structure::uuid, c.structure)
  where t.key = :key and t.status = 'active' and (t.structure is null or t.structure in (select relais_structure_ancestors(s.id)))
  order by (select count(*) from relais_structure_ancestors(t.structure)) desc, t.kit is not null limit 1`

/**
 * A notice written from a template, in the words of the structure of the record.
 *
 * @throws {Error} when no template of that name is in use: seen by administrators, as any effect that fails.
 */
export async function sendTemplate(trx: Knex.Transaction, { to, template }: Extract<Effect, { kind: 'send_template' }>, subject: Subject, step: Step): Promise<void> {
  const { collection, row } = subject
  const { rows } = await trx.raw<{ rows: Found[] }>(NEAREST, { key: template, case: fileOf(collection, row), structure: row['structure'] ?? null })
  const [found] = rows
  if (!found) throw new Error(`No template ${template} is in use`)
  const values: TemplateValues = { reference: same(found.reference ?? ''), etape: step.to, etape_precedente: step.from, date: dayOf(step.at, found.zone) }
  const filled = (fr: string, en: string | null): Label => ({ fr: fillTemplate(fr, values, 'fr'), en: fillTemplate(en ?? fr, values, en === null ? 'fr' : 'en') })
  await notify(trx, { to, subject: filled(found.subject_fr, found.subject_en), message: filled(found.message_fr, found.message_en) }, subject)
}

const same = (text: string): Label => ({ fr: text, en: text })

function dayOf(at: Date, timeZone: string): Label {
  const written = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(at)
  return { fr: written('fr-FR'), en: written('en-GB') }
}
