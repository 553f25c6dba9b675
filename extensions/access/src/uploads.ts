import { Readable } from 'node:stream'
import type { Accountability, ApiExtensionContext, SchemaOverview } from '@directus/types'
import { LOGO_FOLDER, RECORD_FILE_BYTES, RECORD_FOLDER, audienceOfRole, isAdministrator } from '@relais/schema/access'
import type { Application, NextFunction, Request, RequestHandler, Response as Answer } from 'express'
import type { Knex } from 'knex'
import { z } from 'zod'
import type { Settings } from './env.schema.ts'
import { ContentTooLargeError, FileForbiddenError, FileRefusedError } from './errors.ts'
import type { CheckedFile } from './rules/file-kinds.ts'
import { checkFile } from './rules/file-kinds.ts'
import { cleanFileName } from './rules/file-names.ts'

type Services = ApiExtensionContext['services']

interface UploadRequest extends Request {
  accountability?: Accountability | null
  schema: SchemaOverview
  sanitizedQuery?: Record<string, unknown>
}

/** What a file is sent for, by those who are not administrators. */
interface Purpose { folder: string, audiences: ReadonlySet<string>, bytes: number, accepts: (type: string, settings: Settings) => boolean }

/** Logos of organisations and structures, which the whole network sees: their form is to choose an image. */
const LOGO: Purpose = { folder: LOGO_FOLDER, audiences: new Set(['partner', 'adviser', 'manager']), bytes: 500 * 1024, accepts: type => type.startsWith('image/') }
/** Files of records, which the steps of workflows and local fields ask for. */
const RECORD: Purpose = {
  folder: RECORD_FOLDER, audiences: new Set(['partner', 'beneficiary', 'adviser', 'manager', 'prescriber']), bytes: RECORD_FILE_BYTES, accepts: (type, settings) => settings.FILES_MIME_TYPE_ALLOW_LIST.includes(type),
}
/** Files that one account sends in a day, for records or as logos. */
const MOST_A_DAY = 100
const ENVELOPE_BYTES = 16 * 1024

const FieldsSchema = z.object({ title: z.string().max(255).optional(), description: z.string().max(1000).optional(), folder: z.guid().nullish().catch(undefined) })

/**
 * The one rule of uploads, in place of that of Directus, for administrators too: the type is what the content says, the
 * file is made harmless, its name is cleaned, and where it is kept is never the caller's choice. People who are not
 * administrators add logos and files of records, and replace nothing.
 */
export function guardUploads(app: Application, { services, database: knex }: Pick<ApiExtensionContext, 'services' | 'database'>, settings: Settings): void {
  app.post('/files', forward((request, response, next) => upload({ request, response, next, services, knex, settings })))
  app.patch('/files/:pk', forward((request, response, next) => upload({ request, response, next, services, knex, settings, replaced: request.params['pk'] })))
}

interface Upload { request: UploadRequest, response: Answer, next: NextFunction, services: Services, knex: Knex, settings: Settings, replaced?: string | undefined }

async function upload({ request, response, next, services, knex, settings, replaced }: Upload): Promise<void> {
  const caller = request.accountability
  const isAdmin = isAdministrator(caller)
  const isForm = request.is('multipart/form-data') !== false
  // A row without content, or words about a file: Directus asks its permissions, which only administrators have.
  if (isAdmin && !isForm) return next()
  if (!caller || (!isAdmin && (replaced !== undefined || !isForm || !maySend(caller, RECORD)))) throw new FileForbiddenError()

  const most = isAdmin ? settings.FILES_MAX_UPLOAD_SIZE : RECORD.bytes
  const { file, fields } = await readForm(await readBody(request, most + ENVELOPE_BYTES), request.get('content-type') ?? '')
  const purpose = fields.folder === RECORD_FOLDER ? RECORD : LOGO
  if (!isAdmin && !maySend(caller, purpose)) throw new FileForbiddenError()
  const max = isAdmin ? most : purpose.bytes
  if (file.size > max) throw new ContentTooLargeError({ max })
  if (file.size === 0) throw new FileRefusedError({ reason: 'empty' })
  if (!isAdmin && await sentToday(knex, caller, purpose) >= MOST_A_DAY) throw new FileRefusedError({ reason: 'many' })
  const checked = await checkFile(Buffer.from(await file.arrayBuffer()), file.name)
  if (typeof checked === 'string') throw new FileRefusedError({ reason: checked })
  if (!(isAdmin ? RECORD : purpose).accepts(checked.type, settings)) throw new FileRefusedError({ reason: 'type' })

  // What a file may be has just been decided; the account keeps its name on it, and no right to choose the rest.
  const sudoFiles = new services.FilesService({ schema: request.schema, accountability: { ...caller, admin: true } })
  if (replaced !== undefined) await sudoFiles.readOne(replaced, { fields: ['id'] })
  const key = await sudoFiles.uploadOne(Readable.from([checked.bytes]), rowOf(file.name, checked, isAdmin ? fields : { ...fields, folder: purpose.folder }), replaced)
  const files = new services.FilesService({ schema: request.schema, accountability: caller })
  response.status(200).set('Cache-Control', 'no-store').json({ data: await files.readOne(key, request.sanitizedQuery ?? {}) })
}

function maySend({ user, role }: Accountability, { audiences }: Purpose): boolean {
  return user !== null && audiences.has(audienceOfRole(role) ?? '')
}

async function sentToday(knex: Knex, { user }: Accountability, { folder }: Purpose): Promise<number> {
  const { rows } = await knex.raw<{ rows: { count: number }[] }>(
    `select count(*)::int as count from directus_files where uploaded_by = ? and folder = ? and uploaded_on > now() - interval '1 day'`, [user, folder],
  )
  return rows[0]?.count ?? 0
}

function rowOf(name: string, { type, extension }: CheckedFile, { title, description, folder }: z.output<typeof FieldsSchema>) {
  const clean = cleanFileName(name, extension)
  return {
    type, filename_download: clean, title: title ?? clean.slice(0, -extension.length - 1),
    ...(description === undefined ? {} : { description }), ...(folder === undefined ? {} : { folder }),
  }
}

/** The whole body, which never exceeds the limit whatever the headers say. */
async function readBody(request: Request, max: number): Promise<Buffer> {
  if (Number(request.get('content-length') ?? 0) > max) throw new ContentTooLargeError({ max })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const part = Buffer.from(chunk)
    size += part.length
    if (size > max) throw new ContentTooLargeError({ max })
    chunks.push(part)
  }
  return Buffer.concat(chunks)
}

async function readForm(body: Buffer, contentType: string): Promise<{ file: File, fields: z.output<typeof FieldsSchema> }> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
    const files = [...form.values()].filter(value => typeof value !== 'string')
    const [file] = files
    if (file && files.length === 1) return { file, fields: FieldsSchema.parse(Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))) }
  }
  catch (cause: unknown) {
    throw new FileRefusedError({ reason: 'malformed' }, { cause })
  }
  throw new FileRefusedError({ reason: 'malformed' })
}

function forward(handler: (request: UploadRequest, response: Answer, next: NextFunction) => Promise<void>): RequestHandler {
  return (request, response, next) => {
    // Directus has set the schema and the caller by now.
    handler(Object.assign(request, { schema: Reflect.get(request, 'schema') }), response, next).catch(next)
  }
}
