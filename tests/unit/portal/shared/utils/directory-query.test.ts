import { describe, expect, it } from 'vitest'
import { atPlace, changeQuery, isNarrowed, readDirectoryQuery, toMapBox, toSearchParams, wider, writeDirectoryQuery } from '../../../../../portal/shared/utils/directory-query.ts'

const EMPTY = readDirectoryQuery({})

describe('readDirectoryQuery', () => {
  it('reads offers on the first page when nothing is asked', () => {
    expect(EMPTY).toEqual({
      text: '', type: 'offer', theme: '', kind: '', territory: '', place: '', latitude: null, longitude: null, radiusKm: null, box: null, hasPlaces: false, facets: [], page: 1, view: 'both',
    })
  })

  it.each([
    ['a page that is not a number', { page: 'deux' }],
    ['a page below one', { page: '0' }],
    ['half a position', { lat: '47.3' }],
    ['a latitude outside the earth', { lat: '95', lng: '5' }],
    ['a theme that is not a code', { theme: '<script>' }],
    ['a territory that is not a code', { territory: 'Dijon' }],
    ['a radius without a position', { radius: '20' }],
    ['three sides of a box', { box: '1,2,3' }],
    ['a fifth side', { box: '1,2,3,4,5' }],
    ['a box that is a word', { box: '1,2,3,nord' }],
    ['a box turned round', { box: '3,2,1,4' }],
    ['a box upside down', { box: '1,4,3,2' }],
    ['a box beyond the earth', { box: '1,2,181,4' }],
    ['an unknown view', { view: 'globe' }],
    ['an unknown type', { type: 'person' }],
    ['a filter that is none', { facet: ['people.gender:x', 'offers.kind', 'offers.x:'] }],
  ])('ignores %s', (_, query) => {
    expect(readDirectoryQuery(query)).toEqual(EMPTY)
  })

  it('takes the first of repeated values and cuts a very long text', () => {
    const query = readDirectoryQuery({ q: ['a'.repeat(300), 'b'] })

    expect(query.text).toBe('a'.repeat(200))
  })

  it('accepts Corsican and overseas codes', () => {
    expect(['2A004', '2B', '97411', '974', '21'].map(territory => readDirectoryQuery({ territory }).territory)).toEqual(['2A004', '2B', '97411', '974', '21'])
  })
})

describe('writeDirectoryQuery', () => {
  it('writes nothing for what is by default', () => {
    expect(writeDirectoryQuery(EMPTY)).toEqual({})
  })

  it('is read back as it was', () => {
    const query = readDirectoryQuery({ q: 'atelier CV', type: 'organization', theme: 'housing', kind: 'association', territory: '21231', place: 'Dijon', lat: '47.32', lng: '5.04', radius: '20', places: '1', box: '55.15,-21.42,55.9,-20.85', facet: ['offers.x_a:b', 'organizations.x_c:d é'], page: '3', view: 'list' })

    expect(readDirectoryQuery(writeDirectoryQuery(query))).toEqual(query)
  })
})

describe('toSearchParams', () => {
  it('asks around a point when a distance is chosen, whatever the territory it starts from', () => {
    const query = readDirectoryQuery({ territory: '21231', lat: '47.32', lng: '5.04', radius: '20' })

    expect(toSearchParams(query)).toEqual({ type: 'offer', lat: 47.32, lng: 5.04, radius: 20 })
  })

  it('asks inside the territory when no distance is chosen', () => {
    const query = readDirectoryQuery({ territory: '21231', lat: '47.32', lng: '5.04' })

    expect(toSearchParams(query)).toEqual({ type: 'offer', territory: '21231' })
  })
})

describe('the area of the map', () => {
  const reunion = readDirectoryQuery({ q: 'cv', box: '55.15,-21.42,55.9,-20.85', page: '3' })

  it('is asked as it is in the address, and narrows the search', () => {
    expect(toSearchParams(reunion)).toEqual({ type: 'offer', q: 'cv', box: '55.15,-21.42,55.9,-20.85' })
    expect(isNarrowed(readDirectoryQuery({ box: '1,2,3,4' }))).toBe(true)
    expect(wider({ latitude: null, radiusKm: null, territory: '', box: reunion.box })).toEqual({ radiusKm: null, everywhere: true })
  })

  it('takes the place of a place, and the other way round, from the first page', () => {
    const dijon = changeQuery(reunion, { territory: '21231', place: 'Dijon', latitude: 47.32, longitude: 5.04, radiusKm: 20 })
    expect(dijon).toEqual({ ...reunion, territory: '21231', place: 'Dijon', latitude: 47.32, longitude: 5.04, radiusKm: 20, box: null, page: 1 })
    expect(changeQuery(dijon, { box: reunion.box })).toEqual({ ...reunion, page: 1 })
    expect(changeQuery(reunion, { theme: 'housing' })).toEqual({ ...reunion, theme: 'housing', page: 1 })
  })

  it.each([
    ['is rounded', [2.123456, 48.123456, 2.987654, 48.987654], [2.1235, 48.1235, 2.9877, 48.9877]],
    ['comes back after going round the world', [415.15, -21.42, 415.9, -20.85], [55.15, -21.42, 55.9, -20.85]],
    ['stops at the date line', [170, -30, 190, -10], [170, -30, 180, -10]],
    ['stops at the poles', [-60, -95, 60, 95], [-60, -90, 60, 90]],
    ['is no area when it is the whole world', [-200, -80, 200, 80], null],
    ['is no area when it is a point', [2, 48, 2, 48], null],
  ] as const)('%s', (_, shown, box) => {
    expect(toMapBox(shown)).toEqual(box)
  })
})

describe('isNarrowed', () => {
  it('does not count the type, the page nor the layout as a filter', () => {
    expect(isNarrowed(readDirectoryQuery({ type: 'organization', page: '2', view: 'list' }))).toBe(false)
  })

  it('counts a word', () => {
    expect(isNarrowed(readDirectoryQuery({ q: 'cv' }))).toBe(true)
  })
})

describe('atPlace', () => {
  it('searches around a commune, and inside a département or a region', () => {
    const dijon = { code: '21231', name: 'Dijon', kind: 'commune', departement: '21', latitude: 47.32, longitude: 5.04, postal_codes: ['21000'] }

    expect(atPlace(dijon, null)).toEqual({ territory: '21231', place: 'Dijon', latitude: 47.32, longitude: 5.04, radiusKm: 20 })
    expect(atPlace({ ...dijon, code: 'R27', kind: 'region', name: 'Bourgogne-Franche-Comté' }, 50)).toEqual({ territory: 'R27', place: 'Bourgogne-Franche-Comté', latitude: null, longitude: null, radiusKm: null })
    expect(readDirectoryQuery({ territory: 'R27' }).territory).toBe('R27')
  })
})

describe('wider', () => {
  it.each([
    [{ latitude: 47, radiusKm: 20, territory: '21231' }, { radiusKm: 50, everywhere: false }],
    [{ latitude: 47, radiusKm: 50, territory: '21231' }, { radiusKm: 100, everywhere: false }],
    [{ latitude: 47, radiusKm: 100, territory: '21231' }, { radiusKm: 200, everywhere: false }],
    [{ latitude: 47, radiusKm: 200, territory: '21231' }, { radiusKm: null, everywhere: true }],
    [{ latitude: null, radiusKm: null, territory: '93' }, { radiusKm: null, everywhere: true }],
    [{ latitude: null, radiusKm: null, territory: '' }, null],
    // Overseas, of a distance that no choice has, of the frame of a map, and of a place without a distance.
    [{ latitude: -12.78, radiusKm: 20, territory: '97611' }, { radiusKm: 50, everywhere: false }],
    [{ latitude: 47, radiusKm: 75, territory: '21231' }, { radiusKm: 100, everywhere: false }],
    [{ latitude: null, radiusKm: null, territory: '', box: [55.15, -21.42, 55.9, -20.85] as const }, { radiusKm: null, everywhere: true }],
    [{ latitude: 0, radiusKm: null, territory: '21231' }, { radiusKm: 50, everywhere: false }],
  ])('row 25: after %j comes %j, with the same words', (query, next) => {
    expect(wider(query)).toEqual(next)
  })
})
