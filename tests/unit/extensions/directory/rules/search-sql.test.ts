import { describe, expect, it } from 'vitest'
import type { Criteria } from '../../../../../extensions/directory/src/rules/search-params.ts'
import { toCriteria } from '../../../../../extensions/directory/src/rules/search-params.ts'
import { mapStatement, searchStatement } from '../../../../../extensions/directory/src/rules/search-sql.ts'

const scope = { visibilities: ['public'] }
const hostile = `x'); drop table offers; --`

describe('searchStatement', () => {
  it('never writes what was typed into the statement', () => {
    const { sql, bindings } = searchStatement(toCriteria({ q: hostile, theme: 'housing', kind: 'job', territory: '75056' }, scope), { page: 1, limit: 20 })

    expect(sql).not.toContain('drop table')
    expect(sql).not.toMatch(/housing|'job'|75056/)
    expect(bindings).toMatchObject({ typed: hostile, theme: 'housing', kind: 'job', communes: ['75056%', '751%'], zones: ['75056', '75'] })
  })

  it('binds every name it uses', () => {
    const { sql, bindings } = searchStatement(toCriteria({ q: 'logement', lat: 48.8, lng: 2.3, radius: 5, territory: '75' }, scope), { page: 3, limit: 20 })
    const names = new Set([...sql.matchAll(/(?<!:):([a-z]+)/g)].map(match => match[1]))

    expect(Object.keys(bindings)).toEqual(expect.arrayContaining([...names]))
    expect(sql).not.toContain('?')
    expect(bindings).toMatchObject({ limit: 20, offset: 40, radius: 5000 })
  })

  it('reads only the type asked, and both at once when none is', () => {
    expect(searchStatement(toCriteria({ type: 'organization' }, scope), { page: 1, limit: 20 }).sql).toContain(`where e.type = 'organization'`)
    expect(searchStatement(toCriteria({}, scope), { page: 1, limit: 20 }).sql).not.toMatch(/\be\.type =/)
  })

  it('looks for what a mistake may have meant as bound values, and puts it after what was typed', () => {
    const { sql, bindings } = searchStatement(toCriteria({ q: 'logemant' }, scope), { page: 1, limit: 20 }, [{ word: 'logemant', near: ['logement', 'logements'] }])

    expect(sql).not.toContain('logem')
    expect(bindings).toMatchObject({ typed: 'logemant', mistake_0: 'logemant', near_0: 'logement or logements' })
    expect(sql).toContain('case when e.name_words @@ query.words then 2 when e.name_words @@ query.wide then 1')
  })

  it('leaves out what is closed to the reader, and looks for no word in it nor leaves any out by it', () => {
    const isClosed = (collection: string, field: string) => ['organizations.description', 'sites.latitude'].includes(`${collection}.${field}`)
    const { sql, bindings } = searchStatement(toCriteria({ q: 'logement -rue', lat: 48.8, lng: 2.3, radius: 5 }, { ...scope, isClosed }), { page: 1, limit: 20 })

    expect(sql).not.toMatch(/g\.description|earth_box|'latitude', s\./)
    expect(sql).toContain('said.words @@ query.wide')
    expect(bindings).toMatchObject({ typed: 'logement  rue' })
  })

  it('keeps what has a site in the box, its sides bound', () => {
    const { sql, bindings } = searchStatement(toCriteria({ box: [55.15, -21.42, 55.9, -20.85] }, scope), { page: 1, limit: 20 })

    expect(sql).toContain('s.longitude between :west and :east and s.latitude between :south and :north')
    expect(bindings).toMatchObject({ west: 55.15, south: -21.42, east: 55.9, north: -20.85 })
    expect(searchStatement(toCriteria({}, scope), { page: 1, limit: 20 }).sql).not.toContain(':west')
  })

  it('narrows by the lists of fields only when told, their values bound and their names quoted', () => {
    const facets = [
      { collection: 'offers', field: 'x_a', storage: 'list', values: [hostile] }, { collection: 'organizations', field: 'x_b', storage: 'value', values: ['b'] },
      { collection: 'offers', field: 'x_c', storage: 'words', values: ['c', 'd'] },
    ] as const satisfies Criteria['facets']
    const { sql, bindings } = searchStatement(toCriteria({}, { ...scope, facets }), { page: 1, limit: 20 })
    const names = new Set([...sql.matchAll(/(?<!:):(facet_\d)/g)].map(match => match[1]))

    expect(sql).not.toContain('drop table')
    expect(sql).toContain('o."x_a"')
    expect([...names].sort()).toEqual(['facet_0', 'facet_1', 'facet_2'])
    expect(bindings).toMatchObject({ facet_0: [hostile], facet_1: ['b'], facet_2: ['c', 'd'] })
    expect(searchStatement(toCriteria({}, scope), { page: 1, limit: 20 }).sql).not.toContain('facet')
  })

  it('row 27: keeps an empty list that says « everybody », where it is asked', () => {
    const facets: Criteria['facets'] = [{ collection: 'offers', field: 'x_a', storage: 'list', values: ['a'], openKinds: ['guardianship'] }]
    const { sql, bindings } = searchStatement(toCriteria({}, { ...scope, facets }), { page: 1, limit: 20 })

    expect(sql).toContain('or o.kind = any(:open_0) and jsonb_array_length(')
    expect(bindings).toMatchObject({ facet_0: ['a'], open_0: ['guardianship'] })
  })

  it('row 25: puts the nearest first when asked, whatever the words', () => {
    const { sql } = searchStatement(toCriteria({ q: 'café réparation', lat: 48.8, lng: 2.3, sort: 'distance' }, scope), { page: 1, limit: 20 })

    expect(sql).toContain('order by m.distance nulls last, m.relevance desc')
    expect(toCriteria({ lat: 48.8, lng: 2.3, sort: 'distance' }, scope).point?.radiusKm).toBeNull()
  })

  it('finds organisations by offers that the reader finds too', () => {
    const facets = [{ collection: 'offers', field: 'x_a', storage: 'list', values: ['a'] }] as const satisfies Criteria['facets']

    expect(searchStatement(toCriteria({ type: 'organization' }, { ...scope, facets }), { page: 1, limit: 20 }).sql).toMatch(/exists \(select 1 from offers o where o\.organization = e\.id and o\.status = 'active' and o\.visibility = any/)
    expect(searchStatement(toCriteria({ type: 'organization' }, scope), { page: 1, limit: 20 }).sql).not.toContain('from offers o where o.organization')
  })

  it('asks for free places only when told', () => {
    const asked = toCriteria({ type: 'offer' }, { ...scope, withPlaces: true })

    expect(searchStatement(asked, { page: 1, limit: 20 }).sql).toContain('e.available > 0')
    expect(mapStatement(toCriteria({ type: 'offer' }, scope), 10).sql).not.toContain('available > 0')
  })
})
