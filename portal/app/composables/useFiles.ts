import { RECORD_FOLDER } from '@relais/schema/access/files'
import { readAssetBlob, readFile, uploadFiles } from '@directus/sdk'

/** Sends and reads files in the name of the person signed in; a refusal is an `ApiError`. */
export function useFiles() {
  const directus = useDirectus()

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
    const { id } = await directus.request(uploadFiles(body, { fields: ['id'] }))
    return id
  }

  /** What a file is called. */
  async function nameOf(id: string): Promise<string> {
    const { filename_download: name } = await directus.request(readFile(id, { fields: ['filename_download'] }))
    return name ?? ''
  }

  function read(id: string): Promise<Blob> {
    return directus.request(readAssetBlob(id))
  }

  return { upload, sendForRecord, nameOf, read }
}
