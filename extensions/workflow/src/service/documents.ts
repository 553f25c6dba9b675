import { Readable } from 'node:stream'
import { cleanFileName } from '@relais/extension-access'
import type { Host, Row } from '@relais/extension-directory'
import type { Label } from '@relais/schema'
import { collections } from '@relais/schema'
import { RECORD_FOLDER } from '@relais/schema/access'
import type { Knex } from 'knex'
import { toPdf } from './pdf.ts'
import { dayOf, fillBoth, nearestTemplate, same } from './templates.ts'

const MOST_TITLE = 200

interface About { reference: string | null, programme: string, opened_on: Date | null, first_name: string, last_name: string, structure: string, zone: string, language: string | null }

const ABOUT = `select c.reference, c.programme, c.opened_on::timestamp at time zone s.time_zone as opened_on, p.first_name, p.last_name, s.name as structure, s.time_zone as zone, p.preferred_language as language
  from cases c join people p on p.id = c.person join structures s on s.id = c.structure where c.id = ?`

/** The effect that asks for a document: its file has the same identifier, so that an effect tried again writes the same file. */
interface Asked { id: string, template: string, at: Date }

/**
 * Writes a document of a file from a template, as a text and as a PDF, in English for people who prefer it when the template has it. It stays as
 * it is when the template or the file changes.
 *
 * @throws {Error} when no template of that name is in use.
 */
export async function writeDocument(host: Host, trx: Knex.Transaction, file: string | null, { id, template: key, at }: Asked): Promise<void> {
  const { rows: [about] } = await trx.raw<{ rows: About[] }>(ABOUT, [file])
  if (!about) throw new Error('The object belongs to no file')
  const found = await nearestTemplate(trx, 'document', key, { file, structure: null })
  const text = fillBoth<'document'>(found, {
    reference: same(about.reference ?? ''), programme: programmeOf(about.programme), ouvert_le: about.opened_on ? dayOf(about.opened_on, about.zone) : same(''),
    prenom: same(about.first_name), nom: same(about.last_name), structure: same(about.structure), date: dayOf(at, about.zone),
  })
  const language = about.language === 'en' && found.message_en !== null ? 'en' : 'fr'
  const [title, body] = [text.subject[language].slice(0, MOST_TITLE), text.message[language]]
  const options = { schema: await host.getSchema({ database: trx }), knex: trx }
  // Without accountability: nobody writes documents by hand, the workflow does.
  const sudoFiles = new host.services.FilesService(options)
  const pdf = Readable.from([await toPdf({ title, body, language, at })])
  const written = await sudoFiles.uploadOne(pdf, { id, type: 'application/pdf', title, filename_download: cleanFileName(`${title}.pdf`, 'pdf'), folder: RECORD_FOLDER })
  const sudoDocuments = new host.services.ItemsService<Row>('documents', options)
  await sudoDocuments.createOne({ case: file, template: found.id, title, body, file: written })
}

function programmeOf(value: string): Label {
  return collections.cases.fields.programme.choices?.find(choice => choice.value === value)?.label ?? same(value)
}
