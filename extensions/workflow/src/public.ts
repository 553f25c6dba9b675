/** What other domains may use: the move of a record by their own endpoints, what will move it by itself, and where it has been. */
export { automaticMove } from './service/definition-of.ts'
export { LEFT } from './service/place.ts'
export { moveTo } from './service/transition.ts'
