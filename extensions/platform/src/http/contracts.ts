import type { AnswerOf, BodyOf, Contract, ContractRoute, MetaOf, ParamsOf, QueryOf, Contracts } from '@relais/schema/contracts'
import { contracts } from '@relais/schema/contracts'
import type { Request, Response } from 'express'
import type { z } from 'zod'
import { callerAmong } from './caller.ts'
import type { Caller } from './caller.ts'
import { parseInput, queryOf } from './input.ts'
import type { Handler, Routes } from './routes.ts'

/** What JSON will carry: an instant may still be a `Date`. */
type Given<T> = T extends string ? T | Date : T extends readonly (infer Item)[] ? readonly Given<Item>[] : T extends object ? { [K in keyof T]: Given<T[K]> } : T

/** The answer was written by hand: a file, or JSON that the database wrote. */
export const SENT = Symbol('sent')

/** `data` with the `meta` of its contract. */
interface Paged<R extends ContractRoute> { data: Given<AnswerOf<R>>, meta: MetaOf<R> }

/** What a handler returns. */
export type Answered<R extends ContractRoute> =
  | typeof SENT
  | (Contracts[R] extends { meta: unknown } ? Paged<R> : Contracts[R] extends { answer: unknown } ? { data: Given<AnswerOf<R>> } : undefined)

/** A request as its contract reads it. */
export interface Asked<R extends ContractRoute> {
  caller: Caller
  params: Readonly<Record<ParamsOf<R>, string>>
  /** The query, read on demand: a refusal of the record comes before any word on the values. */
  query: () => QueryOf<R>
  /** The body, read on demand. */
  body: () => BodyOf<R>
  req: Request
  res: Response
}

type Handle<R extends ContractRoute> = (asked: Asked<R>) => Promise<Answered<R>>

/** One handler a contract. */
export type Handles<R extends ContractRoute> = { readonly [K in R]: Handle<K> }

function answering<R extends ContractRoute>(route: R, handle: Handle<R>): Handler {
  const { who, query, body, status = 200 }: Contract = contracts[route]
  const read = <T>(schema: z.ZodObject | undefined, input: unknown) => {
    if (!schema) throw new Error(`The contract of ${route} does not say what is read`)
    return parseInput(schema, input) as T
  }
  return async (req, res) => {
    const caller = callerAmong(req, who)
    const params = req.params as Asked<R>['params']
    const given: unknown = await handle({ caller, params, query: () => read(query, queryOf(req)), body: () => read(body, req.body ?? {}), req, res })
    if (given === SENT) return
    // Answers about somebody stay out of every cache between them and us.
    res.status(status).set('Cache-Control', 'no-store')
    if (given === undefined) res.end()
    else res.json(given)
  }
}

/** The routes of some contracts: who is answered, what is read and how it is sent are said there, and nowhere else. */
export function contractRoutes<R extends ContractRoute>(handles: Handles<R>): Routes {
  const routes = Object.keys(handles) as R[]
  return Object.fromEntries(routes.map(route => [route, answering(route, handles[route])]))
}
