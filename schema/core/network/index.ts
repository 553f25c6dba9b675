export { memberships } from './memberships.ts'
export { structures } from './structures.ts'
export { territories } from './territories.ts'
export { vocabulary_terms } from './vocabulary-terms.ts'
