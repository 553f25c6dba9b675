declare module 'topojson-client' {
  import type { FeatureCollection, MultiLineString } from 'geojson'

  export function feature(topology: object, object: object): FeatureCollection
  export function mesh(topology: object, object: object, filter?: (a: object, b: object) => boolean): MultiLineString
}
