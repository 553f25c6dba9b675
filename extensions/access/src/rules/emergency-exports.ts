import type { Filter } from '@directus/types'
import type { StepOf } from '@relais/schema/access'

/** How far the fields of an export lead from its rows: not to other rows of files, to rows of the same people only, or anywhere. */
export type Spread = 'rows' | 'people' | 'anywhere'

interface Asked { fields?: unknown, alias?: unknown, deep?: unknown }
interface Model { stepOf: StepOf, isOfFiles: (collection: string) => boolean, linksOf: (collection: string) => readonly string[] }

const textsIn = (names: unknown): string[] => (Array.isArray(names) ? names.filter(name => typeof name === 'string') : [])
const WIDTH: Record<Spread, number> = { rows: 0, people: 1, anywhere: 2 }

/** The furthest that the fields of a query lead; a name that is not known may lead anywhere. */
export function spreadOf({ fields, alias, deep }: Asked, collection: string, model: Model): Spread {
  // Other names, at any level, are not followed: nobody exports with them.
  const isRenamed = Object.keys(Object(alias)).length > 0 || JSON.stringify(deep ?? null).includes('"_alias"')
  if (isRenamed) return 'anywhere'
  return textsIn(fields).map(name => walk(name.split('.'), collection, model)).reduce((widest, spread) => (WIDTH[spread] > WIDTH[widest] ? spread : widest), 'rows')
}

function walk([name = '', ...rest]: readonly string[], collection: string, model: Model): Spread {
  if (rest.length === 0) return name.includes('(') || name.includes(':') ? 'anywhere' : 'rows'
  const names = name === '*' ? model.linksOf(collection) : [name]
  return names.map((link): Spread => {
    const step = model.stepOf(collection, link)
    if (!step) return 'anywhere'
    const further = walk(rest, step.collection, model)
    if (!model.isOfFiles(step.collection)) return further
    // From something of nobody (an offer, a structure) to files: anybody’s.
    return !model.isOfFiles(collection) || further === 'anywhere' ? 'anywhere' : 'people'
  }).reduce((widest, spread) => (WIDTH[spread] > WIDTH[widest] ? spread : widest), 'rows')
}

/** What names a file or its person in the rows of a collection, as a filter on these: null in those of no file. */
export function heldBy(collection: string, fields: readonly string[], { files, people }: { files: string[], people: string[] }, spread: Spread): Filter | null {
  const isByPerson = spread !== 'rows'
  const file: Filter = isByPerson ? { person: { _in: people } } : { id: { _in: files } }
  if (collection === 'people') return { id: { _in: people } }
  if (collection === 'cases') return file
  if (fields.includes('case')) return { case: file }
  if (fields.includes('person')) return { person: { _in: people } }
  return fields.includes('referral') ? { referral: { case: file } } : null
}
