import { describe, expect, it } from 'vitest'
import { collections } from '../../../schema/index.ts'
import { choice, defineCollection, integer, string } from '../../../schema/define.ts'
import { apply, plan, restore } from '../../../schema/engine/index.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import type { Field } from '../../../schema/define.ts'
import type { ApplyOptions, RestorePoint, SqlClient } from '../../../schema/engine/index.ts'

const { organizations } = collections

const NEXT = '99.0.0'

/** Version N+1: it adds a field and a choice, renames a field, labels and a choice, retires two fields and a choice, drops one, retypes one. */
function nextRelease() {
  const { alternate_name, rna, naf_code, source_url, ...kept } = organizations.fields
  const kinds = kept.kind.choices ?? []
  const fields: Record<string, Field> = {
    ...kept,
    name: { ...kept.name, help: { fr: 'Nom d’usage', en: 'Common name' } },
    short_name: alternate_name,
    legal_name: { ...kept.legal_name, label: { fr: 'Raison sociale', en: 'Registered name' } },
    kind: choice({
      ...kept.kind, label: { fr: 'Nature', en: 'Kind' },
      choices: [
        ...kinds.filter(({ value }) => value !== 'school').map(known => (known.value === 'company' ? { ...known, label: { fr: 'Société', en: 'Company' } } : known)),
        { value: 'cooperative', label: { fr: 'Coopérative', en: 'Co-operative' } },
      ],
    }),
    size: integer({ label: { fr: 'Effectif', en: 'Size' }, section: 'identity', width: 'half' }),
    tagline: string({ label: { fr: 'Devise', en: 'Tagline' }, section: 'identity' }),
  }
  expect([rna, naf_code, source_url]).not.toContain(undefined)
  return { ...collections, organizations: defineCollection({ ...organizations, fields }) }
}

const RELEASE: ApplyOptions = {
  release: NEXT,
  evolution: {
    renames: { 'organizations.alternate_name': 'short_name' },
    retypes: { 'organizations.size': { using: 'substring(size FROM \'^\\d+\')::integer' } },
    removals: ['organizations.source_url', 'organizations.naf_code'],
  },
}

interface Choice { value: string, text: string, retired?: boolean }

const kindChoices = async (client: SqlClient): Promise<Choice[]> => {
  const { rows } = await client.query('SELECT options FROM directus_fields WHERE collection = \'organizations\' AND field = \'kind\'')
  return (rows[0]?.options as { choices: Choice[] }).choices
}

const setKinds = async (client: SqlClient, change: (list: Choice[]) => Choice[]) => {
  const choices = change(await kindChoices(client))
  await client.query('UPDATE directus_fields SET options = jsonb_set(options::jsonb, \'{choices}\', $1)::json WHERE collection = \'organizations\' AND field = \'kind\'', [JSON.stringify(choices)])
}

/** One thing that a local administrator did, and how to see that it is still there. */
interface LocalChange { what: string, make: (client: SqlClient) => Promise<unknown>, see: (client: SqlClient) => Promise<unknown> }

const words = (fr: string) => JSON.stringify([{ language: 'fr-FR', translation: fr }])

function metaChange(field: string, property: 'translations' | 'note' | 'width' | 'hidden' | 'required' | 'sort', value: unknown, renamed = field): LocalChange {
  return {
    what: `${property} of ${field}`,
    make: client => client.query(`UPDATE directus_fields SET ${property} = $1 WHERE collection = 'organizations' AND field = $2`, [value, field]),
    see: async client => (await client.query(`SELECT ${property} AS seen FROM directus_fields WHERE collection = 'organizations' AND field = ANY ($1)`, [[field, renamed]])).rows[0]?.seen,
  }
}

function localField(collection: string, field: string): LocalChange {
  return {
    what: `${collection}.${field}`,
    make: async (client) => {
      await client.query(`ALTER TABLE ${collection} ADD COLUMN ${field} varchar(255)`)
      await client.query('INSERT INTO directus_fields (collection, field, interface, translations) VALUES ($1, $2, \'input\', $3)', [collection, field, words(`Champ ${field}`)])
      await client.query(`UPDATE ${collection} SET ${field} = 'oui'`)
    },
    see: async client => [
      (await client.query(`SELECT count(*)::int AS n FROM ${collection} WHERE ${field} = 'oui'`)).rows,
      (await client.query('SELECT translations, hidden FROM directus_fields WHERE collection = $1 AND field = $2', [collection, field])).rows,
    ],
  }
}

function row(what: string, insert: string, look: string): LocalChange {
  return { what, make: client => client.query(insert), see: async client => (await client.query(look)).rows }
}

function kindChange(what: string, change: (list: Choice[]) => Choice[], see: (list: Choice[]) => unknown): LocalChange {
  return { what, make: client => setKinds(client, change), see: async client => see(await kindChoices(client)) }
}

const textOf = (value: string) => (list: Choice[]) => list.find(item => item.value === value)?.text

const STRUCTURES = ['region', 'town', 'village'] as const
const structure = (code: typeof STRUCTURES[number]) => `(SELECT id FROM structures WHERE code = '${code}')`

function override(code: typeof STRUCTURES[number], field: string, value: object, renamed = field): LocalChange {
  return row(`${field} in ${code}`,
    `INSERT INTO field_layers (structure, collection, field, is_own, override) VALUES (${structure(code)}, 'organizations', '${field}', false, '${JSON.stringify(value)}')`,
    `SELECT override FROM field_layers WHERE structure = ${structure(code)} AND field IN ('${field}', '${renamed}')`)
}

function ownField(code: typeof STRUCTURES[number], field: string): LocalChange {
  const local = localField('organizations', field)
  return {
    what: `${field} of ${code} only`,
    make: async (client) => {
      await client.query(`INSERT INTO field_layers (structure, collection, field, is_own) VALUES (${structure(code)}, 'organizations', $1, true)`, [field])
      await local.make(client)
    },
    see: async client => [await local.see(client), (await client.query('SELECT is_own, structure FROM field_layers WHERE field = $1', [field])).rows],
  }
}

const LOCAL: LocalChange[] = [
  localField('organizations', 'x_vehicle'), localField('organizations', 'x_label'), localField('people', 'x_followed_by'), localField('offers', 'x_budget'), localField('sites', 'x_access'),
  metaChange('name', 'translations', words('Nom d’enseigne')), metaChange('legal_name', 'translations', words('Nom légal')), metaChange('siret', 'translations', words('Numéro SIRET')),
  metaChange('phone', 'translations', words('Standard')), metaChange('alternate_name', 'translations', words('Sigle usuel'), 'short_name'),
  metaChange('name', 'note', 'Le nom affiché au public'), metaChange('description', 'note', 'En trois phrases.'), metaChange('hours', 'note', 'Accueil du public.'),
  metaChange('siren', 'width', 'full'), metaChange('email', 'width', 'full'), metaChange('siren', 'sort', 77), metaChange('website', 'hidden', true), metaChange('phone', 'required', true),
  kindChange('a choice added', list => [...list, { value: 'x_museum', text: 'Musée' }], textOf('x_museum')),
  kindChange('a choice renamed', list => list.map(item => (item.value === 'company' ? { ...item, text: 'Entreprise locale' } : item)), textOf('company')),
  kindChange('a choice taken out', list => list.filter(({ value }) => value !== 'justice'), textOf('justice')),
  row('a right on a local field', 'INSERT INTO field_settings (collection, field, audience, level) VALUES (\'organizations\', \'x_label\', \'partner\', \'write\')', 'SELECT audience, level FROM field_settings WHERE field = \'x_label\''),
  row('a rule on a local field', 'INSERT INTO field_rules (collection, field, kind, expression) VALUES (\'organizations\', \'x_label\', \'shown_if\', \'kind == "company"\')', 'SELECT expression FROM field_rules WHERE field = \'x_label\''),
  row('a right on a field that is dropped', 'INSERT INTO field_settings (collection, field, audience, level) VALUES (\'organizations\', \'naf_code\', \'partner\', \'none\')', 'SELECT level FROM field_settings WHERE field = \'naf_code\''),
  ownField('region', 'x_region'), ownField('town', 'x_town'),
  override('region', 'alternate_name', { label: { fr: 'Sigle régional', en: 'Regional acronym' } }, 'short_name'),
  override('town', 'legal_name', { label: { fr: 'Dénomination', en: 'Name' }, help: { fr: 'Comme au greffe.', en: 'As registered.' } }),
  override('town', 'kind', { choices: [{ value: 'company', label: { fr: 'Boîte', en: 'Firm' } }, { value: 'x_market', label: { fr: 'Marché', en: 'Market' } }] }),
  override('village', 'website', { hidden: true }),
  row('a rule in a village', `INSERT INTO field_rules (collection, field, kind, expression, structure) VALUES ('organizations', 'phone', 'required_if', 'true', ${structure('village')})`, 'SELECT field, expression, structure FROM field_rules WHERE structure IS NOT NULL'),
  row('an icon', 'UPDATE directus_collections SET icon = \'star\' WHERE collection = \'organizations\'', 'SELECT icon FROM directus_collections WHERE collection = \'organizations\''),
]

async function changeLocally(client: SqlClient) {
  for (const code of STRUCTURES) await client.query('INSERT INTO structures (id, name, code, level, kind) VALUES (gen_random_uuid(), $1, $1, $2, \'mission_locale\')', [code, code === 'region' ? code : 'local'])
  for (const { make } of LOCAL) await make(client)
  // A rule that reads the field that is about to be renamed.
  await client.query('INSERT INTO field_rules (collection, field, kind, expression) VALUES (\'organizations\', \'x_vehicle\', \'shown_if\', \'alternate_name != ""\')')
  await client.query('INSERT INTO directus_presets (collection, bookmark, layout_query, filter) VALUES (\'organizations\', \'Mes partenaires\', $1, $2)', [JSON.stringify({ tabular: { fields: ['name', 'alternate_name'], sort: ['-alternate_name'] } }), JSON.stringify({ _and: [{ alternate_name: { _nnull: true } }] })])
  await client.query('UPDATE organizations SET alternate_name = \'ABC\', size = \'50-249\', source_url = \'https://example.org\', rna = \'W123456789\'')
}

async function seen(client: SqlClient) {
  const state: [string, unknown][] = []
  for (const { what, see } of LOCAL) state.push([what, await see(client)])
  return state
}

const keys = async (client: SqlClient) => (await plan(client)).changes.map(({ kind, action, key }) => `${kind} ${action} ${key}`)

const CONFIGURATION = [
  'SELECT collection, field, special, interface, options, display, display_options, readonly, hidden, sort, width, translations, note, conditions, required, "group" FROM directus_fields WHERE field <> \'tagline\' ORDER BY collection, field',
  'SELECT kind, key, hash, release, definition FROM manifest ORDER BY kind, key', 'SELECT policy, collection, action, permissions, fields FROM directus_permissions ORDER BY 1, 2, 3, 4::text',
  'SELECT collection, hidden, icon FROM directus_collections ORDER BY 1', 'SELECT collection, field, audience, level FROM field_settings ORDER BY 1, 2, 3', 'SELECT collection, field, expression, structure FROM field_rules ORDER BY 1, 2, 4', 'SELECT structure, collection, field, is_own, override FROM field_layers ORDER BY 1, 2, 3',
  'SELECT id, name FROM directus_roles ORDER BY 1', 'SELECT role, policy FROM directus_access ORDER BY 1, 2',
  'SELECT id, alternate_name, size, source_url, rna FROM organizations ORDER BY id',
]

async function configuration(client: SqlClient) {
  const state: unknown[] = []
  for (const sql of CONFIGURATION) state.push((await client.query(sql)).rows)
  return state
}

describe('an upgrade after 32 local changes, in the network and in three structures', () => {
  it('loses none of them, reports every double change, and has nothing left to do', async () => {
    await withScratchDatabase(async (client) => {
      await changeLocally(client)
      const before = await seen(client)

      const { changes, divergences } = await apply(client, nextRelease(), RELEASE)
      const second = await plan(client, nextRelease(), RELEASE)

      expect(LOCAL).toHaveLength(32)
      expect(await seen(client)).toEqual(before)
      expect(second).toEqual({ changes: [], divergences: [], refusals: [] })
      expect(divergences.map(({ key, property, winner }) => `${key} ${property} ${winner}`).sort()).toEqual([
        'organizations.kind options.choices[company].text local', 'organizations.legal_name translations[en-US] local', 'organizations.legal_name translations[fr-FR].translation local',
        'organizations.naf_code retrait local', 'organizations.name note local',
        // Fields left before it.
        'organizations.siren sort local',
      ])
      expect(changes.filter(({ action }) => ['rename', 'retire', 'remove'].includes(action)).filter(({ kind }) => kind === 'field').map(({ action, key }) => `${action} ${key}`).sort())
        .toEqual(['remove organizations.source_url', 'rename organizations.alternate_name', 'retire organizations.naf_code', 'retire organizations.rna'])
    })
  })

  it('brings what the release brings, and keeps the values', async () => {
    await withScratchDatabase(async (client) => {
      await changeLocally(client)

      await apply(client, nextRelease(), RELEASE)

      const { rows } = await client.query('SELECT DISTINCT short_name, size, rna, tagline FROM organizations')
      expect(rows).toEqual([{ short_name: 'ABC', size: 50, rna: 'W123456789', tagline: null }])
      const kinds = await kindChoices(client)
      expect(kinds.find(({ value }) => value === 'cooperative')).toEqual({ value: 'cooperative', text: 'Coopérative' })
      expect(kinds.find(({ value }) => value === 'school')).toEqual({ value: 'school', text: 'Établissement scolaire', retired: true })
      const { rows: columns } = await client.query('SELECT 1 FROM information_schema.columns WHERE table_name = \'organizations\' AND column_name = \'source_url\'')
      expect(columns).toEqual([])
      const { rows: rules } = await client.query('SELECT expression FROM field_rules WHERE field = \'x_vehicle\'')
      expect(rules).toEqual([{ expression: 'short_name != ""' }])
      const { rows: lists } = await client.query('SELECT layout_query, filter FROM directus_presets WHERE bookmark IS NOT NULL')
      expect(lists).toEqual([{ layout_query: { tabular: { fields: ['name', 'short_name'], sort: ['-short_name'] } }, filter: { _and: [{ short_name: { _nnull: true } }] } }])
    })
  })

  it('is undone by its restore point, values of dropped and converted columns included', async () => {
    await withScratchDatabase(async (client) => {
      await changeLocally(client)
      const before = await configuration(client)
      const planned = await keys(client)
      const points: RestorePoint[] = []
      await apply(client, nextRelease(), { ...RELEASE, keep: point => void points.push(point) })
      const [point] = points
      if (!point) throw new Error('no restore point')

      await restore(client, JSON.parse(JSON.stringify(point)))

      expect(await configuration(client)).toEqual(before)
      expect(await keys(client)).toEqual(planned)
      await expect(restore(client, point)).rejects.toThrow(/n’est pas celui de la dernière mise à jour/)
    })
  })
})

describe('a release that would lose data', () => {
  it('is refused when a type changes without a conversion, and writes nothing', async () => {
    await withScratchDatabase(async (client) => {
      const before = await configuration(client)

      await expect(apply(client, nextRelease(), { release: NEXT })).rejects.toThrow(/organizations.size passe de « character varying\(255\) » à « integer » sans conversion déclarée/)

      expect(await configuration(client)).toEqual(before)
    })
  })

  it('is refused when the new name of a field is already taken here', async () => {
    await withScratchDatabase(async (client) => {
      await client.query('ALTER TABLE organizations ADD COLUMN short_name text')

      await expect(apply(client, nextRelease(), RELEASE)).rejects.toThrow(/un champ de ce nom existe déjà ici/)
    })
  })

  it('is refused to an older release afterwards', async () => {
    await withScratchDatabase(async (client) => {
      await apply(client, nextRelease(), RELEASE)

      await expect(apply(client)).rejects.toMatchObject({ code: 'SCHEMA_DOWNGRADE' })
    })
  })

  it('shows a retired field again when a later release ships it again', async () => {
    await withScratchDatabase(async (client) => {
      await apply(client, nextRelease(), RELEASE)
      const back = nextRelease()
      const release = { ...back, organizations: defineCollection({ ...back.organizations, fields: { ...back.organizations.fields, rna: organizations.fields.rna } }) }

      await apply(client, release, RELEASE)

      const { rows } = await client.query('SELECT hidden, readonly FROM directus_fields WHERE collection = \'organizations\' AND field = \'rna\'')
      expect(rows).toEqual([{ hidden: true, readonly: false }])
    })
  })
})
