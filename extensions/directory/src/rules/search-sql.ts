import { quoteName } from '@relais/schema/access'
import type { Criteria, Facet } from './search-params.ts'
import { TOTAL_MAX } from './search-params.ts'

/** A statement and its named values: what a person typed is only ever a bound value. */
export interface Statement { sql: string, bindings: Record<string, string | number | boolean | null | readonly string[]> }

/** Searched words of an offer; an index of the collection has exactly this expression. */
export const OFFER_WORDS = `to_tsvector('french', relais_unaccent(coalesce(o.title, '') || ' ' || coalesce(o.summary, '') || ' ' || coalesce(o.description, '')))`
export const ORGANIZATION_WORDS = `to_tsvector('french', relais_unaccent(coalesce(g.name, '') || ' ' || coalesce(g.alternate_name, '') || ' ' || coalesce(g.description, '')))`
// Kept by the database: the title or the name in lower case without accents, with a trigram index.
const OFFER_TITLE = 'o.normalized_name'
const ORGANIZATION_NAME = 'g.normalized_name'

const HERE = 'll_to_earth(:latitude, :longitude)'
const THERE = 'll_to_earth(s.latitude, s.longitude)'
// The great circle in metres on the sphere of earthdistance, whose own function costs fifty times as much: it goes
// through a domain that checks each point.
const DISTANCE = `(2 * 6378168 * asin(least(1, sqrt(power(sind((s.latitude - :latitude) / 2), 2)
  + cosd(:latitude) * cosd(s.latitude) * power(sind((s.longitude - :longitude) / 2), 2)))))`

/** One page of results, the number of results and the facets, in one statement. */
export function searchStatement(criteria: Criteria, paging: { page: number, limit: number }): Statement {
  const { sql, bindings } = matched(criteria, { everySite: false })
  return {
    sql: `with ${sql},
page as (
  select best.*, row_number() over () as rank from (
    select m.* from matched m where m.theme_ok and m.kind_ok
    order by ${ranking(criteria)}
    limit :limit + 1 offset :offset
  ) best
)
select
  (select coalesce(jsonb_agg(${ITEM} order by page.rank), '[]') from page ${ITEM_JOINS}) as items,
  (select count(*)::int from (select 1 from matched where theme_ok and kind_ok limit ${TOTAL_MAX}) counted) as total,
  (select coalesce(jsonb_object_agg(code, n), '{}') from (
    select theme.code, count(*)::int as n from matched m, jsonb_array_elements_text(${asArray('m.themes')}) as theme (code)
    where m.kind_ok group by theme.code
  ) counted) as themes,
  (select coalesce(jsonb_object_agg(kind, n), '{}') from (
    select m.kind, count(*)::int as n from matched m where m.theme_ok and m.kind is not null group by m.kind
  ) counted) as kinds`,
    bindings: { ...bindings, limit: paging.limit, offset: (paging.page - 1) * paging.limit },
  }
}

/** Every located result as one GeoJSON text, built by the database. */
export function mapStatement(criteria: Criteria, limit: number): Statement {
  const { sql, bindings } = matched(criteria, { everySite: true })
  return {
    sql: `with ${sql}
select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object(
  'type', 'Feature',
  'geometry', json_build_object('type', 'Point', 'coordinates', json_build_array(round(s.longitude::numeric, 6), round(s.latitude::numeric, 6))),
  'properties', json_build_object('id', f.id, 'type', f.type, 'title', coalesce(o.title, g.name), 'kind', f.kind, 'theme', f.themes ->> 0, 'organization', g.name)
)), '[]'::json))::text as collection
from (select * from matched where theme_ok and kind_ok and site is not null limit :limit) f
join sites s on s.id = f.site and s.latitude is not null and s.longitude is not null
join organizations g on g.id = f.organization
left join offers o on f.type = 'offer' and o.id = f.id`,
    bindings: { ...bindings, limit },
  }
}

const ITEM = `jsonb_build_object(
    'type', page.type, 'id', page.id, 'title', coalesce(o.title, g.name),
    'organization', jsonb_build_object('id', g.id, 'name', g.name),
    'kind', page.kind, 'themes', ${asArray('page.themes')},
    'summary', coalesce(nullif(o.summary, ''), left(coalesce(o.description, case when page.type = 'organization' then g.description end), 300)),
    'min_age', o.min_age, 'max_age', o.max_age, 'publics', o.publics,
    'city', s.city, 'postal_code', s.postal_code, 'latitude', s.latitude, 'longitude', s.longitude,
    'distance_km', round((page.distance / 1000)::numeric, 1),
    'is_suspended', coalesce(o.is_suspended, false), 'places_available', case when o.is_suspended then 0 else p.available end, 'places_capacity', p.capacity, 'places_confirmed_at', p.confirmed_at,
    'updated_by_partner_at', coalesce(o.updated_by_partner_at, g.updated_by_partner_at),
    'date_updated', case when page.type = 'offer' then coalesce(o.date_updated, o.date_created) else coalesce(g.date_updated, g.date_created) end
  )`

const ITEM_JOINS = `join organizations g on g.id = page.organization
    left join offers o on page.type = 'offer' and o.id = page.id
    left join lateral (
      select s.* from sites s
      where s.organization = page.organization and s.status = 'active' and s.id = coalesce(page.site, o.site, s.id)
      order by s.is_main desc, s.id limit 1
    ) s on true
    left join offer_places p on p.offer = o.id and p.session is null`

/** The results before the theme and kind filters, which facets must ignore in turn: `theme_ok` and `kind_ok` tell. */
function matched(criteria: Criteria, { everySite }: { everySite: boolean }): Statement {
  const steps: string[] = []
  if (criteria.text) steps.push(`query as (select websearch_to_tsquery('french', relais_unaccent(:typed)) as words, relais_normalize(:typed) as plain)`)
  if (criteria.point?.radiusKm) steps.push(`near as materialized (select s.id, s.organization from sites s where ${withinRadius()})`)
  const parts: string[] = []
  if (criteria.types.includes('offer')) {
    if (criteria.text) steps.push(OFFER_HITS)
    parts.push(offers(criteria, everySite))
  }
  if (criteria.types.includes('organization')) {
    if (criteria.text) steps.push(ORGANIZATION_HITS)
    parts.push(organizations(criteria, everySite))
  }
  steps.push(`matched as (\n${parts.join('\n  union all\n')}\n)`)
  return { sql: steps.join(',\n'), bindings: bindingsOf(criteria) }
}

// Each branch of the union uses its own index; an `or` over two tables would use none.
const OFFER_HITS = `offer_hits as (
  select o.id from offers o, query where ${OFFER_WORDS} @@ query.words
  union select o.id from offers o, query where query.plain <% ${OFFER_TITLE}
  union select o.id from offers o join organizations g on g.id = o.organization, query where query.plain <% ${ORGANIZATION_NAME}
)`
const ORGANIZATION_HITS = `organization_hits as (
  select g.id from organizations g, query where ${ORGANIZATION_WORDS} @@ query.words
  union select g.id from organizations g, query where query.plain <% ${ORGANIZATION_NAME}
)`

const OPEN_OFFER = `o.status = 'active' and o.visibility = any(:visibilities)
    and (o.open_until is null or o.open_until > now())`

function offers(criteria: Criteria, everySite: boolean): string {
  const relevance = criteria.text
    ? `(select ${titleBonus('o.title')} + word_similarity(query.plain, ${OFFER_TITLE}) + 0.5 * word_similarity(query.plain, ${ORGANIZATION_NAME}) from query)`
    : '0::float'
  const site = needsSite(criteria, everySite)
  return `  select 'offer' as type, o.id, o.organization, ${site ? 's.id' : 'null::uuid'} as site, o.themes, o.kind, ${relevance} as relevance, ${site ? 's.distance' : 'null::float'} as distance,
    coalesce(o.updated_by_partner_at, o.date_updated, o.date_created) as updated,
    ${themeTest(criteria, 'o.themes')} as theme_ok, ${kindTest(criteria, 'o.kind')} as kind_ok
  from offers o
  ${ownerOf(criteria)}
  ${site ? `left join lateral (${siteOf(criteria, 's.organization = o.organization and (o.site is null or s.id = o.site)', false)}) s on true` : ''}
  where ${OPEN_OFFER}
    ${criteria.withPlaces ? 'and exists (select 1 from offer_places p where p.offer = o.id and p.available > 0)' : ''}
    ${facetTests(criteria, ['offers', 'organizations'])}
    ${criteria.text ? 'and o.id in (select id from offer_hits)' : ''}
    ${criteria.point?.radiusKm ? 'and o.organization in (select organization from near)' : ''}
    ${placeTest(criteria, `jsonb_exists_any(${asArray('o.zone_codes')}, :zones)`)}`
}

/** What was found by words is few: its owners are looked up one by one, never by reading them all. */
function ownerOf(criteria: Criteria): string {
  const owner = `organizations g where g.id = o.organization and ${isShown(criteria)}`
  return criteria.text ? `join lateral (select g.* from ${owner} offset 0) g on true` : `join ${owner.replace(' where ', ' on ')}`
}

function organizations(criteria: Criteria, everySite: boolean): string {
  const relevance = criteria.text
    ? `(select ${titleBonus('g.name')} + 1.5 * word_similarity(query.plain, ${ORGANIZATION_NAME}) from query)`
    : '0::float'
  const site = needsSite(criteria, everySite)
  return `  select 'organization' as type, g.id, g.id as organization, ${site ? 's.id' : 'null::uuid'} as site, g.themes, g.kind, ${relevance} as relevance,
    ${site ? 's.distance' : 'null::float'} as distance,
    coalesce(g.updated_by_partner_at, g.date_updated, g.date_created) as updated,
    ${themeTest(criteria, 'g.themes')} as theme_ok, ${kindTest(criteria, 'g.kind')} as kind_ok
  from organizations g
  ${site ? `left join lateral (${siteOf(criteria, 's.organization = g.id', everySite)}) s on true` : ''}
  where ${isShown(criteria)}
    ${facetTests(criteria, ['organizations'])} ${offeredTest(criteria)}
    ${criteria.text ? 'and g.id in (select id from organization_hits)' : ''}
    ${criteria.point?.radiusKm ? 'and g.id in (select organization from near)' : ''}
    ${placeTest(criteria, null)}`
}

// Ranking every hit by its whole description would parse thousands of texts: the words of the title tell enough.
const titleBonus = (title: string) => `case when to_tsvector('french', relais_unaccent(${title})) @@ query.words then 1 else 0 end`

/** Whether the sites decide what is found; else only those of the page shown are read. */
const needsSite = ({ communes, point, box }: Criteria, everySite: boolean) => everySite || communes !== null || point !== null || box !== undefined

/** The sites that a result is shown at: the nearest to the point asked, else the main one. */
function siteOf(criteria: Criteria, owner: string, everySite: boolean): string {
  const distance = criteria.point ? DISTANCE : 'null::float'
  return `select s.id, ${distance} as distance from sites s
    where ${owner} and s.status = 'active'
      ${criteria.communes ? 'and s.commune_code like any(:communes)' : ''}
      ${criteria.point?.radiusKm ? `and ${DISTANCE} <= :radius` : ''}
      ${criteria.box ? 'and s.longitude between :west and :east and s.latitude between :south and :north' : ''}
    ${everySite ? '' : `order by ${criteria.point ? 'distance nulls last, ' : ''}s.is_main desc, s.id limit 1`}`
}

function isShown({ viewer }: Criteria): string {
  const scope = `select s.structure from structure_scopes s where s."user" = :viewer and s.level in ('read', 'contribute', 'manage')
      and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now())`
  const shared = 'g.visibility = any(:visibilities)'
  return `g.status = any(:statuses) and ${viewer ? `(${shared} or g.restricted_to in (${scope}))` : shared}`
}

function placeTest(criteria: Criteria, zone: string | null): string {
  if (criteria.point?.radiusKm || criteria.box) return 'and s.id is not null'
  if (!criteria.communes) return ''
  return zone ? `and (s.id is not null or ${zone})` : 'and s.id is not null'
}

function withinRadius(): string {
  return `s.status = 'active' and earth_box(${HERE}, :radius) @> ${THERE} and ${DISTANCE} <= :radius`
}

const themeTest = (criteria: Criteria, column: string) => (criteria.theme ? `coalesce(jsonb_exists(${asArray(column)}, :theme), false)` : 'true')
const kindTest = (criteria: Criteria, column: string) => (criteria.kind ? `coalesce(${column} = :kind, false)` : 'true')

const ALIASES = { offers: 'o', organizations: 'g' } as const

function facetTests({ facets }: Criteria, collections: readonly Facet['collection'][]): string {
  return facets.flatMap((facet, index) => collections.includes(facet.collection) ? [`and ${facetTest(facet, index)}`] : []).join(' ')
}

/** Organisations are found by what they offer too, when an offer that the reader finds has it. */
function offeredTest(criteria: Criteria): string {
  const tests = facetTests(criteria, ['offers'])
  return tests && `and exists (select 1 from offers o where o.organization = g.id and ${OPEN_OFFER} ${tests})`
}

function facetTest({ collection, field, storage, openKinds }: Facet, index: number): string {
  const alias = ALIASES[collection]
  const column = `${alias}.${quoteName(field)}`
  if (storage === 'value') return `${column}::text = any(:facet_${index})`
  const [has, isEmpty] = storage === 'list'
    ? [`jsonb_exists_any(${asArray(`${column}::jsonb`)}, :facet_${index})`, `jsonb_array_length(${asArray(`${column}::jsonb`)}) = 0`]
    : [`string_to_array(${column}, ',') && :facet_${index}`, `coalesce(${column}, '') = ''`]
  return openKinds ? `(${has} or ${alias}.kind = any(:open_${index}) and ${isEmpty})` : has
}

function ranking(criteria: Criteria): string {
  const distance = criteria.point ? 'm.distance nulls last, ' : ''
  if (criteria.point && criteria.byDistance) return `${distance}m.relevance desc, m.updated desc nulls last, m.type, m.id`
  return criteria.text ? `round(m.relevance::numeric, 1) desc, ${distance}m.relevance desc, m.type, m.id` : `${distance}m.updated desc nulls last, m.type, m.id`
}

function asArray(column: string): string {
  return `case when jsonb_typeof(${column}) = 'array' then ${column} else '[]'::jsonb end`
}

function bindingsOf(criteria: Criteria): Statement['bindings'] {
  const { text, theme, kind, communes, zones, point, box } = criteria
  return {
    visibilities: criteria.visibilities,
    statuses: criteria.statuses,
    ...(criteria.viewer && { viewer: criteria.viewer }),
    // Never named like a type: knex would take the cast `::text` for the binding.
    ...(text && { typed: text }),
    ...(theme && { theme }),
    ...(kind && { kind }),
    ...(communes && { communes: communes.map(prefix => `${prefix}%`), zones }),
    ...Object.fromEntries(criteria.facets.flatMap(({ values, openKinds }, index) => [[`facet_${index}`, values], ...openKinds ? [[`open_${index}`, openKinds]] : []])),
    ...(point && { latitude: point.latitude, longitude: point.longitude }),
    ...(box && { west: box[0], south: box[1], east: box[2], north: box[3] }),
    ...(point?.radiusKm && { radius: point.radiusKm * 1000 }),
  }
}
