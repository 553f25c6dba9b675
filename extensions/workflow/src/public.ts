/** What other domains may use: the move of a record by their own endpoints, and what will move it by itself. */
export { automaticMove } from './service/definition-of.ts'
export { moveTo } from './service/transition.ts'
