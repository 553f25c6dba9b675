/** What other domains may use: the only way out of the server. */
export { fetchOutside } from './outgoing/fetch.ts'
