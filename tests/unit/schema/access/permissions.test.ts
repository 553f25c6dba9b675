import { describe, expect, it } from 'vitest'
import { AUDIENCES, collections } from '@relais/schema'
import type { Audience } from '@relais/schema'
import { policyIds, rowRules } from '@relais/schema/access'
import { permissionOf, permissions, readBy, withSettings } from './support.ts'

const FILES = ['people', 'person_identifiers', 'relatives', 'cases', 'case_members', 'needs', 'objectives', 'actions', 'interviews', 'milestones']
const SEALED_COLLECTIONS = ['access_grants', 'person_grants', 'person_structures', 'structure_scopes', 'value_history', 'manifest', 'invitations']
const PORTAL = ['partner', 'beneficiary', 'prescriber', 'service'] as const

const rowsOf = (audience: keyof typeof policyIds) => permissions.filter(({ policy }) => policy === policyIds[audience])

describe('the permission rows', () => {
  it('are one for each policy, collection and action', () => {
    const keys = permissions.map(({ policy, collection, action }) => `${policy}/${collection}/${action}`)

    expect(new Set(keys).size).toBe(keys.length)
  })

  it('list fields that exist, never everything', () => {
    for (const { collection, fields } of permissions.filter(row => !row.collection.startsWith('directus_'))) {
      const declared = Object.entries(collections).find(([name]) => name === collection)?.[1].fields ?? {}
      expect((fields ?? []).filter(field => !Object.hasOwn(declared, field) && !field.startsWith('section_'))).toEqual([])
    }
  })

  it('give those who use the Studio the sections, without which it shows none of their fields, and nobody else', () => {
    expect(readBy('manager', 'organizations')).toEqual(expect.arrayContaining(['section_identity', 'section_contact', 'section_local']))
    for (const audience of ['public', 'beneficiary', ...PORTAL] as const) expect(readBy(audience, 'organizations').filter(field => field.includes('section_'))).toEqual([])
    const local = withSettings([], [{ collection: 'organizations', field: 'x_section_acces', isSection: true }])
    expect(permissionOf('adviser', 'organizations', 'read', local)?.fields).toContain('x_section_acces')
    expect(permissionOf('partner', 'organizations', 'read', local)?.fields).not.toContain('x_section_acces')
    expect(permissionOf('adviser', 'organizations', 'update', local)?.fields).not.toContain('x_section_acces')
  })

  it('always let whoever reads a row know its identifier', () => {
    for (const row of permissions.filter(({ action }) => action === 'read')) expect(row.fields?.[0]).toBe('id')
  })

  it('never let an owner, a key or a computed column be changed', () => {
    for (const { collection, fields } of permissions.filter(({ action }) => action === 'update')) {
      const definition = Object.values(collections).find(candidate => candidate.collection === collection)
      const frozen = Object.entries(definition?.fields ?? {})
        .filter(([name, field]) => field.primaryKey || field.readonly || field.type === 'alias' || name === definition?.owner || ('immutable' in field && field.immutable))
        .map(([name]) => name)
      expect((fields ?? []).filter(name => frozen.includes(name))).toEqual([])
    }
  })

  it('hide from partners the structure behind a referral, whose name may say that the person is followed by justice', () => {
    const shown = permissions.find(row => row.policy === policyIds.partner && row.collection === 'referrals' && row.action === 'read')?.fields ?? []

    expect(shown).toContain('origin_label')
    expect(shown).not.toContain('structure')
  })

  it('give admin no row: its policy has every right', () => {
    expect(rowsOf('admin')).toEqual([])
  })
})

describe('nobody signed in', () => {
  it('reaches nothing through the items routes', () => {
    expect(rowsOf('public')).toEqual([])
    expect(rowRules.public).toBeUndefined()
  })
})

describe('portal audiences', () => {
  it.each(PORTAL)('%s writes through its endpoints only', (audience) => {
    expect(rowsOf(audience).filter(({ action }) => action !== 'read')).toEqual([])
  })

  it.each(PORTAL)('%s never learns the accounts behind a change', (audience) => {
    expect(rowsOf(audience).filter(({ fields }) => fields?.some(name => name.startsWith('user_')))).toEqual([])
  })

  it.each(PORTAL)('%s never lists accounts', (audience) => {
    expect(permissionOf(audience, 'directus_users', 'read')).toBeUndefined()
  })
})

describe('a partner', () => {
  it.each(FILES)('never reaches %s', (collection) => {
    expect(permissionOf('partner', collection, 'read')).toBeUndefined()
  })

  it('sees of a referral its snapshot, never the file or the person', () => {
    const fields = readBy('partner', 'referrals')

    expect(fields).toEqual(expect.arrayContaining(['status', 'message', 'person_display', 'person_phone', 'person_age', 'origin_label']))
    for (const hidden of ['case', 'person', 'need', 'outcome', 'answered_by', 'idempotency_key']) expect(fields).not.toContain(hidden)
  })

  it('never sees what the network keeps for itself', () => {
    for (const hidden of ['internal_notes', 'hosting_potential', 'interactions', 'members', 'restricted_to']) expect(readBy('partner', 'organizations')).not.toContain(hidden)
    expect(permissionOf('partner', 'interactions', 'read')).toBeUndefined()
  })
})

describe('a beneficiary', () => {
  it('reaches rows through their own account only', () => {
    for (const collection of ['people', 'relatives', 'cases', 'needs', 'objectives', 'actions', 'interviews', 'milestones', 'referrals', 'referral_steps']) {
      expect(JSON.stringify(permissionOf('beneficiary', collection, 'read')?.permissions)).toContain('"user":{"_in":["$CURRENT_USER"]}')
    }
  })

  it('sees the actions and interviews that the team shows', () => {
    for (const collection of ['actions', 'interviews']) {
      expect(permissionOf('beneficiary', collection, 'read')?.permissions).toMatchObject({ _and: [{ visible_to_beneficiary: { _eq: true } }, {}] })
    }
  })

  it('does not see who referred them, nor the team’s summary', () => {
    for (const hidden of ['summary', 'urgency', 'referred_by_kind', 'referred_by_name', 'legal_basis', 'members']) expect(readBy('beneficiary', 'cases')).not.toContain(hidden)
  })
})

describe('a configurator', () => {
  it.each([...FILES, 'referrals', 'referral_steps', 'contacts', 'interactions'])('never reaches %s', (collection) => {
    expect(rowsOf('configurator').filter(row => row.collection === collection)).toEqual([])
  })
})

describe('steering', () => {
  const about = Object.values(collections).filter(({ domain }) => domain === 'cases').map(({ collection }) => collection)

  it.each([...about, 'contacts', 'accreditations', 'directus_users'])('never reaches a row of %s', (collection) => {
    expect(permissionOf('steering', collection, 'read')).toBeUndefined()
  })

  it('has no level on what is in a file, which a rule would open some day', () => {
    for (const { collection, fields } of Object.values(collections).filter(({ domain }) => domain === 'cases')) {
      expect([collection, Object.values<{ access?: Partial<Record<Audience, string>> }>(fields).filter(({ access }) => access?.steering && access.steering !== 'none')]).toEqual([collection, []])
    }
  })
})

describe('an adviser', () => {
  it('never deletes anything but a saved view of their own', () => {
    expect(rowsOf('adviser').filter(({ action }) => action === 'delete').map(({ collection }) => collection)).toEqual(['saved_views'])
  })

  it('never moves a referral nor writes a team directly', () => {
    for (const collection of ['referrals', 'referral_steps', 'case_members', 'memberships', 'change_proposals', 'organization_members']) {
      expect(rowsOf('adviser').filter(row => row.collection === collection && row.action !== 'read')).toEqual([])
    }
  })

  it('opens a file in their own name', () => {
    expect(permissionOf('adviser', 'cases', 'create')).toMatchObject({ presets: { referent: '$CURRENT_USER' } })
    expect(permissionOf('adviser', 'cases', 'create')?.fields).not.toContain('referent')
  })

  it('sees of colleagues their name and title', () => {
    expect(readBy('adviser', 'directus_users')).toEqual(['id', 'first_name', 'last_name', 'title'])
  })
})

describe('tables of rights', () => {
  it.each(SEALED_COLLECTIONS)('%s is closed to everybody', (collection) => {
    expect(permissions.filter(row => row.collection === collection)).toEqual([])
  })

  it.each(['change_proposals', 'referral_steps', 'field_settings'])('%s is never written through items', (collection) => {
    expect(permissions.filter(row => row.collection === collection && row.action !== 'read')).toEqual([])
  })
})

describe('decisions of a local administrator', () => {
  const local = [{ collection: 'organizations', field: 'x_accueil' }]

  it('open a new field to staff at once, and to the audiences named', () => {
    const rows = withSettings([{ collection: 'organizations', field: 'x_accueil', audience: 'partner', level: 'review' }], local)

    expect(permissionOf('adviser', 'organizations', 'update', rows)?.fields).toContain('x_accueil')
    expect(permissionOf('partner', 'organizations', 'read', rows)?.fields).toContain('x_accueil')
    expect(permissionOf('prescriber', 'organizations', 'read', rows)?.fields).not.toContain('x_accueil')
  })

  it.each(AUDIENCES.filter(audience => audience !== 'admin'))('never open to %s a collection or a field that the product closed', (audience) => {
    const before = permissions.filter(({ policy }) => policy === policyIds[audience])
    const settings = Object.values(collections).flatMap(({ collection, fields }) =>
      Object.keys(fields).map(field => ({ collection, field, audience, level: 'write' })))
    const after = withSettings(settings).filter(({ policy }) => policy === policyIds[audience])

    expect(after.map(({ collection, action }) => `${collection}/${action}`)).toEqual(before.map(({ collection, action }) => `${collection}/${action}`))
    for (const row of before.filter(({ action }) => action === 'read')) expect(permissionOf(audience, row.collection, 'read', after)?.fields).toEqual(row.fields)
  })

  it('take a written field away from items when it must be reviewed', () => {
    const rows = withSettings([{ collection: 'organizations', field: 'phone', audience: 'adviser', level: 'review' }])

    expect(permissionOf('adviser', 'organizations', 'update', rows)?.fields).not.toContain('phone')
    expect(permissionOf('adviser', 'organizations', 'read', rows)?.fields).toContain('phone')
  })

  it('ignore a level that does not exist', () => {
    expect(withSettings([{ collection: 'organizations', field: 'phone', audience: 'adviser', level: 'all' }])).toEqual(permissions)
  })
})
