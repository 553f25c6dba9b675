import { afterAll, describe, expect, it } from 'vitest'
import { call, db } from '../support/stack.ts'

const FIELD = 'x_evasion'
afterAll(async () => {
  await call(`/fields/organizations/${FIELD}`, { as: 'admin', method: 'DELETE' })
  await db.query('delete from field_settings where field = $1', [FIELD])
})

const SCRIPTS = [
  'process.exit(1)', 'this.constructor.constructor("return process")().exit(1)', '{{constructor.constructor("return process")().exit(1)}}', '$env', '{{$env.SECRET}}', '${process.env.SECRET}', '__proto__',
]

describe('NocoBase CVE-2026-34156, EspoCRM CVE-2026-33656: a setting of the product runs on the server', () => {
  it.each(['conseiller', 'responsable', 'configurateur', 'partenaire', 'usager'])('gives %s no automation, no script and no extension', async (as) => {
    for (const [path, body] of [
      ['/flows', { name: 'x', trigger: 'webhook' }], ['/operations', { type: 'exec', options: { code: 'process.exit(1)' } }], ['/extensions/registry/install', { extension: 'x', version: '1' }],
      ['/utils/translations/generate', {}], ['/schema/apply', {}], ['/extensions', {}],
    ] as const) expect([path, (await call(path, { as, method: 'POST', body })).status >= 400]).toEqual([path, true])
  })

  it('takes the condition of a field as data, even from an administrator', async () => {
    const { status } = await call('/fields/organizations', { as: 'admin', method: 'POST', body: {
      field: FIELD, type: 'string', schema: {},
      meta: { interface: 'input', conditions: SCRIPTS.map(text => ({ name: text, rule: { _and: [{ name: { _eq: text } }, { [text]: { _eq: 1 } }] }, hidden: true })), validation: { _and: [{ [FIELD]: { _regex: '^(a+)+$' } }] } },
    } })
    expect([200, 400]).toContain(status)

    const started = Date.now()
    const forms = await call('/relais/forms', { as: 'conseiller' })
    await call('/items/organizations', { as: 'conseiller', method: 'POST', body: { name: SCRIPTS[1], kind: 'association', [FIELD]: `${'a'.repeat(40)}!` } })

    expect(forms.status).toBe(200)
    expect(JSON.stringify(forms.body)).not.toContain(process.env['SECRET'] ?? 'no secret here')
    expect(Date.now() - started).toBeLessThan(5_000)
    expect((await call('/server/ping')).status).toBe(200)
  })
})
