import type { LngLatBoundsLike, StyleSpecification } from 'maplibre-gl'
import { AttributionControl, Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'

// A file of our own origin: the policy of the page refuses any other worker.
setWorkerUrl(workerUrl)

interface MapOptions {
  container: HTMLElement
  style: string
  bounds: LngLatBoundsLike
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

/** Opens a map on its container and resolves once its style is there; rejects when the device cannot draw it. */
export async function createMap({ container, style, bounds, locale, isDark, isSmall }: MapOptions): Promise<{ map: MapLibre, paint: (isDark: boolean) => void }> {
  const specification = await $fetch<StyleSpecification>(style)
  const map = new MapLibre({
    container,
    style: isDark ? darken(specification) : specification,
    bounds,
    fitBoundsOptions: { padding: 24 },
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
  await new Promise<void>((resolve) => {
    map.once('load', () => resolve())
  })
  if (isSmall) {
    const sources = container.querySelector('.maplibregl-ctrl-attrib')
    sources?.classList.remove('maplibregl-compact-show')
    sources?.removeAttribute('open')
  }
  return { map, paint: dark => paintTheme(map, specification, dark) }
}
