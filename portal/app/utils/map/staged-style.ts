import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import { isRecord } from '../../../shared/utils/api-error'

/** What a style leaves for after the first drawing: its sources, each with the zoom from which it is wanted. */
export interface StagedStyle {
  first: StyleSpecification
  later: { id: string, zoom: number, source: SourceSpecification, layers: LayerSpecification[] }[]
}

const sourceOf = (layer: LayerSpecification): string | undefined => 'source' in layer && typeof layer.source === 'string' ? layer.source : undefined

/**
 * Cuts a style in two, so that the land is drawn before anything else is asked. The style says what may wait under
 * `relais:later` of its metadata; one that says nothing is drawn whole.
 */
export function stageStyle(style: StyleSpecification): StagedStyle {
  const wanted: unknown = isRecord(style.metadata) ? style.metadata['relais:later'] : undefined
  const zooms = new Map(Object.entries(isRecord(wanted) ? wanted : {}).flatMap(([id, zoom]) => typeof zoom === 'number' ? [[id, zoom] as const] : []))
  const isFirst = (id: string | undefined) => id === undefined || !zooms.has(id)
  return {
    first: {
      ...style,
      sources: Object.fromEntries(Object.entries(style.sources).filter(([id]) => isFirst(id))),
      layers: style.layers.filter(layer => isFirst(sourceOf(layer))),
    },
    later: [...zooms].flatMap(([id, zoom]) => {
      const source = style.sources[id]
      return source ? [{ id, zoom, source, layers: style.layers.filter(layer => sourceOf(layer) === id) }] : []
    }),
  }
}

/** The layer that a layer of the style goes under: the next one of the style that is drawn, else the first that is not of the style. */
export function layerAbove(style: StyleSpecification, layer: string, drawn: readonly string[]): string | undefined {
  const order = style.layers.map(({ id }) => id)
  return order.slice(order.indexOf(layer) + 1).find(id => drawn.includes(id)) ?? drawn.find(id => !order.includes(id))
}
