import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OPENAPI_FILE, openApi } from '../../../docs/scripts/openapi.ts'
import { contracts } from '../../../schema/contracts/index.ts'
import { assertContract } from '../../support/contracts.ts'
import { routesOfExtensions } from '../../support/routes.ts'

describe('the document of the API', () => {
  it('is the one that the contracts make: node docs/scripts/openapi.ts', () => {
    expect(JSON.parse(readFileSync(OPENAPI_FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(openApi())))
  })

  it('describes addresses that are answered', () => {
    const answered = routesOfExtensions().map(({ method, path }) => `${method} ${path.replace('/relais', '')}`)

    expect(Object.keys(contracts).filter(route => !answered.includes(route))).toEqual([])
  })
})

describe('a contract that is not kept', () => {
  const note = { id: '00000000-0000-4000-8000-000000000001', text: 'x', created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' }
  const url = 'http://relais.example/relais/cases/00000000-0000-4000-8000-000000000002/notes'

  it('is told with the name of the field', () => {
    expect(() => assertContract('GET', url, { status: 200, body: { data: [note] } })).not.toThrow()
    expect(() => assertContract('GET', url, { status: 200, body: { data: [{ ...note, text: 3 }] } })).toThrow(/data\.0\.text/)
    expect(() => assertContract('GET', url, { status: 200, body: { data: [{ ...note, sealed: 'x' }] } })).toThrow(/sealed/)
    expect(() => assertContract('POST', url, { status: 200, body: { data: note } })).toThrow(/status 200/)
    expect(() => assertContract('GET', url, { status: 200, body: { data: [], meta: {} } })).toThrow(/meta/)
  })
})
