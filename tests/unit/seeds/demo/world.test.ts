import { describe, expect, it } from 'vitest'
import { collections, isCollectionName } from '../../../../schema/index.ts'
import { buildForm, validateForm } from '../../../../schema/forms/index.ts'
import { accounts } from '../../../../seeds/identity/accounts.ts'
import { buildWorld } from '../../../../seeds/demo/world.ts'
import { territories } from '../../../../seeds/reference/territories.ts'
import { BASE_DATE, tables, world } from './world.ts'
import { MOMENT } from '../../../support/moment.ts'

describe('buildWorld', () => {
  it('is as big as the demonstration needs', () => {
    const least = { structures: 10, organizations: 80, sites: 120, offers: 300, people: 400, cases: 400, referrals: 300, interactions: 150, change_proposals: 15 }

    for (const [collection, count] of Object.entries(least)) {
      expect(tables.find(([name]) => name === collection)?.[1].length, collection).toBeGreaterThanOrEqual(count)
    }
  })

  it('is the same when built twice', () => {
    expect(buildWorld(BASE_DATE)).toEqual(world)
  })

  it('keeps its identifiers and its names when built another day', () => {
    const later = buildWorld(new Date('2027-02-01T00:00:00Z'))

    expect(later.people.map(({ id, last_name: name }) => [id, name])).toEqual(world.people.map(({ id, last_name: name }) => [id, name]))
    expect(later.offers.map(({ id }) => id)).toEqual(world.offers.map(({ id }) => id))
  })

  it.each(tables)('gives each row of %s an identifier of its own', (_, rows) => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  it('points only to rows that exist', () => {
    const known = new Map(tables.map(([collection, rows]) => [collection, new Set(rows.map(({ id }) => id))]))
    known.set('territories', new Set(territories().map(({ id }) => id)))

    const dangling = tables.flatMap(([collection, rows]) => {
      if (!isCollectionName(collection)) return []
      const relations = Object.entries(collections[collection].fields).filter(([, { relation }]) => relation?.kind === 'm2o')
      return rows.flatMap(row => relations.flatMap(([field, { relation }]) => {
        const value = row[field]
        return value === null || value === undefined || known.get(relation?.collection ?? '')?.has(value) ? [] : [`${collection}.${field} ${String(value)}`]
      }))
    })
    expect(dangling).toEqual([])
  })

  it('satisfies the forms of the product, row by row', () => {
    const problems = tables.flatMap(([collection, rows]) => {
      if (!isCollectionName(collection)) return []
      const form = buildForm(collections[collection], 'admin', [], [], { forServer: true })
      return rows.flatMap(row => validateForm(form, row, { moment: MOMENT }).map(({ field, code, severity }) => `${collection} ${String(row.id)} ${field}: ${severity} ${code}`))
    })

    expect(problems).toEqual([])
  })

  it('writes nothing that happens after the day it is told for, but what is planned', () => {
    const past = ['date_created', 'date_updated', 'happened_at', 'done_at', 'sent_at', 'received_at', 'answered_at', 'decided_at', 'confirmed_at', 'last_confirmed_at', 'updated_by_partner_at', 'at']
    const now = new Date(BASE_DATE.getTime() + 86_400_000).toISOString()

    const early = tables.flatMap(([collection, rows]) => rows.flatMap(row => past.filter(field => typeof row[field] === 'string' && row[field] > now).map(field => `${collection}.${field}`)))
    expect(early).toEqual([])
  })
})

describe('the accounts of the world', () => {
  it('gives every demo account that has a space a user linked to the identity provider by the same identifier', () => {
    for (const { id, email } of accounts.filter(({ audience }) => audience)) {
      expect(world.directus_users.find(user => user.id === id)).toMatchObject({ email, provider: 'keycloak', external_identifier: id, status: 'active' })
    }
  })

  it('fits the columns of Directus’s own table of users', () => {
    const long = world.directus_users.filter(({ first_name: first, last_name: last, title }) => [first, last, title ?? ''].some(text => text.length > 50))

    expect(long).toEqual([])
  })

  it('gives every adviser a structure and people to follow', () => {
    for (const { id, email } of accounts.filter(({ audience }) => audience === 'adviser')) {
      expect(world.memberships.some(({ user }) => user === id), email).toBe(true)
      expect(world.cases.filter(({ referent }) => referent === id).length, email).toBeGreaterThan(4)
    }
  })

  it('gives the adviser of Paris the portfolio of 62', () => {
    const adviser = accounts.find(({ email }) => email === 'conseiller@relais.example')

    expect(world.cases.filter(({ referent, status }) => referent === adviser?.id && status !== 'closed')).toHaveLength(62)
  })

  it('ties both beneficiaries to a person with a file, a plan and referrals', () => {
    for (const { id } of accounts.filter(({ audience }) => audience === 'beneficiary')) {
      const person = world.people.find(({ user }) => user === id)
      const file = world.cases.find(row => row.person === person?.id)

      expect(world.actions.filter(row => row.case === file?.id).length).toBeGreaterThan(5)
      expect(world.actions.some(row => row.case === file?.id && row.status === 'todo' && row.responsible === 'beneficiary' && row.visible_to_beneficiary)).toBe(true)
      expect(world.referrals.filter(row => row.case === file?.id).length).toBeGreaterThan(1)
    }
  })

  it('makes the first partner owner of a listing, and the second one editor of it and owner of another', () => {
    const rightsOf = (name: string) => {
      const account = accounts.find(({ email }) => email === `${name}@relais.example`)
      return world.organization_members.filter(({ user }) => user === account?.id)
    }
    const [first] = rightsOf('partenaire')

    expect(first?.right).toBe('owner')
    expect(rightsOf('partenaire2').map(({ organization, right }) => [organization === first?.organization, right]).sort()).toEqual([[false, 'owner'], [true, 'editor']])
  })
})

describe('the people of the world', () => {
  const values = JSON.stringify(world)

  it('have phones of the fiction ranges only', () => {
    const phones = values.match(/\+\d{8,15}/g) ?? []

    expect(phones.length).toBeGreaterThan(500)
    expect(phones.filter(phone => !/^\+33(?:19900|63998)\d{4}$/.test(phone))).toEqual([])
  })

  it('have addresses that can receive nothing', () => {
    const domains = [...values.matchAll(/@([\w.-]+)/g)].map(([, domain]) => domain)

    expect(domains.filter(domain => !domain?.endsWith('.example'))).toEqual([])
  })

  it('have SIRET numbers of nobody', () => {
    expect(world.organizations.filter(({ siret }) => !siret?.startsWith('0000'))).toEqual([])
  })

  it.each([
    ['an accent', /[éèêëïîôûç]/i], ['an apostrophe', /[’']/], ['a double name', /\p{L}-\p{Lu}/u], ['a particle', /^(?:d’|de |da |dos |Van )/],
    ['one letter', /^.$/], ['a slash', /\//], ['an okina', /ʻ/], ['a Vietnamese letter', /[ễạặầ]/],
  ])('include a last name with %s', (_, pattern) => {
    expect(world.people.some(({ last_name: name }) => name && pattern.test(name))).toBe(true)
  })

  it('include people born on 29 February, homonyms, a right-to-left name and files nearly empty', () => {
    const names = world.people.map(({ last_name: last, first_name: first }) => `${last} ${first}`)

    expect(world.people.filter(({ birth_date: birth }) => birth?.endsWith('-02-29')).length).toBeGreaterThanOrEqual(3)
    expect(names.filter(name => name === 'Payet Marie')).toHaveLength(3)
    expect(world.people.some(({ preferred_name: name }) => name && /\p{Script=Arabic}/u.test(name))).toBe(true)
    expect(world.people.some(({ phone, birth_date: birth }) => !phone && !birth)).toBe(true)
  })
})
