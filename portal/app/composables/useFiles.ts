import { RECORD_FOLDER } from '@relais/schema/access/files'
import { readAssetBlob, readFile, uploadFiles } from '@directus/sdk'

/** Why a file is not taken, as the server names it. */
const REFUSALS = new Map<unknown, string>([
  ['malformed', 'form.file.refused.malformed'],
  ['empty', 'form.file.refused.empty'],
  ['many', 'form.file.refused.many'],
  ['unknown', 'form.file.refused.unknown'],
  ['type', 'form.file.refused.type'],
  ['active', 'form.file.refused.active'],
  ['damaged', 'form.file.refused.damaged'],
  ['dimensions', 'form.file.refused.dimensions'],
  ['expanded', 'form.file.refused.expanded'],
  ['encrypted', 'form.file.refused.encrypted'],
  ['part', 'form.file.refused.part'],
  ['heic', 'form.file.refused.heic'],
])

/** What a picture is not. */
const NOT_PICTURES: readonly string[] = ['unknown', 'type', 'active', 'part', 'encrypted']

/** Sends and reads files in the name of the person signed in; a refusal is an `ApiError`. */
export function useFiles() {
  const directus = useDirectus()
  const { t } = useI18n()

  /** The same refusal, in the language of the page and with what to do; of a logo, only a picture is taken. */
  function explain(error: unknown, isLogo = false): never {
    const words = error instanceof ApiError ? wordsOf(error, isLogo) : undefined
    throw error instanceof ApiError && words !== undefined ? new ApiError(error.status, error.code, words, error.extensions, error) : error
  }

  function wordsOf({ code, extensions: { reason } }: ApiError, isLogo: boolean): string | undefined {
    if (code === 'FILE_MISSING') return t('form.file.missing')
    if (isLogo && NOT_PICTURES.includes(String(reason))) return t('partner.logo.bad_type')
    const refusal = code === 'FILE_REFUSED' ? REFUSALS.get(reason) : undefined
    return refusal && t(refusal)
  }

  /** Sends a logo and gives its identifier. */
  function upload(file: File): Promise<string> {
    return send(file)
  }

  /** Sends a file of a record, read by whoever reads the record that will name it, and gives its identifier. */
  function sendForRecord(file: File): Promise<string> {
    return send(file, RECORD_FOLDER)
  }

  async function send(file: File, folder?: string): Promise<string> {
    const body = new FormData()
    if (folder) body.append('folder', folder)
    body.append('file', file)
    const { id } = await directus.request(uploadFiles(body, { fields: ['id'] })).catch((error: unknown) => explain(error, folder === undefined))
    return id
  }

  /** What a file is called. */
  async function nameOf(id: string): Promise<string> {
    const { filename_download: name } = await directus.request(readFile(id, { fields: ['filename_download'] }))
    return name ?? ''
  }

  function read(id: string): Promise<Blob> {
    return directus.request(readAssetBlob(id)).catch((error: unknown) => explain(error))
  }

  return { upload, sendForRecord, nameOf, read }
}
