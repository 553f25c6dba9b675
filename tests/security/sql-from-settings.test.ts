import { describe, expect, it } from 'vitest'
import { aSecretFile } from './world.ts'
import { call, db } from '../support/stack.ts'

const INJECTIONS = ['\' or 1=1 --', '"; drop table people; --', 'id); select pg_sleep(3); --', '1 union select token from directus_users', 'name\') or (\'1\'=\'1', '%27%20or%201=1', '\\', '$1', '?', ':name', '*/ or /*', 'id desc, (select 1 from pg_sleep(3))']
const places = (text: string): string[] => {
  const value = encodeURIComponent(text)
  return [
    `/items/organizations?sort=${value}`, `/items/organizations?fields=${value}`, `/items/organizations?filter[${value}][_eq]=1`, `/items/organizations?filter[name][${value}]=1`, `/items/organizations?filter[name][_eq]=${value}`,
    `/items/organizations?search=${value}`, `/items/organizations?groupBy[]=${value}&aggregate[count]=*`, `/items/organizations?aggregate[${value}]=id`, `/items/organizations?alias[${value}]=name`, `/items/${value}`, `/items/organizations/${value}`,
    `/relais/directory/search?q=${value}`, `/relais/directory/search?theme=${value}`, `/relais/directory/search?territory=${value}`, `/relais/directory/search?type=${value}`, `/relais/directory/search?lat=${value}&lng=1`,
    `/relais/identity/invitations?person=${value}`, `/relais/forms?locale=${value}`,
  ]
}

/** An answer without the words that were sent, whole, cut at its commas or spelt otherwise. */
function withoutEcho(body: unknown, text: string): string {
  return [text, ...text.split(/[,()]/)].map(part => part.trim()).filter(part => part.length > 3).reduce((kept, part) => kept.replaceAll(JSON.stringify(JSON.stringify(part)).slice(3, -3), '').replaceAll(JSON.stringify(part).slice(1, -1), ''), JSON.stringify(body, (key, value: unknown) => (key === 'suggestion' ? undefined : value)))
}

/** The words that a search says may have been meant. */
const suggestionIn = (body: unknown): string => String(Object(Object(body).data).suggestion ?? '')

describe('NocoBase CVE-2026-34825, CVE-2026-41641, CVE-2026-52887: SQL is built from what somebody wrote', () => {
  it.each(INJECTIONS)('takes %s as a value, a bad name or nothing', async (text) => {
    const { word } = await aSecretFile()
    for (const as of [null, 'conseiller2']) {
      for (const path of places(text)) {
        const started = Date.now()
        const { status, body } = await call(path, { as })
        expect([path, status >= 500]).toEqual([path, false])
        expect(JSON.stringify(body)).not.toContain(word)
        // What was sent comes back in some answers; what the database says must not.
        expect(withoutEcho(body, text)).not.toMatch(/syntax error|pg_sleep|relation "|select |bindings/i)
        expect(suggestionIn(body)).not.toMatch(/syntax error|relation "|bindings/i)
        expect(Date.now() - started).toBeLessThan(2_500)
      }
    }
  }, 120_000)

  it('keeps its tables', async () => {
    expect((await db.query('select to_regclass(\'people\') as found')).rows[0]?.found).toBe('people')
  })

  it.each(['x"; drop table people; --', 'x\' or 1=1', 'X Y', '../x', 'a'.repeat(200)])('names no column %s, even for an administrator', async (field) => {
    await call('/fields/organizations', { as: 'admin', method: 'POST', body: { field, type: 'string', schema: {}, meta: {} } })
    const { rows } = await db.query('select column_name from information_schema.columns where table_name = \'organizations\' and column_name = $1', [field])
    await call(`/fields/organizations/${encodeURIComponent(field)}`, { as: 'admin', method: 'DELETE' })

    expect((await db.query('select to_regclass(\'people\') as found')).rows[0]?.found).toBe('people')
    if (/["';/]/.test(field)) expect(rows.length).toBeLessThanOrEqual(1)
  })
})
