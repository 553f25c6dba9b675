import { describe, expect, it } from 'vitest'
import { apply, plan } from '../../../schema/engine/index.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import type { Kit, SqlClient } from '../../../schema/engine/index.ts'

const label = { fr: 'Essai', en: 'Test' }
const kit: Kit = { key: 'essai', release: '1.0.0', label, description: label, collections: {}, templates: [{ key: 'essai_fin', subject: label, message: { fr: 'C’est fini.', en: 'It is over.' } }] }
const next: Kit = { ...kit, release: '1.1.0', templates: [{ key: 'essai_fin', subject: { fr: 'Fin', en: 'End' }, message: { fr: 'C’est fini : {{etape}}.', en: 'It is over: {{etape}}.' } }] }
const install = (client: SqlClient) => apply(client, undefined, { kits: { install: 'essai', available: [kit] } })
const templates = async (client: SqlClient) => (await client.query('SELECT key, subject_fr, message_fr, status, kit FROM templates ORDER BY kit NULLS FIRST')).rows

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
