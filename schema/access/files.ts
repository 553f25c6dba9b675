/** Folder of the logos, made by `migrations/0040-logos.sql`: what every signed-in person of the network may see. */
export const LOGO_FOLDER = '6d0c9a52-3f1e-4b7a-9c84-5e2f7a1b0c40'

/** What is shown of a file; never where it is kept. */
export const FILE_FIELDS = ['id', 'title', 'filename_download', 'type', 'filesize', 'width', 'height', 'modified_on'] as const
