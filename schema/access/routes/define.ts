import type { SignedInAudience } from '../audiences.ts'

export type Method = 'GET' | 'SEARCH' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One address of Directus that is open. What is in no list answers like a missing page. */
export interface OpenRoute {
  method: Method
  /** Its segments: a word, or the name of what varies (`:id`); see `matchRoute`. */
  path: string
  /** The names that its query may hold; none by default. */
  query: readonly string[]
  /** The screen or the program that asks it. */
  why: string
  /** Asked without an account too. */
  visitors: boolean
  /** The audiences whose sessions of the Studio ask it; every one that works there by default. */
  only?: readonly SignedInAudience[]
}

export type RouteOptions = Partial<Pick<OpenRoute, 'query' | 'visitors' | 'only'>>

const isMethod = (word: string): word is Method => ['GET', 'SEARCH', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(word)

/** Opens what `asked` says, such as `GET SEARCH /items/:collection`: one route for each method. */
export function open(asked: string, why: string, options: RouteOptions = {}): OpenRoute[] {
  const words = asked.split(' ')
  const path = words.pop() ?? ''
  if (words.length === 0 || !path.startsWith('/') || !words.every(isMethod)) throw new Error(`Not a route: ${asked}`)
  return words.filter(isMethod).map(method => ({ method, path, why, query: [], visitors: false, ...options }))
}
