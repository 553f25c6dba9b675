import type { AnswerOf, BodySent, ContractRoute, ParamsOf, QuerySent } from '@relais/schema/contracts'

/** What a contract asks to be sent: its parameters, its query, its body. */
type Sent<R extends ContractRoute> = ([ParamsOf<R>] extends [never] ? unknown : { params: Record<ParamsOf<R>, string> })
  & ([QuerySent<R>] extends [never] ? unknown : { query?: QuerySent<R> })
  & ([BodySent<R>] extends [never] ? unknown : { body: BodySent<R> })
type Options<R extends ContractRoute> = Sent<R> & { signal?: AbortSignal }
/** What a contract needs cannot be left out. */
type Given<R extends ContractRoute> = Record<never, never> extends Options<R> ? [options?: Options<R>] : [options: Options<R>]

export type Call = <R extends ContractRoute>(route: R, ...given: Given<R>) => Promise<AnswerOf<R>>

/**
 * Calls an address of the product by its contract: `call('PATCH /cases/notes/:note', { params, body })`. What is sent and what is
 * answered have the types of the contract; errors are those of `useApi`.
 */
export function useCall(): Call {
  const api = useApi()

  return function call<R extends ContractRoute>(route: R, ...[options]: Given<R>): Promise<AnswerOf<R>> {
    const { params = {}, query, body, signal }: { params?: Record<string, string> } & Pick<ApiOptions, 'query' | 'body' | 'signal'> = options ?? {}
    const [method = 'GET', shape = ''] = route.split(' ')
    const path = shape.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    return api<AnswerOf<R>>(path, { method: method as NonNullable<ApiOptions['method']>, query, body, signal })
  }
}
