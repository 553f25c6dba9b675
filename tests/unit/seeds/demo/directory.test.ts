import { describe, expect, it } from 'vitest'
import { otherDepartements } from '../../../../seeds/demo/country.ts'
import { zones } from '../../../../seeds/demo/places.ts'
import { territories } from '../../../../seeds/reference/territories.ts'
import { BASE_DATE, world } from './world.ts'

const EARTH_RADIUS_KM = 6371
const radians = (degrees: number) => degrees * Math.PI / 180

interface Point { latitude?: number | null, longitude?: number | null }

function distanceKm(a: Point, b: Point): number {
  const [y1, x1, y2, x2] = [a.latitude, a.longitude, b.latitude, b.longitude].map(degrees => radians(degrees ?? Number.NaN))
  if (y1 === undefined || x1 === undefined || y2 === undefined || x2 === undefined) return Number.NaN
  return EARTH_RADIUS_KM * Math.acos(Math.min(1, Math.sin(y1) * Math.sin(y2) + Math.cos(y1) * Math.cos(y2) * Math.cos(x1 - x2)))
}

describe('partners', () => {
  it('have names of their own', () => {
    expect(new Set(world.organizations.map(({ name }) => name)).size).toBe(world.organizations.length)
  })

  it('describe themselves and their offers in 100 to 600 characters, with nothing left of the templates', () => {
    const texts = [...world.organizations, ...world.offers].map(({ description }) => description ?? '')

    expect(texts.filter(text => text.length < 100 || text.length > 600 || /[{}]/.test(text))).toEqual([])
  })

  it('are at every moment of a partnership', () => {
    expect(new Set(world.organizations.map(({ status }) => status))).toEqual(new Set(['prospect', 'active', 'to_refresh', 'suspended', 'archived']))
  })

  it('have one main site each', () => {
    for (const { id } of world.organizations) {
      expect(world.sites.filter(({ organization, is_main: isMain }) => organization === id && isMain)).toHaveLength(1)
    }
  })
})

describe('places', () => {
  const communes = new Map(territories().filter(({ kind }) => kind === 'commune').map(row => [row.code, row]))

  it('are real communes, with their postcode', () => {
    for (const { code, name, postcode } of [...Object.values(zones), ...otherDepartements().map(({ zone }) => zone)].flatMap(zone => zone.communes)) {
      const commune = communes.get(code)
      expect(commune?.name.replace(/ \d+er? Arrondissement/, ''), code).toBe(name)
      expect(commune?.postal_codes, code).toContain(postcode)
    }
  })

  it('hold every site within walking distance of the middle of its commune', () => {
    // A commune that is only known by its neighbours has two decimals.
    const tolerance = (latitude: number | null | undefined) => Number.isInteger(Math.round((latitude ?? 0) * 1e6) / 1e4) ? 15 : 5
    const far = world.sites.filter((site) => {
      const commune = communes.get(site.commune_code ?? '')
      return !commune || !(distanceKm(site, commune) < tolerance(commune.latitude))
    })

    expect(far.map(({ name, city }) => [name, city])).toEqual([])
  })

  it('cover Paris, a rural département, La Réunion and Guyane, each with its time zone', () => {
    const zoneOf = (code: string) => world.structures.find(structure => structure.code === code)?.time_zone

    expect([zoneOf('ML-PARIS'), zoneOf('ML-CREUSE'), zoneOf('ML-REUNION'), zoneOf('ML-GUYANE')]).toEqual(['Europe/Paris', 'Europe/Paris', 'Indian/Reunion', 'America/Cayenne'])
  })
})

describe('the whole country', () => {
  const departements = territories().filter(({ kind }) => kind === 'departement').map(({ code }) => code).filter(code => !/^9[78]/.test(code) || ['971', '972', '973', '974', '976'].includes(code))
  const public_ = new Set<string | undefined>(world.organizations.filter(({ status, visibility }) => visibility === 'public' && (status === 'active' || status === 'to_refresh')).map(({ id }) => id))
  const sites = world.sites.filter(({ organization, status }) => status === 'active' && public_.has(organization))
  const isIn = (code: string) => ({ commune_code: commune }: { commune_code?: string | null }) => commune?.startsWith(code) ?? false

  it('has organisations and open offers that anybody finds, in each département', () => {
    const found = departements.map((code) => {
      const here = new Map<string | undefined, string | undefined>(sites.filter(isIn(code)).map(site => [site.id, site.organization]))
      const offers = world.offers.filter(({ site, organization, status, open_until: until }) => status === 'active' && !until && public_.has(organization) && here.has(site ?? ''))
      return { code, organizations: new Set(here.values()).size, offers: offers.length }
    })

    expect(found).toHaveLength(101)
    expect(found.filter(({ organizations, offers }) => organizations < 2 || offers < 3)).toEqual([])
  })

  it('leaves the portfolios and the histories of the demo accounts to their own places', () => {
    const elsewhere = new Set<string | undefined>(world.organizations.filter(({ id }) => world.value_history.every(({ item }) => item !== id)).map(({ id }) => id))

    expect(elsewhere.size).toBeGreaterThan(200)
    expect(world.interactions.filter(({ organization }) => elsewhere.has(organization))).toEqual([])
  })
})

describe('offers', () => {
  it('are of every kind', () => {
    expect(new Set(world.offers.map(({ kind }) => kind)).size).toBe(9)
  })

  it('have one row of general places each, never more taken than there are', () => {
    expect(world.offer_places.map(({ offer }) => offer).sort()).toEqual(world.offers.map(({ id }) => id).sort())
    expect(world.offer_places.filter(({ capacity, reserved = 0 }) => typeof capacity === 'number' && reserved > capacity)).toEqual([])
  })

  it('have places left, no place left and places unknown', () => {
    const count = (isWanted: (available: number | null | undefined) => boolean) => world.offer_places.filter(({ available }) => isWanted(available)).length

    expect(count(available => typeof available === 'number' && available > 0)).toBeGreaterThan(100)
    expect(count(available => available === 0)).toBeGreaterThan(10)
    expect(count(available => available === null)).toBeGreaterThan(10)
  })

  it('have sessions in the coming weeks, never on a week-end unless they are over', () => {
    const upcoming = world.offer_sessions.filter(({ starts_at: start = '', status }) => start > BASE_DATE.toISOString() && status === 'open')

    expect(upcoming.length).toBeGreaterThan(100)
    expect(upcoming.filter(({ starts_at: start = '', time_zone: timeZone }) => {
      const day = new Intl.DateTimeFormat('en', { timeZone: timeZone ?? undefined, weekday: 'short' }).format(new Date(start))
      return day === 'Sat' || day === 'Sun'
    })).toEqual([])
  })

  it('belong to a site of their own organisation', () => {
    const owners = new Map(world.sites.map(({ id, organization }) => [id, organization]))

    expect(world.offers.filter(({ site, organization }) => site && owners.get(site) !== organization)).toEqual([])
  })
})
