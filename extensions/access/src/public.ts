/** What other domains may use: the only way out of the server, and which addresses it leads to. */
export { refusalOf } from './outgoing/addresses.ts'
export { fetchOutside } from './outgoing/fetch.ts'
export { cleanFileName } from './rules/file-names.ts'
export { fileFields, isSentForRecord } from './service/readable-file.ts'
export { structuresAround } from './service/layers.ts'
export type { ReadRights, ReadRule } from './service/rights.ts'
export { rightsOf } from './service/rights.ts'
