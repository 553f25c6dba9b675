import { describe, expect, it } from 'vitest'
import { apply, plan, restore } from '../../../schema/engine/index.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import type { Kit, RestorePoint, SqlClient } from '../../../schema/engine/index.ts'

const label = { fr: 'Essai', en: 'Test' }
const tile = { label_fr: 'Chercher', label_en: 'Search', icon: 'search', target: '/prescripteur?nature=job' }
const kit: Kit = {
  key: 'essai', release: '1.0.0', label, description: label, collections: {},
  homes: [{ audience: 'prescriber', title: label, tiles: [tile] }, { audience: 'public', title: label, text: label, tiles: [] }],
}
const next: Kit = { ...kit, release: '1.1.0', homes: [{ audience: 'prescriber', title: { fr: 'Essai 2', en: 'Test 2' }, tiles: [{ ...tile, target: '/prescripteur' }] }] }
const install = (client: SqlClient, keep?: (point: RestorePoint) => void) => apply(client, undefined, { kits: { install: 'essai', available: [kit] }, ...keep ? { keep } : {} })
const upgrade = (client: SqlClient) => apply(client, undefined, { kits: { available: [next] } })
const remove = (client: SqlClient) => apply(client, undefined, { kits: { remove: 'essai', available: [kit] } })
const homes = async (client: SqlClient) => (await client.query('SELECT audience, title_fr, title_en, text_fr, tiles, status, kit, structure FROM home_pages ORDER BY audience, kit NULLS FIRST')).rows
const shown = { audience: 'prescriber', title_fr: 'Essai', title_en: 'Test', text_fr: null, tiles: [tile], status: 'active', kit: 'essai', structure: null }

describe('the home pages of a kit', () => {
  it('come after those of the network, and leave nothing for a second plan', async () => {
    await withScratchDatabase(async (client) => {
      await client.query('INSERT INTO home_pages (audience, title_fr, status) VALUES (\'prescriber\', \'À nous\', \'active\')')

      await install(client)

      expect(await homes(client)).toEqual([expect.objectContaining({ title_fr: 'À nous', kit: null }), shown, { ...shown, audience: 'public', text_fr: 'Essai', tiles: [] }])
      expect((await plan(client, undefined, { kits: { available: [kit] } })).changes).toEqual([])
    })
  })

  it('are undone by the restore point of the installation', async () => {
    await withScratchDatabase(async (client) => {
      const points: RestorePoint[] = []
      await install(client, point => void points.push(point))
      for (const point of points) await restore(client, point)

      expect(await homes(client)).toEqual([])
      expect((await client.query('SELECT key FROM manifest WHERE kind = \'home\'')).rows).toEqual([])
    })
  })

  it('follow a new release where nobody wrote on them; what it no longer gives is taken off', async () => {
    await withScratchDatabase(async (client) => {
      await install(client)
      await upgrade(client)

      expect(await homes(client)).toEqual([
        { ...shown, title_fr: 'Essai 2', title_en: 'Test 2', tiles: [{ ...tile, target: '/prescripteur' }] }, expect.objectContaining({ audience: 'public', status: 'retired' }),
      ])
    })
  })

  it('keep the tiles and the title that were written here, and the absence of what was deleted', async () => {
    await withScratchDatabase(async (client) => {
      await install(client)
      const ours = [{ label_fr: 'Chez nous', target: '/' }]
      await client.query('UPDATE home_pages SET title_fr = \'Notre titre\', tiles = $1 WHERE audience = \'prescriber\'', [JSON.stringify(ours)])
      await client.query('DELETE FROM home_pages WHERE audience = \'public\'')

      const { divergences } = await upgrade(client)

      expect(divergences.map(({ key, property, winner }) => [key, property, winner])).toEqual([['essai/prescriber', 'title_fr', 'local'], ['essai/prescriber', 'tiles', 'local']])
      expect(await homes(client)).toEqual([{ ...shown, title_fr: 'Notre titre', title_en: 'Test 2', tiles: ours }])
      expect((await plan(client, undefined, { kits: { available: [next] } })).changes).toEqual([])
    })
  })

  it('go with the kit, except where they were written on: taken off, and shown again with it', async () => {
    await withScratchDatabase(async (client) => {
      await install(client)
      await client.query('UPDATE home_pages SET title_fr = \'Notre titre\' WHERE audience = \'prescriber\'')

      await remove(client)
      expect(await homes(client)).toEqual([{ ...shown, title_fr: 'Notre titre', status: 'retired' }])

      await install(client)
      expect((await homes(client)).map(({ audience, title_fr, status }) => [audience, title_fr, status])).toEqual([['prescriber', 'Notre titre', 'active'], ['public', 'Essai', 'active']])
    })
  })
})
