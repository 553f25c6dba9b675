import type { Application } from 'express'
import { describe, expect, it, vi } from 'vitest'
import { readDeepQueries } from '../../../../extensions/access/src/deep-queries.ts'

type Step = (request: object, response: object, next: (error?: unknown) => void) => unknown

/** An application whose step of reading refuses a filter that is a text. */
function start(name: string) {
  const read = vi.fn<Step>((request, _response, next) => next(typeof Reflect.get(Reflect.get(request, 'query'), 'filter') === 'string' ? new Error('refused') : undefined))
  const layer = { name, handle: read }
  const use = vi.fn<(step: Step) => void>()
  readDeepQueries({ _router: { stack: [layer] }, use } as unknown as Application)
  const run = (step: Step | undefined, request: object) => new Promise<unknown>(resolve => step?.({ query: {}, method: 'GET', path: '/items/people', ...request }, {}, resolve))
  return { read, address: (request: object) => run(layer.handle, request), body: (request: object) => run(use.mock.calls[0]?.[0], request) }
}

const WRONG = { cases: { _filter: '{' } }
const RIGHT = { cases: { _filter: { id: { _eq: 1 } } } }

describe('the queries inside `deep`', () => {
  it('are read before the query that holds them, and stop it when they are refused', async () => {
    const { read, address } = start('sanitizeQueryMiddleware')

    expect(await address({ query: { deep: WRONG } })).toEqual(new Error('refused'))
    expect(read).toHaveBeenCalledTimes(1)
    expect(await address({ query: { deep: RIGHT } })).toBeUndefined()
    expect(read.mock.calls.map(([request]) => Reflect.get(request, 'query'))).toEqual([{ filter: '{' }, { filter: { id: { _eq: 1 } } }, { deep: RIGHT }])
  })

  it('are read in bodies too, but for the rows of a creation', async () => {
    const { body } = start('sanitizeQueryMiddleware')

    expect(await body({ method: 'SEARCH', body: { query: { deep: WRONG } } })).toEqual(new Error('refused'))
    expect(await body({ method: 'POST', path: '/utils/export/people', body: { query: { deep: WRONG } } })).toEqual(new Error('refused'))
    expect(await body({ method: 'POST', body: { query: { deep: WRONG } } })).toBeUndefined()
    expect(await body({ method: 'SEARCH', body: { query: { deep: RIGHT } } })).toBeUndefined()
  })

  it('let nobody be served when Directus has no such step', async () => {
    expect(await start('another').body({})).toEqual(new Error('sanitizeQueryMiddleware is not a step of Directus'))
  })
})
