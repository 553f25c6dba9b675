import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { collections } from '../../../schema/index.ts'
import { defineCollection, string } from '../../../schema/define.ts'
import { apply, plan } from '../../../schema/engine/index.ts'
import { stack } from '../../support/stack.ts'
import { withScratchDatabase } from '../../support/scratch.ts'

const { organizations } = collections

/** The product as its next release would declare it. */
function nextRelease(fields: Record<string, ReturnType<typeof string>>) {
  return { ...collections, organizations: defineCollection({ ...organizations, fields: { ...organizations.fields, ...fields } }) }
}

describe('schema engine', () => {
  it('has nothing to do after a start', async () => {
    const result = await withScratchDatabase(client => plan(client))

    expect(result.changes).toEqual([])
  })

  it('leaves a local field, its label and its data alone', async () => {
    await withScratchDatabase(async (client) => {
      await client.query('ALTER TABLE organizations ADD COLUMN x_vehicle varchar(255)')
      await client.query('INSERT INTO directus_fields (collection, field, interface, translations) VALUES ($1, $2, $3, $4)', [
        'organizations', 'x_vehicle', 'input', JSON.stringify([{ language: 'fr-FR', translation: 'Véhicule adapté' }]),
      ])
      await client.query('UPDATE organizations SET x_vehicle = $1', ['oui'])

      await apply(client)

      const { rows } = await client.query('SELECT count(*) FILTER (WHERE x_vehicle = $1)::int AS kept, count(*)::int AS total FROM organizations', ['oui'])
      expect(rows[0].kept).toBe(rows[0].total)
      const field = await client.query('SELECT translations FROM directus_fields WHERE collection = $1 AND field = $2', ['organizations', 'x_vehicle'])
      expect(field.rows[0].translations).toEqual([{ language: 'fr-FR', translation: 'Véhicule adapté' }])
    })
  })

  it('adds what a release adds, then has nothing to do', async () => {
    await withScratchDatabase(async (client) => {
      const release = nextRelease({ tagline: string({ label: { fr: 'Devise', en: 'Tagline' } }) })

      const first = await apply(client, release)
      const second = await plan(client, release)

      expect(first.changes.map(({ kind, key }) => `${kind} ${key}`)).toEqual(expect.arrayContaining(['column organizations.tagline', 'field organizations.tagline']))
      expect(second.changes).toEqual([])
    })
  })

  it('keeps a local label when the release did not touch it, and reports when both changed it', async () => {
    await withScratchDatabase(async (client) => {
      await client.query('UPDATE directus_fields SET note = $1 WHERE collection = $2 AND field = $3', ['Le nom affiché au public', 'organizations', 'name'])
      const release = nextRelease({ name: string({ ...organizations.fields.name, help: { fr: 'Nom d’usage', en: 'Common name' } }) as typeof organizations.fields.name })

      const unchanged = await plan(client)
      const both = await apply(client, release)

      expect(unchanged.changes).toEqual([])
      expect(both.divergences).toContainEqual(expect.objectContaining({ key: 'organizations.name', property: 'note', live: 'Le nom affiché au public', next: 'Nom d’usage', winner: 'local' }))
      const { rows } = await client.query('SELECT note FROM directus_fields WHERE collection = $1 AND field = $2', ['organizations', 'name'])
      expect(rows[0].note).toBe('Le nom affiché au public')
    })
  })

  it('hides a field that a release no longer ships, and keeps its data', async () => {
    await withScratchDatabase(async (client) => {
      const { alternate_name, ...fields } = organizations.fields
      const release = { ...collections, organizations: defineCollection({ ...organizations, fields }) }

      const { changes } = await apply(client, release)

      expect(alternate_name).toBeDefined()
      expect(changes).toContainEqual(expect.objectContaining({ kind: 'field', action: 'retire', key: 'organizations.alternate_name' }))
      const { rows } = await client.query('SELECT hidden, readonly FROM directus_fields WHERE collection = $1 AND field = $2', ['organizations', 'alternate_name'])
      expect(rows[0]).toEqual({ hidden: true, readonly: true })
      await expect(client.query('SELECT alternate_name FROM organizations')).resolves.toBeDefined()
    })
  })

  it('writes nothing at all when one statement fails', async () => {
    await withScratchDatabase(async (client) => {
      const release = nextRelease({ tagline: string({ label: { fr: 'Devise', en: 'Tagline' }, required: true }) })

      await expect(apply(client, release)).rejects.toThrow(/organizations/)

      const { rows } = await client.query('SELECT 1 FROM directus_fields WHERE field = $1', ['tagline'])
      expect(rows).toEqual([])
    })
  })

  it('lets two applies run at once: the second waits and finds nothing', async () => {
    await withScratchDatabase(async (client, name) => {
      const other = new pg.Client({ ...stack.database, database: name })
      await other.connect()
      const release = nextRelease({ tagline: string({ label: { fr: 'Devise', en: 'Tagline' } }) })

      const [a, b] = await Promise.all([apply(client, release), apply(other, release)])
      await other.end()

      expect([a.changes.length, b.changes.length].sort((x, y) => x - y)[0]).toBe(0)
    })
  })

  it('refuses a base written by a later release, in words', async () => {
    await withScratchDatabase(async (client) => {
      await client.query('UPDATE manifest SET release = $1 WHERE kind = $2', ['99.0.0', 'collection'])

      await expect(apply(client)).rejects.toThrow(/plus ancienne/)
    })
  })
})
