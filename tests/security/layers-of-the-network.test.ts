import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { getCollection } from '../../schema/index.ts'
import { rowRules } from '../../schema/access/index.ts'
import { db } from '../support/stack.ts'
import { items } from '../integration/configurator/world.ts'

/** The lists that local administrators write, and a row of each that would be accepted but for its layer. */
const CODE = `essai-${randomUUID().slice(0, 8)}`
const ROWS: Record<string, Record<string, unknown>> = {
  vocabulary_terms: { vocabulary: 'theme', code: CODE, label: 'Essai', status: 'active' },
  field_rules: { collection: 'people', field: 'phone', kind: 'required_if', expression: 'first_name == "Essai"' },
  home_pages: { audience: 'adviser', title_fr: 'Essai', text_fr: 'Essai' },
  templates: { kind: 'message', key: CODE.replace('-', '_'), subject_fr: 'Essai', message_fr: 'Essai', status: 'active' },
}
const configured = Object.entries(rowRules.configurator ?? {}).filter(([, { create, update, delete: remove }]) => create || update || remove).map(([name]) => name)
const countOf = async (name: string) => (await db.query<{ n: number }>(`select count(*)::int as n from "${name}"`)).rows[0]?.n

afterAll(async () => {
  await db.query('delete from vocabulary_terms where code = $1', [CODE])
})

describe('what belongs to the network', () => {
  it('is known list by list: a new one has a row here', () => {
    expect(Object.keys(ROWS).sort()).toEqual([...configured].sort())
  })

  it.each(Object.keys(ROWS))('is refused to the administrator of one structure (%s)', async (name) => {
    const before = await countOf(name)
    const made = await items('configurateur.paris', name, 'POST', ROWS[name])
    expect([made.status, made.body.errors?.[0]?.extensions.code]).toEqual([403, 'LAYER_NOT_OPEN'])
    const { rows: [row] } = await db.query<{ id: string }>(getCollection(name)?.fields['structure'] ? `select id from "${name}" where structure is null limit 1` : `select id from "${name}" limit 1`)
    if (row) {
      const changed = await items('configurateur.paris', `${name}/${row.id}`, 'PATCH', name === 'vocabulary_terms' ? { description: 'SEC' } : { date_updated: null })
      expect(changed.status).toBe(403)
      expect((await items('configurateur.paris', `${name}/${row.id}`, 'DELETE')).status).toBe(403)
    }
    expect(await countOf(name)).toBe(before)
  })

  it('is open to those who set the network', async () => {
    expect((await items('configurateur', 'vocabulary_terms', 'POST', ROWS['vocabulary_terms'])).status).toBe(200)
  })

  it.each([['vocabulary_terms', 'label'], ['vocabulary_terms', 'description'], ['field_rules', 'message_fr'], ['home_pages', 'text_fr'], ['templates', 'message_fr']])('holds no markup (%s.%s)', async (name, field) => {
    const answer = await items('configurateur', name, 'POST', { ...ROWS[name], ...name === 'vocabulary_terms' ? { code: `${CODE}-b` } : {}, [field]: '<img src=x onerror=alert(1)>' })

    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain('balise')
  })
})
