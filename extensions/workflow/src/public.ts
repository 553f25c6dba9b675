/** What other domains may use: the move of a record by their own endpoints. */
export { moveTo } from './service/transition.ts'
