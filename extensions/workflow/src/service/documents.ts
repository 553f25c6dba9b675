import type { Host, Row } from '@relais/extensions/platform'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { cleanFileName } from '@relais/extensions/access'
import type { Audience } from '@relais/schema'
import { RECORD_FOLDER, rowRules } from '@relais/schema/access'
import type { Refusal, Transition } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { fillDocument, linesOf, readAbout } from './document-text.ts'
import type { About } from './document-text.ts'
import { lettersWithoutFont, sayLetters, toPdf } from './pdf.ts'
import { fileOf } from './place.ts'
import { findTemplate, nearestTemplate } from './templates.ts'

/** The effect that asks for a document: its file has the same identifier, so that an effect tried again writes the same file. */
interface Asked { id: string, template: string, at: Date }

/**
 * Writes a document of a file from a template, as a text and as a PDF under the letterhead of the structure. It stays as it is when the template or
 * the file changes.
 *
 * @throws {Error} when no template of that name is in use, or when a letter of it cannot be printed.
 */
export async function writeDocument(host: Host, trx: Knex.Transaction, file: string | null, { id, template: key, at }: Asked): Promise<void> {
  const about = await readAbout(trx, file)
  if (!about) throw new Error('The object belongs to no file')
  const found = await nearestTemplate(trx, 'document', key, { file, structure: null })
  const { title, body, language } = fillDocument(found, about, at)
  const options = { schema: await host.getSchema({ database: trx }), knex: trx }
  // Without accountability: nobody writes documents by hand, the workflow does.
  const sudoFiles = new host.services.FilesService(options)
  const letterhead = { lines: linesOf(about), color: about.color, logo: await logoOf(host, trx, about) }
  const pdf = Readable.from([toPdf({ title, body, language, at, letterhead })])
  const written = await sudoFiles.uploadOne(pdf, { id, type: 'application/pdf', title, filename_download: cleanFileName(`${title}.pdf`, 'pdf'), folder: RECORD_FOLDER })
  const sudoDocuments = new host.services.ItemsService<Row>('documents', options)
  await sudoDocuments.createOne({ case: file, template: found.id, title, body, file: written })
}

/** The picture of a structure; without its content, the letterhead has none. */
async function logoOf(host: Host, trx: Knex.Transaction, { logo }: About): Promise<Buffer | null> {
  if (logo === null) return null
  try {
    // Without accountability: the logo of the structure, which the whole network sees.
    const sudoAssets = new host.services.AssetsService({ schema: await host.getSchema({ database: trx }), knex: trx })
    const { stream } = await sudoAssets.getAsset(logo)
    return await buffer(stream)
  }
  catch (error: unknown) {
    host.logger.warn(error, `The logo ${logo} could not be read: a document is written without it`)
    return null
  }
}

interface Step { collection: string, row: Row, transition: Transition, audience: Audience }

/** A document names the person and their file: to whoever reads no file, as a partner who answers, it is only said that there is something to settle. */
const NOT_READY: Refusal = { code: 'GUARD', message: {
  fr: 'Un document qui accompagne ce passage ne peut pas encore être écrit : demandez à la structure qui suit la personne de compléter son dossier.',
  en: 'A document that goes with this transition cannot be written yet: ask the structure that follows the person to complete their file.',
} }

/** What the documents of a step would lack: told before the step is done, to whoever would do it. */
export async function reasonsOfDocuments(knex: Knex, { audience, ...step }: Step): Promise<Refusal[]> {
  const reasons = await allReasons(knex, step)
  const isReader = audience === 'admin' || rowRules[audience]?.['cases']?.read !== undefined
  return reasons.length > 0 && !isReader ? [NOT_READY] : reasons
}

async function allReasons(knex: Knex, { collection, row, transition: { effects = [], fields = [] } }: Omit<Step, 'audience'>): Promise<Refusal[]> {
  const keys = effects.flatMap(effect => (effect.kind === 'generate_document' ? [effect.template] : []))
  const file = fileOf(collection, row)
  const about = keys.length > 0 ? await readAbout(knex, file) : undefined
  if (!about) return []
  // Of the file itself, what is being answered counts.
  const known: About = collection === 'cases' ? { ...about, ...answered(row, fields) } : about
  const reasons = await Promise.all(keys.map(async key => reasonsOf(await findTemplate(knex, 'document', key, { file, structure: null }), known)))
  return reasons.flat()
}

function answered(row: Row, fields: readonly string[]): Partial<About> {
  return Object.fromEntries(['reference', 'opened_on'].flatMap((name) => {
    const value = row[name]
    return fields.includes(name) && typeof value === 'string' ? [[name, value]] : []
  }))
}

function reasonsOf(template: Awaited<ReturnType<typeof findTemplate>>, about: About): Refusal[] {
  if (!template) return []
  const at = new Date()
  const filled = fillDocument(template, about, at)
  const letters = lettersWithoutFont({ ...filled, at, letterhead: { lines: linesOf(about) } })
  return [
    ...filled.missing.map(({ fr, en }): Refusal => ({ code: 'GUARD', message: {
      fr: `Le document « ${filled.title} » cite « ${fr} », que le dossier ne dit pas : complétez-le d’abord.`,
      en: `The document “${filled.title}” quotes “${en}”, which the file does not say: complete it first.`,
    } })),
    ...letters.length > 0 ? [{ code: 'GUARD', message: {
      fr: `Le document « ${filled.title} » ne peut pas s’imprimer : aucune police n’a ${sayLetters(letters)}. Écrivez ces mots en lettres latines, cyrilliques, grecques ou arabes.`,
      en: `The document “${filled.title}” cannot be printed: no font has ${sayLetters(letters)}. Write these words in Latin, Cyrillic, Greek or Arabic letters.`,
    } } as const] : [],
  ]
}
