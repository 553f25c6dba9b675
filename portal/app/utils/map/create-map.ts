import type { LngLatBoundsLike, StyleSpecification } from 'maplibre-gl'
import { AttributionControl, Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { StagedStyle } from './staged-style'
import { layerAbove, stageStyle } from './staged-style'

// A file of our own origin: the policy of the page refuses any other worker.
setWorkerUrl(workerUrl)

interface MapOptions {
  container: HTMLElement
  style: StyleSpecification
  bounds: LngLatBoundsLike
  padding: number
  locale: Record<string, string>
  isDark: boolean
  /** Folds the sources behind their button, for want of room. */
  isSmall?: boolean
}

const COLOR_PAINTS = ['background-color', 'fill-color', 'line-color', 'text-color', 'text-halo-color'] as const

/** The colours that a style gives for the dark theme, in its metadata. */
function darkPaintsOf(style: StyleSpecification): Record<string, unknown> {
  const paints: unknown = isRecord(style.metadata) ? style.metadata['relais:dark'] : undefined
  return isRecord(paints) ? paints : {}
}

function colorOf(paints: unknown, name: string): string | undefined {
  const color = isRecord(paints) ? paints[name] : undefined
  return typeof color === 'string' ? color : undefined
}

/** The style in its dark colours, so that the map never flashes white; one that says nothing of them stays as it is. */
function darken(style: StyleSpecification): StyleSpecification {
  const paints = darkPaintsOf(style)
  const layers = style.layers.map(layer => isRecord(paints[layer.id]) ? Object.assign({}, layer, { paint: Object.assign({}, layer.paint, paints[layer.id]) }) : layer)
  return { ...style, layers }
}

/** Paints the background in dark or light when the person changes. */
function paintTheme(map: MapLibre, style: StyleSpecification, isDark: boolean): void {
  for (const [layer, paints] of Object.entries(darkPaintsOf(style))) {
    if (!map.getLayer(layer)) continue
    const shipped = style.layers.find(item => item.id === layer)?.paint
    for (const name of COLOR_PAINTS) {
      const dark = colorOf(paints, name)
      if (dark !== undefined) map.setPaintProperty(layer, name, isDark ? dark : colorOf(shipped, name))
    }
  }
}

/** Adds what waited for the land to be drawn, and for its zoom. */
function addLater(map: MapLibre, style: StyleSpecification, later: StagedStyle['later']): void {
  for (const { id, zoom, source, layers } of later) {
    if (map.getZoom() < zoom || map.getSource(id)) continue
    map.addSource(id, source)
    for (const layer of layers) map.addLayer(layer, layerAbove(style, layer.id, map.getLayersOrder()))
  }
}

/** Waits until the first sources are drawn; rejects when the device cannot draw, or when one of them does not come. */
function drawn(map: MapLibre): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = ({ error }: { error: unknown }) => reject(error)
    map.on('error', fail)
    map.once('load', () => {
      map.off('error', fail)
      resolve()
    })
  })
}

/** Opens a map on its container and resolves once its land is drawn; rejects when the device cannot draw it. */
export async function createMap({ container, style, bounds, padding, locale, isDark, isSmall }: MapOptions): Promise<{ map: MapLibre, paint: (isDark: boolean) => void }> {
  let shown = isDark ? darken(style) : style
  const { first, later } = stageStyle(shown)
  const map = new MapLibre({
    container,
    style: first,
    bounds,
    fitBoundsOptions: { padding },
    locale,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 17,
    minZoom: 1,
    renderWorldCopies: true,
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.addControl(new AttributionControl({ compact: true }), 'bottom-right')
  try {
    await drawn(map)
  }
  catch (error) {
    map.remove()
    throw error
  }
  addLater(map, shown, later)
  map.on('zoom', () => addLater(map, shown, stageStyle(shown).later))
  if (isSmall) {
    const sources = container.querySelector('.maplibregl-ctrl-attrib')
    sources?.classList.remove('maplibregl-compact-show')
    sources?.removeAttribute('open')
  }
  return {
    map,
    paint: (dark) => {
      shown = dark ? darken(style) : style
      paintTheme(map, style, dark)
    },
  }
}
