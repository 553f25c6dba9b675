import { quoteName } from '@relais/schema/access'
import type { Criteria, Facet } from './search-params.ts'
import { TOTAL_MAX } from './search-params.ts'
import { columnOf, hasClosedTexts, isPlaceClosed, isTownClosed, saidStep, shownOf } from './closed-in-search.ts'

/** A statement and its named values: what a person typed is only ever a bound value. */
export interface Statement { sql: string, bindings: Record<string, string | number | boolean | null | readonly string[]> }

/** A word that the reader finds nowhere, and those that it may have meant, to look for in its place. */
export interface Mistake { word: string, near: readonly string[] }

/** One narrow row a result, kept by the database: see `schema/migrations/0270-search-entries.sql`. */
export const ENTRIES = 'relais_private.search_entries e'

const HERE = 'll_to_earth(:latitude, :longitude)'
const THERE = 'll_to_earth(s.latitude, s.longitude)'
// The great circle in metres on the sphere of earthdistance, whose own function costs fifty times as much: it goes
// through a domain that checks each point.
const DISTANCE = `(2 * 6378168 * asin(least(1, sqrt(power(sind((s.latitude - :latitude) / 2), 2)
  + cosd(:latitude) * cosd(s.latitude) * power(sind((s.longitude - :longitude) / 2), 2)))))`

/** One page of results, the number of results and the facets, in one statement. */
export function searchStatement(criteria: Criteria, paging: { page: number, limit: number }, mistakes: readonly Mistake[] = []): Statement {
  const { sql, bindings } = matched(criteria, { everySite: false, mistakes })
  return {
    sql: `with ${sql},
page as (
  select best.*, row_number() over () as rank from (
    select m.* from matched m where m.theme_ok and m.kind_ok
    order by ${ranking(criteria)}
    limit :limit + 1 offset :offset
  ) best
),
alike as materialized (select m.themes, m.kind, m.theme_ok, m.kind_ok, count(*) as n from matched m group by m.themes, m.kind, m.theme_ok, m.kind_ok)
select
  (select coalesce(jsonb_agg(${item(criteria)} order by page.rank), '[]') from page ${ITEM_JOINS}) as items,
  (select least(coalesce(sum(n), 0), ${TOTAL_MAX})::int from alike where theme_ok and kind_ok) as total,
  (select coalesce(jsonb_object_agg(theme, n), '{}') from (
    select theme, sum(a.n)::int as n from alike a, unnest(a.themes) as theme where a.kind_ok group by theme
  ) counted) as themes,
  (select coalesce(jsonb_object_agg(kind, n), '{}') from (
    select a.kind, sum(a.n)::int as n from alike a where a.theme_ok and a.kind is not null group by a.kind
  ) counted) as kinds`,
    bindings: { ...bindings, limit: paging.limit, offset: (paging.page - 1) * paging.limit },
  }
}

/** Every located result as one GeoJSON text, built by the database. */
export function mapStatement(criteria: Criteria, limit: number): Statement {
  const { sql, bindings } = matched(criteria, { everySite: true, mistakes: [] })
  return {
    sql: `with ${sql}
select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object(
  'type', 'Feature',
  'geometry', json_build_object('type', 'Point', 'coordinates', json_build_array(round(s.longitude::numeric, 6), round(s.latitude::numeric, 6))),
  'properties', json_build_object('id', f.id, 'type', f.type, 'title', ${titleOf(criteria)}, 'kind', f.kind, 'theme', f.themes[1], 'organization', ${shownOf(criteria, 'organizations', 'name', 'g.name')})
)), '[]'::json))::text as collection
from (select * from matched where theme_ok and kind_ok and site is not null limit :limit) f
join sites s on s.id = f.site and s.latitude is not null and s.longitude is not null${isPlaceClosed(criteria) ? ' and false' : ''}
join organizations g on g.id = f.organization
left join offers o on f.type = 'offer' and o.id = f.id`,
    bindings: { ...bindings, limit },
  }
}

/** The name of a result: what is called by a closed name is told by its key alone. */
const titleOf = (criteria: Criteria): string => `coalesce(${shownOf(criteria, 'offers', 'title', 'o.title')}, ${shownOf(criteria, 'organizations', 'name', 'g.name')})`

function item(criteria: Criteria): string {
  const offer = (field: string) => shownOf(criteria, 'offers', field, `o.${field}`)
  const site = (field: string) => shownOf(criteria, 'sites', field, `s.${field}`)
  const places = (field: string) => shownOf(criteria, 'offer_places', field, `p.${field}`)
  const organization = (field: string) => shownOf(criteria, 'organizations', field, `g.${field}`)
  return `jsonb_build_object(
    'type', page.type, 'id', page.id, 'title', ${titleOf(criteria)},
    'organization', jsonb_build_object('id', g.id, 'name', ${organization('name')}),
    'kind', page.kind, 'themes', to_jsonb(page.themes),
    'summary', coalesce(nullif(${offer('summary')}, ''), left(coalesce(${offer('description')}, case when page.type = 'organization' then ${organization('description')} end), 300)),
    'min_age', ${offer('min_age')}, 'max_age', ${offer('max_age')}, 'publics', ${offer('publics')},
    'city', ${site('city')}, 'postal_code', ${site('postal_code')}, 'latitude', ${site('latitude')}, 'longitude', ${site('longitude')},
    'distance_km', round((page.distance / 1000)::numeric, 1),
    'is_suspended', coalesce(o.is_suspended, false), 'places_available', case when o.is_suspended then 0 else ${places('available')} end, 'places_capacity', ${places('capacity')}, 'places_confirmed_at', ${places('confirmed_at')},
    'updated_by_partner_at', coalesce(${offer('updated_by_partner_at')}, ${organization('updated_by_partner_at')}),
    'date_updated', case when page.type = 'offer' then coalesce(o.date_updated, o.date_created) else coalesce(g.date_updated, g.date_created) end
  )`
}

const ITEM_JOINS = `join organizations g on g.id = page.organization
    left join offers o on page.type = 'offer' and o.id = page.id
    left join lateral (
      select s.* from sites s
      where s.organization = page.organization and s.status = 'active' and s.id = coalesce(page.site, o.site, s.id)
      order by s.is_main desc, s.id limit 1
    ) s on true
    left join offer_places p on p.offer = o.id and p.session is null`

interface Looked { everySite: boolean, mistakes: readonly Mistake[] }
type Type = Criteria['types'][number]

/** Where the results are looked for: anywhere, at one site of each, at every site of each, at those that were asked for, or in the zones that offers name. */
type Where = 'anywhere' | 'first' | 'every' | 'near' | 'zone'

/** The results before the theme and kind filters, which facets must ignore in turn: `theme_ok` and `kind_ok` tell. */
function matched(criteria: Criteria, { everySite, mistakes }: Looked): Statement {
  const { types, text, point, communes, box } = criteria
  const steps = [...text ? [queryStep(mistakes)] : [], ...isNear(criteria) ? nearSteps(criteria) : []]
  const zone = communes && !point?.radiusKm && !box && types.includes('offer') ? [found(criteria, ['offer'], 'zone')] : []
  const parts = everySite
    ? types.map(type => found(criteria, [type], type === 'organization' ? 'every' : isNear(criteria) ? 'near' : 'first'))
    : [found(criteria, types, isNear(criteria) ? 'near' : point ? 'first' : 'anywhere')]
  steps.push(`matched as materialized (\n${[...parts, ...zone].join('\n  union all\n')}\n)`)
  return { sql: steps.join(',\n'), bindings: { ...bindingsOf(criteria), ...mistakeBindings(mistakes) } }
}

/** The words typed, and `wide` with those that a mistake may have meant; words that say nothing alone are looked for as they are, in names. */
function queryStep(mistakes: readonly Mistake[]): string {
  const wide = mistakes.reduce((query, _, index) => `ts_rewrite(${query}, plainto_tsquery('french', :mistake_${index}), websearch_to_tsquery('french', relais_unaccent(:near_${index})))`, 'asked.words')
  return `asked as (select case when numnode(said.words) > 0 then said.words else websearch_to_tsquery('simple', relais_unaccent(:typed)) end as words
    from (select websearch_to_tsquery('french', relais_unaccent(:typed)) as words) said),
query as materialized (select asked.words, ${wide} as wide, length(relais_normalize(:typed)) as length from asked)`
}

/** The results of these types: nothing but the entries is read, unless a filter asks more of them. */
function found(criteria: Criteria, types: readonly Type[], where: Where): string {
  const hasSite = where === 'near' || where === 'first' || where === 'every'
  const [themes, kind] = [columnOf(criteria, 'themes', '\'{}\'::text[]'), columnOf(criteria, 'kind', 'null')]
  return `  select e.type, e.id, e.organization, ${hasSite ? 'n.site' : 'null::uuid as site'}, ${themes} as themes, ${kind} as kind, ${relevance(criteria)} as relevance, ${hasSite && criteria.point ? 'n.distance' : 'null::float as distance'},
    e.updated, ${criteria.theme ? `:theme = any(${themes})` : 'true'} as theme_ok, ${criteria.kind ? `coalesce(${kind} = :kind, false)` : 'true'} as kind_ok
  from ${criteria.text ? 'query, ' : ''}${ENTRIES} ${criteria.text ? saidStep(criteria) : ''}${sitesOf(criteria, where)}
  where ${[
    ...types.length === 1 ? [`e.type = '${types[0]}'`] : [],
    readable(criteria),
    ...criteria.text ? ['e.words @@ query.wide', ...hasClosedTexts(criteria) ? ['said.words @@ query.wide'] : []] : [],
    ...where === 'zone' ? ['e.zones <> \'{}\'', 'e.zones && :zones', 'not exists (select 1 from near n where n.place = e.place)'] : [],
    ...typeTests(criteria, types),
  ].join('\n    and ')}`
}

/** What is asked of one type of results only. */
function typeTests(criteria: Criteria, types: readonly Type[]): string[] {
  const tests = types.map(type => ({ type, asked: type === 'offer' ? ofOffer(criteria) : ofOrganization(criteria) }))
  if (tests.every(({ asked }) => asked.length === 0)) return []
  return [`(${tests.map(({ type, asked }) => [`e.type = '${type}'`, ...asked].join(' and ')).join(' or ')})`]
}

/** The sites that a result is shown at: the nearest to the point asked, else the main one. */
function sitesOf(criteria: Criteria, where: Where): string {
  if (where === 'near') return 'join near n on n.place = e.place'
  if (where !== 'first' && where !== 'every') return ''
  const order = where === 'every' ? '' : `order by ${criteria.point ? 'distance nulls last, ' : ''}s.is_main desc, s.id limit 1`
  return `left join lateral (select s.id as site, ${distanceOf(criteria)} as distance from sites s
    where s.organization = e.organization and s.status = 'active' and (e.site is null or s.id = e.site)${siteTests(criteria).map(test => ` and ${test}`).join('')} ${order}) n on true`
}

/** What is asked of the place itself: only the sites that pass are looked at. */
function siteTests(criteria: Criteria): string[] {
  const { communes, point, box } = criteria
  const isPlaced = Boolean(point?.radiusKm) || box !== undefined
  if (isPlaced && isPlaceClosed(criteria)) return ['false']
  return [
    ...communes ? [isTownClosed(criteria) ? 'false' : 's.commune_code like any(:communes)'] : [],
    ...point?.radiusKm ? [`earth_box(${HERE}, :radius) @> ${THERE}`, `${DISTANCE} <= :radius`] : [],
    ...box ? ['s.longitude between :west and :east and s.latitude between :south and :north'] : [],
  ]
}

const distanceOf = (criteria: Criteria): string => (criteria.point && !isPlaceClosed(criteria) ? DISTANCE : 'null::float')

const isNear = (criteria: Criteria): boolean => siteTests(criteria).length > 0

/** The sites that pass, each for what is there only; and the best one of each owner, for what is at all of them. */
function nearSteps(criteria: Criteria): string[] {
  return [
    `reached as materialized (select s.id, s.organization, s.is_main, ${distanceOf(criteria)} as distance from sites s where ${['s.status = \'active\'', ...siteTests(criteria)].join(' and ')})`,
    `near as materialized (
  select r.id as place, r.id as site, r.distance from reached r
  union all (select distinct on (r.organization) r.organization, r.id, r.distance from reached r order by r.organization, r.distance nulls last, r.is_main desc, r.id)
)`,
  ]
}

/** What the reader may find: the result and its owner, and, for whoever works there, what a structure keeps to itself. */
export function readable({ viewer }: Criteria): string {
  const scope = `select s.structure from structure_scopes s where s."user" = :viewer and s.level in ('read', 'contribute', 'manage')
      and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now())`
  const shared = 'e.owner_visibility = any(:visibilities)'
  return `e.visibility = any(:visibilities) and e.owner_status = any(:statuses) and (e.open_until is null or e.open_until > now())
    and ${viewer ? `(${shared} or e.restricted_to in (${scope}))` : shared}`
}

function ofOffer(criteria: Criteria): string[] {
  const [own, owners] = [facetTests(criteria, 'offers'), facetTests(criteria, 'organizations')]
  return [
    ...criteria.withPlaces ? [criteria.isClosed('offer_places', 'available') ? 'false' : 'e.available > 0'] : [],
    ...own.length > 0 ? [`exists (select 1 from offers o where o.id = e.id and ${own.join(' and ')})`] : [],
    ...owners.length > 0 ? [`exists (select 1 from organizations g where g.id = e.organization and ${owners.join(' and ')})`] : [],
  ]
}

/** Organisations are found by what they offer too, when an offer that the reader finds has it. */
function ofOrganization(criteria: Criteria): string[] {
  const [own, offered] = [facetTests(criteria, 'organizations'), facetTests(criteria, 'offers')]
  return [
    ...own.length > 0 ? [`exists (select 1 from organizations g where g.id = e.id and ${own.join(' and ')})`] : [],
    ...offered.length > 0
      ? [`exists (select 1 from offers o where o.organization = e.id and o.status = 'active' and o.visibility = any(:visibilities) and (o.open_until is null or o.open_until > now()) and ${offered.join(' and ')})`]
      : [],
  ]
}

const ALIASES = { offers: 'o', organizations: 'g' } as const

function facetTests({ facets }: Criteria, collection: Facet['collection']): string[] {
  return facets.flatMap((facet, index) => facet.collection === collection ? [facetTest(facet, index)] : [])
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

// Ranking every hit by its texts would read thousands of them: whether the name has the words, and how much more it says.
function relevance(criteria: Criteria): string {
  const { text } = criteria
  const names = hasClosedTexts(criteria) ? 'said.name_words' : 'e.name_words'
  return text ? `case when ${names} @@ query.words then 2 when ${names} @@ query.wide then 1 else 0 end + least(1, query.length::float / greatest(e.length, 1))` : '0::float'
}

function ranking(criteria: Criteria): string {
  const distance = criteria.point ? 'm.distance nulls last, ' : ''
  if (criteria.point && criteria.byDistance) return `${distance}m.relevance desc, m.updated desc nulls last, m.type, m.id`
  return criteria.text ? `round(m.relevance * 10) desc, ${distance}m.relevance desc, m.type, m.id` : `${distance}m.updated desc nulls last, m.type, m.id`
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
    // With closed texts no word is left out: « -word » would ask whether they have it.
    ...(text && { typed: hasClosedTexts(criteria) ? text.replaceAll('-', ' ') : text }),
    ...(theme && { theme }),
    ...(kind && { kind }),
    ...(communes && { communes: communes.map(prefix => `${prefix}%`), zones: criteria.isClosed('offers', 'zone_codes') ? [] : zones }),
    ...Object.fromEntries(criteria.facets.flatMap(({ values, openKinds }, index) => [[`facet_${index}`, values], ...openKinds ? [[`open_${index}`, openKinds]] : []])),
    ...(point && { latitude: point.latitude, longitude: point.longitude }),
    ...(box && { west: box[0], south: box[1], east: box[2], north: box[3] }),
    ...(point?.radiusKm && { radius: point.radiusKm * 1000 }),
  }
}

function mistakeBindings(mistakes: readonly Mistake[]): Statement['bindings'] {
  return Object.fromEntries(mistakes.flatMap(({ word, near }, index) => [[`mistake_${index}`, word], [`near_${index}`, near.join(' or ')]]))
}
