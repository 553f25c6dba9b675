import { describe, expect, it } from 'vitest'
import { m2o } from '../../../schema/define.ts'
import { apply, plan, restore } from '../../../schema/engine/index.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import type { Kit, RestorePoint, SqlClient } from '../../../schema/engine/index.ts'

const label = { fr: 'Essai', en: 'Test' }
const word = (code: string, fr: string, more: { parent?: string } = {}) => ({ code, label: { fr, en: `${fr} (en)` }, ...more })
const kit: Kit = {
  key: 'essai', release: '1.0.0', label, description: label,
  collections: { offers: { fields: { essai_word: m2o('vocabulary_terms', { label }) } } },
  vocabularies: {
    theme: [word('essai_farm', 'Fermes', { parent: 'housing' })],
    essai_words: [word('a', 'Premier'), word('b', 'Second', { parent: 'a' }), word('c', 'Troisième')],
  },
}
const install = (client: SqlClient, wanted = kit) => apply(client, undefined, { kits: { install: 'essai', available: [wanted] } })
const remove = (client: SqlClient, more: object = {}) => apply(client, undefined, { kits: { remove: 'essai', available: [kit], ...more } })
const terms = async (client: SqlClient) => (await client.query(`
  SELECT t.vocabulary || '.' || t.code AS term, t.label, t.label_en, t.status, t.sort, p.code AS parent FROM vocabulary_terms t LEFT JOIN vocabulary_terms p ON p.id = t.parent
  WHERE t.code LIKE 'essai%' OR t.vocabulary LIKE 'essai%' ORDER BY 1 DESC`)).rows
const recorded = async (client: SqlClient) => (await client.query('SELECT key FROM manifest WHERE kind = \'term\' ORDER BY key')).rows.map(({ key }) => key)
const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => error instanceof Error && 'code' in error ? `${String(error.code)} ${error.message}` : String(error))
const use = (client: SqlClient, code: string) => client.query('UPDATE offers SET essai_word = (SELECT id FROM vocabulary_terms WHERE vocabulary = \'essai_words\' AND code = $1) WHERE id = (SELECT min(id::text)::uuid FROM offers)', [code])

describe('the terms of a kit', () => {
  it('come with it, under the terms of the network or their own, and leave nothing for a second plan', async () => {
    await withScratchDatabase(async (client) => {
      const { changes } = await install(client)

      expect(changes.filter(({ kind }) => kind === 'term').map(({ action, key }) => `${action} ${key}`)).toEqual([
        'create essai/theme/essai_farm', 'create essai/essai_words/a', 'create essai/essai_words/b', 'create essai/essai_words/c',
      ])
      expect(await terms(client)).toEqual([
        { term: 'theme.essai_farm', label: 'Fermes', label_en: 'Fermes (en)', status: 'active', sort: null, parent: 'housing' },
        { term: 'essai_words.c', label: 'Troisième', label_en: 'Troisième (en)', status: 'active', sort: 3, parent: null },
        { term: 'essai_words.b', label: 'Second', label_en: 'Second (en)', status: 'active', sort: 2, parent: 'a' },
        { term: 'essai_words.a', label: 'Premier', label_en: 'Premier (en)', status: 'active', sort: 1, parent: null },
      ])
      expect((await plan(client, undefined, { kits: { available: [kit] } })).changes).toEqual([])
    })
  })

  it('are refused, and nothing is written, when a term of that code was made here or its parent is nowhere', async () => {
    await withScratchDatabase(async (client) => {
      const orphan: Kit = { ...kit, vocabularies: { theme: [word('essai_farm', 'Fermes', { parent: 'nowhere' })] } }
      expect(await codeOf(install(client, orphan))).toMatch(/^SCHEMA_REFUSED .*\n.*son parent « nowhere » n’existe pas/)
      await client.query('INSERT INTO vocabulary_terms (vocabulary, code, label, status) VALUES (\'theme\', \'essai_farm\', \'À nous\', \'active\')')

      expect(await codeOf(install(client))).toMatch(/^KIT_COLLISION .*theme\.essai_farm/)
      expect([await terms(client), await recorded(client), (await client.query('SELECT key FROM kits')).rows]).toEqual([[expect.objectContaining({ label: 'À nous' })], [], []])
    })
  })

  it('are undone by the restore point of the installation, and put back by that of the removal', async () => {
    await withScratchDatabase(async (client) => {
      const points: RestorePoint[] = []
      const keep = (point: RestorePoint) => void points.push(point)
      await apply(client, undefined, { kits: { install: 'essai', available: [kit] }, keep })
      const installed = await terms(client)
      await restore(client, points[0]!)
      expect([await terms(client), await recorded(client)]).toEqual([[], []])

      await install(client)
      await apply(client, undefined, { kits: { remove: 'essai', available: [kit] }, keep })
      expect([await terms(client), await recorded(client)]).toEqual([[], []])
      await restore(client, points[1]!)
      expect(await terms(client)).toEqual(installed)
      expect((await plan(client, undefined, { kits: { available: [kit] } })).changes.filter(({ kind }) => kind === 'term')).toEqual([])
    })
  })

  it('follow a new release, which keeps what was renamed, retired or deleted here and reports what both changed', async () => {
    await withScratchDatabase(async (client) => {
      await install(client)
      await client.query('UPDATE vocabulary_terms SET label = \'Nos fermes\' WHERE code = \'essai_farm\'')
      await client.query('UPDATE vocabulary_terms SET status = \'retired\' WHERE vocabulary = \'essai_words\' AND code = \'a\'')
      await client.query('DELETE FROM vocabulary_terms WHERE vocabulary = \'essai_words\' AND code = \'c\'')
      const next: Kit = {
        ...kit, release: '1.1.0', vocabularies: {
          theme: [{ code: 'essai_farm', label: { fr: 'Fermes et jardins', en: 'Farms and gardens' }, parent: 'employment' }],
          essai_words: [word('a', 'Premier mot'), word('c', 'Troisième mot'), word('d', 'Quatrième')],
        },
      }

      const { divergences } = await apply(client, undefined, { kits: { available: [next] } })

      expect(divergences).toEqual([{ key: 'essai/theme/essai_farm', property: 'label', base: 'Fermes', live: 'Nos fermes', next: 'Fermes et jardins', winner: 'local' }])
      expect(await terms(client)).toEqual([
        { term: 'theme.essai_farm', label: 'Nos fermes', label_en: 'Farms and gardens', status: 'active', sort: null, parent: 'employment' },
        { term: 'essai_words.d', label: 'Quatrième', label_en: 'Quatrième (en)', status: 'active', sort: 3, parent: null },
        { term: 'essai_words.b', label: 'Second', label_en: 'Second (en)', status: 'retired', sort: 2, parent: 'a' },
        { term: 'essai_words.a', label: 'Premier mot', label_en: 'Premier mot (en)', status: 'retired', sort: 1, parent: null },
      ])
      expect((await plan(client, undefined, { kits: { available: [next] } })).changes).toEqual([])
    })
  })

  it('keep the kit in place while rows lead to them', async () => {
    await withScratchDatabase(async (client) => {
      await install(client)
      await client.query('INSERT INTO vocabulary_terms (vocabulary, code, label, status, parent) SELECT vocabulary, \'x_ours\', \'À nous\', \'active\', id FROM vocabulary_terms WHERE vocabulary = \'essai_words\' AND code = \'a\'')
      const before = await terms(client)

      expect(await codeOf(remove(client))).toMatch(/^KIT_IN_USE .*\n {2}essai_words\.a \(Premier\) : 1\n/)
      expect(await terms(client)).toEqual(before)
    })
  })

  it('are retired on request where they are used or were renamed, deleted elsewhere, and offered again once installed again', async () => {
    await withScratchDatabase(async (client) => {
      await install(client)
      await client.query('INSERT INTO field_settings (collection, field, audience, level) VALUES (\'offers\', \'essai_word\', \'public\', \'none\')')
      await use(client, 'c')
      await client.query('UPDATE vocabulary_terms SET label = \'Nos fermes\' WHERE code = \'essai_farm\'')

      const { divergences } = await remove(client, { archive: () => undefined })

      expect(divergences.map(({ key, live }) => [key, live])).toEqual(expect.arrayContaining([['essai/theme/essai_farm', 'label'], ['essai/essai_words/c', 'fiches']]))
      expect((await terms(client)).map(({ term, status, label: fr }) => [term, status, fr])).toEqual([['theme.essai_farm', 'retired', 'Nos fermes'], ['essai_words.c', 'retired', 'Troisième']])
      expect((await client.query('SELECT count(*)::int AS n FROM offers WHERE essai_word IS NOT NULL')).rows).toEqual([{ n: 1 }])

      await install(client)
      expect((await terms(client)).map(({ term, status, label: fr }) => [term, status, fr])).toEqual([
        ['theme.essai_farm', 'active', 'Nos fermes'], ['essai_words.c', 'active', 'Troisième'], ['essai_words.b', 'active', 'Second'], ['essai_words.a', 'active', 'Premier'],
      ])
    })
  })
})
