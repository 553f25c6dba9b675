import express from 'express'
import { describe, expect, it } from 'vitest'
import { mountRoutes } from '../../../../../extensions/platform/src/http/routes.ts'
import type { Handler } from '../../../../../extensions/platform/src/http/routes.ts'

const answer: Handler = async (_req, res) => res.json({ data: null })

describe('the routes of the domains', () => {
  it('stop the start when two domains want one, whatever its parameters are called, with both names', () => {
    const domains: Parameters<typeof mountRoutes>[1] = [{ name: 'cases', routes: { 'GET /cases/:id': answer } }, { name: 'agenda', routes: { 'GET /cases/:case': answer } }]

    expect(() => mountRoutes(express.Router(), domains)).toThrow(/GET \/cases\/:case.*cases.*agenda/)
  })

  it('stop it on a method that does not exist', () => {
    expect(() => mountRoutes(express.Router(), [{ name: 'cases', routes: Object.fromEntries([['FETCH /cases', answer]]) }])).toThrow(/cases.*FETCH/)
  })

  it('are told apart by their method', () => {
    expect(() => mountRoutes(express.Router(), [{ name: 'cases', routes: { 'GET /cases': answer, 'SEARCH /cases': answer } }])).not.toThrow()
  })

  it('give what a handler throws to whoever explains errors', async () => {
    const router = express.Router()
    mountRoutes(router, [{ name: 'cases', routes: { 'GET /cases': () => Promise.reject(new Error('No')) } }])
    const server = express().use(router).use((error: Error, _req: express.Request, res: express.Response, _next: express.NextFunction) => void res.status(418).send(error.message)).listen(0)
    const address = server.address()
    const response = await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/cases`)

    expect([response.status, await response.text()]).toEqual([418, 'No'])
    server.close()
  })
})
