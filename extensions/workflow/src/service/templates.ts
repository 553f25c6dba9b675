import type { Label } from '@relais/schema'
import type { TemplateKind, TemplateValues } from '@relais/schema/templates'
import { fillTemplate } from '@relais/schema/templates'
import { sayDate } from '@relais/schema/time'
import type { Knex } from 'knex'

/** A template as a structure says it. */
export interface Template { id: string, subject_fr: string, subject_en: string | null, message_fr: string, message_en: string | null }

/** Where a record belongs: its file, and its own structure when it has one. */
export interface Place { file: string | null, structure: unknown }

/** The nearest template of a name: of the structure of the record, then of those above it, then of the network, then of a kit. */
const NEAREST = `select t.id, t.subject_fr, t.subject_en, t.message_fr, t.message_en
  from templates t
  left join cases c on c.id = :file::uuid
  left join structures s on s.id = coalesce(:structure::uuid, c.structure)
  where t.kind = :kind and t.key = :key and t.status = 'active' and (t.structure is null or t.structure in (select relais_structure_ancestors(s.id)))
  order by (select count(*) from relais_structure_ancestors(t.structure)) desc, t.kit is not null limit 1`

/** The template of that name, in the words of the structure of the record, if one is in use. */
export async function findTemplate(knex: Knex, kind: TemplateKind, key: string, { file, structure }: Place): Promise<Template | undefined> {
  const { rows: [found] } = await knex.raw<{ rows: Template[] }>(NEAREST, { kind, key, file, structure: structure ?? null })
  return found
}

/**
 * The same, for what cannot do without.
 *
 * @throws {Error} when none is in use: seen by administrators, as any effect that fails.
 */
export async function nearestTemplate(trx: Knex.Transaction, kind: TemplateKind, key: string, place: Place): Promise<Template> {
  const found = await findTemplate(trx, kind, key, place)
  if (!found) throw new Error(`No template ${key} is in use`)
  return found
}

/** Both texts of a template, filled in both languages; without English, the French is said. */
export function fillBoth<K extends TemplateKind>({ subject_fr, subject_en, message_fr, message_en }: Template, values: TemplateValues<K>): { subject: Label, message: Label } {
  const filled = (fr: string, en: string | null): Label => ({ fr: fillTemplate(fr, values, 'fr'), en: fillTemplate(en ?? fr, values, en === null ? 'fr' : 'en') })
  return { subject: filled(subject_fr, subject_en), message: filled(message_fr, message_en) }
}

/** The same words in both languages. */
export const same = (text: string): Label => ({ fr: text, en: text })

/** A day as each language writes it, on the clock of a place. */
export function dayOf(at: Date | string, zone: string): Label {
  return { fr: sayDate(at, 'fr-FR', zone), en: sayDate(at, 'en-GB', zone) }
}
