import { Readable } from 'node:stream'
import { cleanFileName } from '@relais/extension-access'
import type { Host, Row } from '@relais/extension-directory'
import { RECORD_FOLDER } from '@relais/schema/access'
import type { Knex } from 'knex'
import { z } from 'zod'
import { TemplateGapError } from '../errors.ts'
import { fill, strangeGaps } from '../rules/fill.ts'
import { toPdf } from './pdf.ts'

/** Refuses a template that asks for what nothing fills. */
export function assertFillable(payload: Row): Row {
  const gaps = ['title', 'body'].flatMap(name => strangeGaps(String(payload[name] ?? '')))
  if (gaps.length > 0) throw new TemplateGapError({ gaps: [...new Set(gaps)] })
  return payload
}

const TemplateSchema = z.object({ id: z.string(), title: z.string(), body: z.string() })
const GapsSchema = z.object({ reference: z.string(), programme: z.string(), ouvert_le: z.string(), prenom: z.string(), nom: z.string(), structure: z.string(), date: z.string() })

const MOST_TITLE = 200

/** The effect that asks for a document: its file has the same identifier, so that an effect tried again writes the same file. */
interface Asked { id: string, template: string, at: Date }

/** Writes a document of a file from a template, as a text and as a PDF; it stays as it is when the template or the file changes. */
export async function writeDocument(host: Host, trx: Knex.Transaction, file: string | null, { id, template: name, at }: Asked): Promise<void> {
  const found: unknown = await trx('document_templates').where({ key: name, is_active: true }).first('id', 'title', 'body')
  if (found === undefined) throw new Error(`no active template ${name}`)
  const template = TemplateSchema.parse(found)
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `select coalesce(c.reference, '') as reference, c.programme, to_char(c.opened_on, 'DD/MM/YYYY') as ouvert_le, p.first_name as prenom, p.last_name as nom, s.name as structure,
       to_char(now() at time zone s.time_zone, 'DD/MM/YYYY') as date
     from cases c join people p on p.id = c.person join structures s on s.id = c.structure where c.id = ?`, [file],
  )
  if (rows[0] === undefined) throw new Error('The object belongs to no file')
  const values = GapsSchema.parse(rows[0])
  const [title, body] = [fill(template.title, values).slice(0, MOST_TITLE), fill(template.body, values)]
  const options = { schema: await host.getSchema({ database: trx }), knex: trx }
  // Without accountability: nobody writes documents by hand, the workflow does.
  const sudoFiles = new host.services.FilesService(options)
  const pdf = Readable.from([await toPdf({ title, body, language: 'fr', at })])
  const written = await sudoFiles.uploadOne(pdf, { id, type: 'application/pdf', title, filename_download: cleanFileName(`${title}.pdf`, 'pdf'), folder: RECORD_FOLDER })
  const sudoDocuments = new host.services.ItemsService<Row>('documents', options)
  await sudoDocuments.createOne({ case: file, template: template.id, title, body, file: written })
}
