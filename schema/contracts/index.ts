import type { z } from 'zod'
import type { Contract, Route } from './define.ts'
import { notes } from './notes.ts'
import { privacy } from './privacy.ts'

export type { Contract, Route } from './define.ts'
export { notes } from './notes.ts'
export { privacy } from './privacy.ts'

/** What each address takes and answers. */
export const contracts = { ...notes, ...privacy }

export type Contracts = typeof contracts
export type ContractRoute = keyof Contracts

type Part<R extends ContractRoute, N extends keyof Contract> = Contracts[R] extends Record<N, infer T extends z.ZodType> ? T : never

/** Names between two slashes that stand for a value: `'note'` in `/cases/notes/:note`. */
export type ParamsOf<R extends string> = R extends `${string}:${infer Name}/${infer Rest}` ? Name | ParamsOf<`/${Rest}`> : R extends `${string}:${infer Name}` ? Name : never
/** What the query of a route says, once read. */
export type QueryOf<R extends ContractRoute> = z.output<Part<R, 'query'>>
/** What the body of a route says, once read. */
export type BodyOf<R extends ContractRoute> = z.output<Part<R, 'body'>>
/** What is sent in the query, and in the body. */
export type QuerySent<R extends ContractRoute> = z.input<Part<R, 'query'>>
export type BodySent<R extends ContractRoute> = z.input<Part<R, 'body'>>
/** `data` of the answer, as JSON carries it. */
export type AnswerOf<R extends ContractRoute> = z.output<Part<R, 'answer'>>
export type MetaOf<R extends ContractRoute> = z.output<Part<R, 'meta'>>

const shapes = Object.entries<Contract>(contracts).map(([route, contract]) => {
  const [method = '', path = ''] = route.split(' ')
  return { route: route as Route, contract, method, path: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`) }
})

/** The contract of an address under `/relais`, if it has one; words win over parameters. */
export function contractOf(method: string, path: string): { route: Route, contract: Contract } | undefined {
  const found = shapes.filter(shape => shape.method === method && shape.path.test(path))
  return found.toSorted((one, other) => one.route.split(':').length - other.route.split(':').length)[0]
}
