import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { apply, plan, readMigrations } from '../../../schema/engine/index.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import type { Kit, SqlClient } from '../../../schema/engine/index.ts'

const label = { fr: 'Essai', en: 'Test' }
const kit: Kit = { key: 'essai', release: '1.0.0', label, description: label, collections: {}, templates: [{ key: 'essai_fin', subject: label, message: { fr: 'C’est fini.', en: 'It is over.' } }] }
const next: Kit = { ...kit, release: '1.1.0', templates: [{ key: 'essai_fin', subject: { fr: 'Fin', en: 'End' }, message: { fr: 'C’est fini : {{etape}}.', en: 'It is over: {{etape}}.' } }] }
const install = (client: SqlClient) => apply(client, undefined, { kits: { install: 'essai', available: [kit] } })
const templates = async (client: SqlClient) => (await client.query('SELECT key, subject_fr, message_fr, status, kit FROM templates ORDER BY kit NULLS FIRST')).rows

describe('templates of documents of an earlier release', () => {
  it('are templates like the others, under the identifiers that documents and workflows name', async () => {
    await withScratchDatabase(async (client) => {
      const migration = readMigrations().find(({ name }) => name === '0141-one-collection-of-templates.sql')?.sql ?? ''
      const [letter, old, document] = [randomUUID(), randomUUID(), randomUUID()]
      await client.query('ALTER TABLE documents DROP CONSTRAINT documents_template_foreign')
      await client.query('CREATE TABLE document_templates (id uuid PRIMARY KEY, key varchar(40), is_active boolean, title varchar(200), body text, user_created uuid, date_created timestamptz, user_updated uuid, date_updated timestamptz)')
      await client.query('INSERT INTO document_templates (id, key, is_active, title, body) VALUES ($1, \'lettre\', true, \'Lettre\', \'Bonjour {{prenom}}\'), ($2, \'ancienne\', false, \'Ancienne\', \'x\')', [letter, old])
      await client.query('INSERT INTO templates (key, subject_fr, message_fr, status) VALUES (\'lettre\', \'Message\', \'x\', \'active\')')
      await client.query('INSERT INTO documents (id, "case", template, title, body) SELECT $1, id, $2, \'Lettre\', \'Bonjour\' FROM cases LIMIT 1', [document, letter])
      for (const times of ['once', 'again']) {
        await client.query(migration)
        expect([times, (await client.query('SELECT id, kind, key, subject_fr, message_fr, status FROM templates WHERE kind = \'document\' ORDER BY key')).rows]).toEqual([times, [
          { id: old, kind: 'document', key: 'ancienne', subject_fr: 'Ancienne', message_fr: 'x', status: 'retired' },
          { id: letter, kind: 'document', key: 'lettre', subject_fr: 'Lettre', message_fr: 'Bonjour {{prenom}}', status: 'active' },
        ]])
      }
      await client.query('DELETE FROM templates WHERE id = $1', [letter])
      expect((await client.query('SELECT template FROM documents WHERE id = $1', [document])).rows).toEqual([{ template: null }])
    })
  })
})

describe('the message templates of a kit', () => {
  it('come beside those of the network, follow a release where nobody rewrote them, and go with the kit', async () => {
    await withScratchDatabase(async (client) => {
      await client.query('INSERT INTO templates (key, subject_fr, message_fr, status) VALUES (\'essai_fin\', \'À nous\', \'Ici.\', \'active\')')
      const ours = { key: 'essai_fin', subject_fr: 'À nous', message_fr: 'Ici.', status: 'active', kit: null }
      await install(client)
      expect(await templates(client)).toEqual([ours, { key: 'essai_fin', subject_fr: 'Essai', message_fr: 'C’est fini.', status: 'active', kit: 'essai' }])
      expect((await plan(client, undefined, { kits: { available: [kit] } })).changes).toEqual([])

      await client.query('UPDATE templates SET subject_fr = \'Notre objet\' WHERE kit = \'essai\'')
      const { divergences } = await apply(client, undefined, { kits: { available: [next] } })
      expect(divergences.map(({ key, property, winner }) => [key, property, winner])).toEqual([['essai/essai_fin', 'subject_fr', 'local']])
      expect((await templates(client))[1]).toMatchObject({ subject_fr: 'Notre objet', message_fr: 'C’est fini : {{etape}}.' })

      await apply(client, undefined, { kits: { remove: 'essai', available: [kit] } })
      expect((await templates(client)).map(({ kit: of, status }) => [of, status])).toEqual([[null, 'active'], ['essai', 'retired']])
    })
  })
})
