import { parseId, parseInput, queryOf } from '@relais/extensions/platform'
import { closedTo } from '@relais/extensions/configurator'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { MapSchema, PlacesSchema, SearchSchema, TerritorySchema, toCriteria } from '../rules/search-params.ts'
import { listFacets, resolveFacets } from '../service/facets.ts'
import { readPublicOffer, readPublicOrganization } from '../service/public-pages.ts'
import { understandPlace } from '../service/places-in-words.ts'
import { search, searchMap } from '../service/search.ts'
import { findTerritories, listVocabularies } from '../service/vocabulary.ts'
import type { DirectoryHost } from './types.ts'

const PUBLIC = { visibilities: ['public'] }
const ANYBODY = { audience: 'public' } as const
const DEFAULT_LIMIT = 20
const NothingSchema = z.strictObject({})

/** Handlers that need no token: only what is public and open. */
export const directoryHandlers = (host: DirectoryHost) => ({
  async search(req: Request, res: Response) {
    const params = parseInput(SearchSchema, queryOf(req))
    const facets = await resolveFacets(host, ANYBODY, params.facet)
    res.json({ data: await search(host, toCriteria(params, { ...PUBLIC, facets, isClosed: await closedTo(host.database, 'public') }), { page: params.page ?? 1, limit: params.limit ?? DEFAULT_LIMIT }) })
  },

  async map(req: Request, res: Response) {
    const params = parseInput(MapSchema, queryOf(req))
    const facets = await resolveFacets(host, ANYBODY, params.facet)
    const collection = await searchMap(host, toCriteria(params, { ...PUBLIC, facets, isClosed: await closedTo(host.database, 'public') }), host.settings.DIRECTORY_MAP_LIMIT)
    // The database already wrote the GeoJSON: parsing 31,000 features to print them again would cost more than the query.
    res.type('application/json').send(`{"data":${collection}}`)
  },

  async facets(req: Request, res: Response) {
    parseInput(NothingSchema, queryOf(req))
    res.json({ data: await listFacets(host, ANYBODY) })
  },

  async territories(req: Request, res: Response) {
    const { q } = parseInput(TerritorySchema, queryOf(req))
    res.json({ data: await findTerritories(host, q) })
  },

  async places(req: Request, res: Response) {
    const { q } = parseInput(PlacesSchema, queryOf(req))
    res.json({ data: await understandPlace(host, q) })
  },

  async vocabularies(req: Request, res: Response) {
    parseInput(NothingSchema, queryOf(req))
    res.json({ data: await listVocabularies(host) })
  },

  async organization(req: Request, res: Response) {
    res.json({ data: await readPublicOrganization(host, parseId(req.params['id'])) })
  },

  async offer(req: Request, res: Response) {
    res.json({ data: await readPublicOffer(host, parseId(req.params['id'])) })
  },
})
