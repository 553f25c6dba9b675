import { readAssetBlob, uploadFiles } from '@directus/sdk'

/** Sends and reads files in the name of the person signed in; a refusal is an `ApiError`. */
export function useFiles() {
  const directus = useDirectus()

  /** Sends one file and gives its identifier. */
  async function upload(file: File): Promise<string> {
    const body = new FormData()
    body.append('file', file)
    const { id } = await directus.request(uploadFiles(body, { fields: ['id'] }))
    return id
  }

  function read(id: string): Promise<Blob> {
    return directus.request(readAssetBlob(id))
  }

  return { upload, read }
}
