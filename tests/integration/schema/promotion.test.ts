import { describe, expect, it } from 'vitest'
import { exportLocal, importLocal } from '../../../schema/engine/index.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import type { SqlClient } from '../../../schema/engine/index.ts'

const words = (fr: string) => JSON.stringify([{ language: 'fr-FR', translation: fr }])
const rename = (client: SqlClient, field: string, fr: string) => client.query('UPDATE directus_fields SET translations = $1 WHERE collection = \'organizations\' AND field = $2', [words(fr), field])

async function configure(client: SqlClient) {
  await client.query('ALTER TABLE organizations ADD COLUMN x_vehicle varchar(255)')
  await client.query('INSERT INTO directus_fields (collection, field, interface, options, translations) VALUES (\'organizations\', \'x_vehicle\', \'select-dropdown\', $1, $2)', [JSON.stringify({ choices: [{ text: 'Oui', value: 'yes' }] }), words('Véhicule adapté')])
  await client.query('INSERT INTO field_settings (collection, field, audience, level) VALUES (\'organizations\', \'x_vehicle\', \'partner\', \'write\')')
  await client.query('INSERT INTO field_rules (collection, field, kind, expression) VALUES (\'organizations\', \'x_vehicle\', \'shown_if\', \'kind == "company"\')')
  await rename(client, 'siret', 'Numéro SIRET')
  await client.query('ALTER TABLE organizations ADD COLUMN x_network uuid')
  await client.query('INSERT INTO directus_fields (collection, field, special, interface) VALUES (\'organizations\', \'x_network\', \'m2o\', \'select-dropdown-m2o\')')
  await client.query('INSERT INTO directus_relations (many_collection, many_field, one_collection) VALUES (\'organizations\', \'x_network\', \'structures\')')
  const [town = ''] = await structures(client)
  await client.query('INSERT INTO field_layers (structure, collection, field, is_own, override) VALUES ($1, \'organizations\', \'siret\', false, $2)', [town, JSON.stringify({ label: { fr: 'SIRET ici', en: 'SIRET here' } })])
  await client.query('INSERT INTO field_rules (collection, field, kind, expression, structure) VALUES (\'organizations\', \'x_vehicle\', \'shown_if\', \'kind == "association"\', $1)', [town])
  const home = (title: string, structure: string | null, kit: string | null) => client.query('INSERT INTO home_pages (audience, title_fr, tiles, structure, kit) VALUES (\'adviser\', $1, $2, $3, $4)', [title, JSON.stringify([{ label_fr: 'Dossiers', target: '/conseiller' }]), structure, kit])
  await home('Bienvenue', null, null)
  await home('Bienvenue en ville', town, null)
  await home('Du kit', null, 'essai')
}

async function structures(client: SqlClient): Promise<string[]> {
  const { rows } = await client.query('INSERT INTO structures (id, name, code, level, kind) VALUES (gen_random_uuid(), \'Ville\', \'ML.VILLE@1\', \'local\', \'mission_locale\') RETURNING id')
  return rows.map(({ id }) => String(id))
}

const exported = () => withScratchDatabase(async (client) => {
  await configure(client)
  return exportLocal(client, '0.1.0')
})

describe('promotion of the local configuration', () => {
  it('refuses what is no local field of the product, and writes nothing', async () => {
    const file = await exported()
    await withScratchDatabase(async (client) => {
      const meta = file.fields['organizations.x_vehicle']?.meta ?? {}
      const given = (key: string, type: string, special?: string[]) => importLocal(client, { ...file, fields: { [key]: { column: { type }, meta: special ? { ...meta, special } : meta } } })

      await expect(given('directus_users.x_vehicle', 'text')).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
      await expect(given('organizations.vehicle', 'text')).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
      await expect(given('organizations.x_a', 'text; DROP TABLE people')).rejects.toMatchObject({ code: 'IMPORT_TYPE' })
      await expect(given('organizations.x_a', 'uuid', ['o2m'])).rejects.toMatchObject({ code: 'IMPORT_RELATION' })
      await expect(importLocal(client, { ...file, fields: { 'organizations.x_a': { column: { type: 'uuid' }, relation: 'directus_users', meta } } })).rejects.toMatchObject({ code: 'IMPORT_RELATION' })
      await expect(importLocal(client, file)).rejects.toMatchObject({ code: 'IMPORT_STRUCTURE' })
      expect((await exportLocal(client, '0.1.0')).fields).toEqual({})
    })
  })

  it('brings fields, choices, words, rights and rules to another instance, once', async () => {
    const file = await exported()
    await withScratchDatabase(async (client) => {
      await structures(client)
      const dry = await importLocal(client, file, { isDryRun: true })
      const first = await importLocal(client, JSON.parse(JSON.stringify(file)))
      const second = await importLocal(client, file)

      expect(dry).toMatchObject({ statements: 0, added: ['organizations.x_network', 'organizations.x_vehicle', 'field_settings organizations.x_vehicle.partner', 'field_rules organizations.x_vehicle.shown_if', 'field_rules organizations.x_vehicle.shown_if@ML.VILLE@1', 'field_layers organizations.siret@ML.VILLE@1', 'home_pages adviser', 'home_pages adviser@ML.VILLE@1'], changed: ['organizations.siret'] })
      expect(first.statements).toBeGreaterThan(0)
      expect(second).toEqual({ statements: 0, added: [], changed: [], conflicts: [] })
      expect(await exportLocal(client, '0.1.0')).toEqual(file)
    })
  })

  it('changes what the network says without touching what a structure or a kit says', async () => {
    const file = await exported()
    await withScratchDatabase(async (client) => {
      await configure(client)
      await client.query('UPDATE field_rules SET expression = \'kind == "other"\'')
      await client.query('UPDATE home_pages SET title_fr = \'Ici\'')
      const only = { ...file, rules: { 'organizations.x_vehicle.shown_if': file.rules['organizations.x_vehicle.shown_if'] ?? {} }, homes: { adviser: file.homes['adviser'] ?? {} } }

      await importLocal(client, only, { prefer: 'file' })

      expect((await client.query('SELECT expression, structure IS NULL AS network FROM field_rules ORDER BY 2')).rows).toEqual([{ expression: 'kind == "other"', network: false }, { expression: 'kind == "company"', network: true }])
      expect((await client.query('SELECT title_fr FROM home_pages ORDER BY structure IS NULL, kit NULLS FIRST')).rows.map(({ title_fr }) => title_fr)).toEqual(['Ici', 'Bienvenue', 'Ici'])
    })
  })

  it('brings templates of both kinds, and those of an older file as messages', async () => {
    await withScratchDatabase(async (client) => {
      for (const kind of ['message', 'document']) await client.query('INSERT INTO templates (key, kind, subject_fr, message_fr, status) VALUES (\'lettre\', $1, \'x\', \'{{date}}\', \'active\')', [kind])
      const file = await exportLocal(client, '0.1.0')
      expect(Object.keys(file.templates)).toEqual(['document.lettre', 'message.lettre'])
      await client.query('DELETE FROM templates')
      const older = { ...file, templates: { ...file.templates, ancien: file.templates['message.lettre'] ?? {} } }
      expect((await importLocal(client, older)).added).toEqual(['templates document.lettre', 'templates message.lettre', 'templates message.ancien'])
      expect((await client.query('SELECT kind, key FROM templates ORDER BY kind, key')).rows).toEqual([{ kind: 'document', key: 'lettre' }, { kind: 'message', key: 'ancien' }, { kind: 'message', key: 'lettre' }])
      await expect(importLocal(client, { ...file, templates: { 'document.autre': { subject_fr: 'x', message_fr: '{{etape}}', status: 'active' } } })).rejects.toMatchObject({ code: 'IMPORT_TEMPLATE' })
    })
  })

  it('refuses a home page that leads outside, and writes nothing', async () => {
    const file = await exported()
    await withScratchDatabase(async (client) => {
      await structures(client)
      const homes = { adviser: { ...file.homes['adviser'], tiles: [{ label_fr: 'Ailleurs', target: 'https://ailleurs.example' }] } }

      await expect(importLocal(client, { ...file, homes })).rejects.toMatchObject({ code: 'IMPORT_HOME' })
      expect((await exportLocal(client, '0.1.0')).homes).toEqual({})
    })
  })

  it.each(['file', 'live'] as const)('writes nothing on a conflict, until somebody says who wins: %s', async (prefer) => {
    const file = await exported()
    await withScratchDatabase(async (client) => {
      await structures(client)
      await rename(client, 'siret', 'SIRET du siège')
      await rename(client, 'phone', 'Standard')

      const refused = await importLocal(client, file)
      const none = await exportLocal(client, '0.1.0')
      await importLocal(client, file, { prefer })

      expect(refused.statements).toBe(0)
      expect(refused.conflicts).toContainEqual({ key: 'organizations.siret', property: 'translations[fr-FR].translation', file: 'Numéro SIRET', live: 'SIRET du siège' })
      expect(Object.keys(none.fields)).toEqual(['organizations.phone', 'organizations.siret'])
      const { rows } = await client.query('SELECT field, translations -> 0 ->> \'translation\' AS label FROM directus_fields WHERE collection = \'organizations\' AND field IN (\'phone\', \'siret\', \'x_vehicle\') ORDER BY field')
      expect(rows.map(({ label }) => label)).toEqual(['Standard', prefer === 'file' ? 'Numéro SIRET' : 'SIRET du siège', 'Véhicule adapté'])
    })
  })
})
