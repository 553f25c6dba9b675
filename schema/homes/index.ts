export { checkHome, isHomeAudience, readableTiles } from './check.ts'
export { homesOf } from './define.ts'
export { readTarget } from './targets.ts'
export type { HomeAudience, HomePage, Tile } from './define.ts'
