/** What other domains may use: the only way out of the server. */
export { fetchOutside } from './outgoing/fetch.ts'
export { structuresAround } from './service/layers.ts'
export type { ReadRights, ReadRule } from './service/rights.ts'
export { rightsOf } from './service/rights.ts'
