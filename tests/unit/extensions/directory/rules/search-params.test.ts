import { describe, expect, it } from 'vitest'
import { MapSchema, NetworkSearchSchema, SearchSchema, communePrefixes, departementOf, toCriteria } from '../../../../../extensions/directory/src/rules/search-params.ts'

describe('parameters of the search', () => {
  it.each([
    ['an unknown type', { type: 'person' }],
    ['an unknown parameter', { sort: 'name' }],
    ['page zero', { page: '0' }],
    ['a page that is a word', { page: 'deux' }],
    ['a page in scientific notation', { page: '1e3' }],
    ['too many results a page', { limit: '51' }],
    ['a text of 201 characters', { q: 'a'.repeat(201) }],
    ['a list instead of a text', { q: ['a', 'b'] }],
    ['a theme with SQL', { theme: `housing' or 1=1--` }],
    ['a territory that is a name', { territory: 'Paris' }],
    ['a latitude beyond the pole', { lat: '91', lng: '2' }],
    ['half a point', { lat: '48.8' }],
    ['a radius around nothing', { radius: '10' }],
    ['a radius of 501 km', { lat: '48.8', lng: '2.3', radius: '501' }],
    ['three sides of a box', { box: '1,2,3' }],
    ['five sides of a box', { box: '1,2,3,4,5' }],
    ['a box with a word', { box: '1,2,3,NaN' }],
    ['a box in scientific notation', { box: '1e1,2,30,4' }],
    ['a box without an end', { box: '-Infinity,2,3,4' }],
    ['a box whose west is in the east', { box: '3,2,1,4' }],
    ['a box without a width', { box: '3,2,3,4' }],
    ['a box whose south is in the north', { box: '1,4,3,2' }],
    ['a box beyond the date line', { box: '170,2,181,4' }],
    ['a box beyond the pole', { box: '1,-91,3,4' }],
    ['a list of boxes', { box: ['1,2,3,4', '1,2,3,4'] }],
    ['a negative radius', { lat: '48.8', lng: '2.3', radius: '-1' }],
  ])('refuse %s', (_, query) => {
    expect(SearchSchema.safeParse(query).success).toBe(false)
  })

  it.each([
    [{}, {}],
    [{ q: '  ', page: '' }, {}],
    [{ q: 'logement', page: '2', limit: '50' }, { q: 'logement', page: 2, limit: 50 }],
    [{ lat: '-20.88', lng: '55.45', radius: '12.5' }, { lat: -20.88, lng: 55.45, radius: 12.5 }],
    [{ box: ' 55.15,-21.42,55.9,-20.85 ' }, { box: [55.15, -21.42, 55.9, -20.85] }],
    [{ box: '' }, {}],
    [{ territory: '2a004' }, { territory: '2A004' }],
    [{ q: '<script>😀 ؜سكن' }, { q: '<script>😀 ؜سكن' }],
  ])('accept %j', (query, expected) => {
    expect(SearchSchema.parse(query)).toEqual(expected)
  })

  it('keep paging away from the map and look for free places everywhere', () => {
    expect(MapSchema.safeParse({ page: '2' }).success).toBe(false)
    expect(MapSchema.safeParse({ box: '1,2,3,4' }).success).toBe(false)
    expect(SearchSchema.safeParse({ with_places: '1' }).success).toBe(true)
    expect(NetworkSearchSchema.safeParse({ with_places: '1' }).success).toBe(true)
  })
})

describe('toCriteria', () => {
  const scope = { visibilities: ['public'] }

  it('looks for offers and organisations when the type is left open', () => {
    expect(toCriteria({}, scope).types).toEqual(['offer', 'organization'])
  })

  it('looks 30 km around a point when nothing else narrows the search', () => {
    expect(toCriteria({ lat: 48.8, lng: 2.3 }, scope).point?.radiusKm).toBe(30)
    expect(toCriteria({ lat: 48.8, lng: 2.3, q: 'logement' }, scope).point?.radiusKm).toBeNull()
  })

  it('accepts an offer whose zone is the département of the commune asked', () => {
    expect(toCriteria({ territory: '97411' }, scope).zones).toEqual(['97411', '974'])
  })
})

describe('territories', () => {
  it.each([['75056', '751'], ['69123', '6938'], ['13055', '132']])('reach the arrondissements of %s', (commune, prefix) => {
    expect(communePrefixes(commune)).toEqual([commune, prefix])
  })

  it.each([['75101', '75'], ['2A004', '2A'], ['97411', '974'], ['98818', '988']])('know the département of %s', (commune, departement) => {
    expect(departementOf(commune)).toBe(departement)
  })
})
