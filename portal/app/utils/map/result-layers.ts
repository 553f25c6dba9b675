import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import type { DirectoryPoint, DirectoryPoints } from '#shared/types/directory'

export const NO_POINTS: DirectoryPoints = { type: 'FeatureCollection', features: [] }
export const CLUSTER_MAX_ZOOM = 13

/** The results, grouped where they are many, above the background. */
export function addResultLayers(map: MapLibre, { isGrouped }: { isGrouped: boolean }): void {
  const primary = getComputedStyle(document.documentElement).getPropertyValue('--ui-color-primary-700').trim() || '#155b5a'
  map.addSource('points', { type: 'geojson', data: NO_POINTS, cluster: isGrouped, clusterRadius: 44, clusterMaxZoom: CLUSTER_MAX_ZOOM })
  map.addSource('highlight', { type: 'geojson', data: NO_POINTS })
  map.addLayer({
    id: 'clusters',
    type: 'circle',
    source: 'points',
    filter: ['has', 'point_count'],
    paint: {
      'circle-color': primary,
      'circle-radius': ['step', ['get', 'point_count'], 15, 10, 19, 100, 24, 1000, 30],
      'circle-stroke-width': 2,
      'circle-stroke-color': '#ffffff',
    },
  })
  map.addLayer({
    id: 'cluster-counts',
    type: 'symbol',
    source: 'points',
    filter: ['has', 'point_count'],
    // The padding keeps names of places from under the disc.
    layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-font': ['Atkinson Hyperlegible Next Variable'], 'text-size': 13, 'text-allow-overlap': true, 'text-padding': 12 },
    paint: { 'text-color': '#ffffff' },
  })
  map.addLayer({
    id: 'highlight',
    type: 'circle',
    source: 'highlight',
    paint: { 'circle-radius': 17, 'circle-color': primary, 'circle-opacity': 0.2, 'circle-stroke-width': 3, 'circle-stroke-color': primary },
  })
  map.addLayer({
    id: 'pins',
    type: 'symbol',
    source: 'points',
    filter: ['!', ['has', 'point_count']],
    layout: {
      'icon-image': ['concat', 'pin|', ['case', ['==', ['get', 'type'], 'offer'], ['coalesce', ['get', 'kind'], ''], ''], '|', ['coalesce', ['get', 'theme'], '']],
      'icon-allow-overlap': true,
      'icon-size': 1,
    },
  })
}

/** What a feature of the map says of its result. */
export function toResult(feature: { properties: Record<string, unknown> | null }): DirectoryPoint['properties'] {
  const { id, type, title, kind, theme, organization } = feature.properties ?? {}
  return {
    id: String(id),
    type: type === 'organization' ? 'organization' : 'offer',
    title: String(title ?? ''),
    kind: typeof kind === 'string' ? kind : null,
    theme: typeof theme === 'string' ? theme : null,
    organization: typeof organization === 'string' ? organization : null,
  }
}

/** Results of one and the same address can never be told apart by zooming: they are listed. */
export async function leavesOf(points: GeoJSONSource, cluster: number): Promise<DirectoryPoint['properties'][]> {
  const leaves = await points.getClusterLeaves(cluster, 50, 0)
  return leaves.map(toResult)
}
